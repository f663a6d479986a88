using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog.Cards;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Machines;

/// <summary>Live listings for the product feed, some at a time in the order of their slugs.</summary>
/// <param name="After">The last slug of those before; null to begin.</param>
internal sealed record ListFeed(string? After) : IQuery<IReadOnlyList<FeedGoods>>
{
    public const int AtOnce = 500;
}

internal sealed record FeedGoods(string Slug, Text Name, Text Summary, Text Producer, Text Category, IReadOnlyList<string> Photos, IReadOnlyList<Pack> Packs);

internal sealed class ListFeedHandler(StoreDb db, IMediator shop, TimeProvider clock) : IRequestHandler<ListFeed, IReadOnlyList<FeedGoods>>
{
    public async Task<IReadOnlyList<FeedGoods>> Handle(ListFeed asked, CancellationToken ct)
    {
        var after = asked.After ?? "";
#pragma warning disable CA1309 // what compares is the database, by the order that it sorts by too
        var goods = await (from l in db.Listings.AsNoTracking().OnSale(clock)
                           join p in db.Producers on l.ProducerId equals p.Id
                           join c in db.Categories on l.Category equals c.Slug
                           where string.Compare(l.Slug, after) > 0
                           orderby l.Slug
                           select new { l.Id, l.Slug, l.Name, l.Summary, Producer = p.Name, Category = c.Name }).Take(ListFeed.AtOnce).ToListAsync(ct);
#pragma warning restore CA1309
        var ids = goods.ConvertAll(l => l.Id);
        var packs = await shop.PacksOf(db, ids, clock, ct);
        var photos = (await db.Photos.AsNoTracking().Where(p => ids.Contains(p.ListingId)).OrderBy(p => p.Position).Select(p => new { p.ListingId, p.Stem })
            .ToListAsync(ct)).ToLookup(p => p.ListingId, p => p.Stem);
        return [.. goods.Select(l => new FeedGoods(l.Slug, l.Name, l.Summary, l.Producer, l.Category, [.. photos[l.Id]], [.. packs[l.Id]]))];
    }
}
