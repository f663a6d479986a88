using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Community;
using Storefront.Platform.Data;

namespace Storefront.Community.Reviews;

internal sealed class WriteReviewHandler(StoreDb db, TimeProvider clock) : IRequestHandler<WriteReview, Unit>
{
    public async Task<Unit> Handle(WriteReview asked, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var photos = asked.Photos ?? [];
        if (await db.InsertMissing<Review>([new()
        {
            Id = asked.ReviewId, OrderId = asked.OrderId, ListingId = asked.ListingId, ProducerId = asked.ProducerId, Slug = asked.Slug, Listing = asked.Listing, Variant = asked.Variant,
            Stars = asked.Stars, Words = asked.Words, Name = asked.Name, Photos = photos, Language = asked.Language, WrittenAt = now, State = ReviewState.Waiting, Version = 1,
        }], ct) > 0) return Unit.Value;

        var own = db.Reviews.Where(r => r.OrderId == asked.OrderId && r.ListingId == asked.ListingId && r.State != ReviewState.Published);
        var changed = await own.ExecuteUpdateAsync(r => r.SetProperty(x => x.Stars, asked.Stars).SetProperty(x => x.Words, asked.Words).SetProperty(x => x.Name, asked.Name)
            .SetProperty(x => x.Language, asked.Language).SetProperty(x => x.WrittenAt, now).SetProperty(x => x.State, ReviewState.Waiting).SetProperty(x => x.Version, x => x.Version + 1)
            .SetProperty(x => x.Reason, (string?)null), ct);
        if (changed == 0) throw new Refusal("review-published", RefusalKind.Conflict);
        if (asked.Photos is not null) await own.ExecuteUpdateAsync(r => r.SetProperty(x => x.Photos, photos), ct);
        return Unit.Value;
    }
}

internal sealed class ReviewsOfOrderHandler(StoreDb db) : IRequestHandler<ReviewsOfOrder, IReadOnlyList<ReviewWritten>>
{
    public async Task<IReadOnlyList<ReviewWritten>> Handle(ReviewsOfOrder asked, CancellationToken ct) =>
        await db.Reviews.AsNoTracking().Where(r => r.OrderId == asked.OrderId)
            .Select(r => new ReviewWritten(r.ListingId, r.Stars, r.Words, r.Name, r.Photos, r.State, r.Reason)).ToListAsync(ct);
}
