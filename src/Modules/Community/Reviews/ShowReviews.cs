using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts.Community;
using Storefront.Platform.Data;

namespace Storefront.Community.Reviews;

internal sealed class RatingsOfHandler(StoreDb db) : IRequestHandler<RatingsOf, IReadOnlyDictionary<Guid, Rating>>
{
    public async Task<IReadOnlyDictionary<Guid, Rating>> Handle(RatingsOf asked, CancellationToken ct) =>
        await db.Reviews.Where(r => asked.ListingIds.Contains(r.ListingId) && r.State == ReviewState.Published).GroupBy(r => r.ListingId)
            .Select(g => new { g.Key, Reviews = g.Count(), Stars = g.Sum(r => (long)r.Stars) }).ToDictionaryAsync(g => g.Key, g => new Rating(g.Reviews, g.Stars), ct);
}

internal sealed class ShowReviewsOfHandler(StoreDb db) : IRequestHandler<ShowReviewsOf, ReviewsShown>
{
    public async Task<ReviewsShown> Handle(ShowReviewsOf asked, CancellationToken ct)
    {
        var published = db.Reviews.AsNoTracking().Where(r => r.ListingId == asked.ListingId && r.State == ReviewState.Published);
        var rating = await published.GroupBy(_ => 1).Select(g => new Rating(g.Count(), g.Sum(r => (long)r.Stars))).SingleOrDefaultAsync(ct);
        if (rating.Reviews == 0) return new(default, []);
        return new(rating, await published.OrderByDescending(r => r.WrittenAt).ThenBy(r => r.Id).Skip((asked.Page - 1) * asked.OnAPage).Take(asked.OnAPage)
            .Select(r => new ReviewShown(r.Stars, r.Words, r.Language, r.Name, r.Variant, r.Photos, r.WrittenAt, r.Answer)).ToListAsync(ct));
    }
}
