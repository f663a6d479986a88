using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog.Cards;
using Storefront.Contracts;
using Storefront.Contracts.Community;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Reviews;

/// <summary>All reviews of a listing, some on a page; null where it is not on sale.</summary>
internal sealed record ShowReviews(string Slug, int Page, string? To) : IQuery<ReviewsPage?>
{
    public const int OnAPage = 10;
}

internal sealed record ReviewsPage(Destination To, string Slug, Text Listing, string Category, Text CategoryName, int Page, ReviewsShown Said)
{
    public int Pages => Math.Max(1, (Said.Rating.Reviews + ShowReviews.OnAPage - 1) / ShowReviews.OnAPage);
}

internal sealed class ShowReviewsHandler(StoreDb db, IMediator shop) : IRequestHandler<ShowReviews, ReviewsPage?>
{
    public async Task<ReviewsPage?> Handle(ShowReviews asked, CancellationToken ct)
    {
        var listing = await (from l in db.Listings
                             join c in db.Categories on l.Category equals c.Slug
                             where l.Slug == asked.Slug && l.State == ListingState.Live
                             select new { l.Id, l.Name, l.Category, CategoryName = c.Name }).SingleOrDefaultAsync(ct);
        if (listing is null) return null;
        var page = Math.Clamp(asked.Page, 1, 10_000);
        return new ReviewsPage(await shop.Towards(asked.To, ct), asked.Slug, listing.Name, listing.Category, listing.CategoryName, page,
            await shop.Send(new ShowReviewsOf(listing.Id, page, ShowReviews.OnAPage), ct));
    }
}
