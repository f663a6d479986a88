using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog.Cards;
using Storefront.Catalog.Revisions;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Product;

/// <summary>What was sold here and is sold no longer. What nobody but its farmer ever saw is not found.</summary>
internal sealed record ShowEnded(string Slug, string? To) : IQuery<EndedPage>;

internal sealed record EndedPage(Destination To, Text Name, string Category, Text CategoryName, string Producer, Text ProducerName, IReadOnlyList<Card> Instead);

internal sealed class ShowEndedHandler(StoreDb db, IMediator shop, TimeProvider clock) : IRequestHandler<ShowEnded, EndedPage>
{
    public async Task<EndedPage> Handle(ShowEnded asked, CancellationToken ct)
    {
        var read = db.Revisions.Where(r => r.Kind == RevisionKind.Listing);
        var found = await (from l in db.Listings.AsNoTracking()
                           join p in db.Producers on l.ProducerId equals p.Id
                           join c in db.Categories on l.Category equals c.Slug
                           where l.Slug == asked.Slug && l.State == ListingState.Ended
                               && (!read.Any(r => r.ListingId == l.Id) || read.Any(r => r.ListingId == l.Id && r.State == RevisionState.Approved))
                           select new { Listing = l, Category = c.Name, Producer = p.Slug, ProducerName = p.Name }).SingleOrDefaultAsync(ct)
                               ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var near = await db.Listings.Near(found.Listing, clock).ToListAsync(ct);
        return new(await shop.Towards(asked.To, ct), found.Listing.Name, found.Listing.Category, found.Category, found.Producer, found.ProducerName,
            await shop.Send(new DescribeCards(near), ct));
    }
}
