using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Accounts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Catalog.MyGoods;

/// <summary>What all boxes of a producer cost and how many are left, so many on a page.</summary>
/// <param name="For">Null for the first of those the person may act for.</param>
/// <param name="Only">The rows of a form that came back, whatever became of them meanwhile; null for what is on sale.</param>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record LookAtGoods(Guid? For, int Page = 1, IReadOnlyList<string>? Only = null) : IQuery<GoodsOpen>
{
    internal const int AtOnce = 20;
}

/// <param name="Producer">Null when the person acts for nobody yet.</param>
internal sealed record GoodsOpen(ProducerActedFor? Producer, IReadOnlyList<ProducerActedFor> Others, IReadOnlyList<GoodsRow> Rows, int Count, int Page, int Pages,
    DateOnly Today, Money FloorPerKilogram);

internal sealed record GoodsRow(string Slug, string PackSlug, Text Name, Text Pack, Mass Net, Season Season, bool Ended, PackSeen Now)
{
    /// <summary>Both are Latin letters, digits and hyphens.</summary>
    public string Key => KeyOf(Slug, PackSlug);
    public static string KeyOf(string slug, string pack) => $"{slug}_{pack}";
}

internal sealed class LookAtGoodsHandler(StoreDb db, IMediator shop, CatalogSettings settings, Caller caller, TimeProvider clock) : IRequestHandler<LookAtGoods, GoodsOpen>
{
    public async Task<GoodsOpen> Handle(LookAtGoods asked, CancellationToken ct)
    {
        var today = ChinaTime.Day(clock.GetUtcNow().UtcDateTime);
        var producers = await shop.Send(new ProducersOf(caller.Person), ct);
        if (producers.Count == 0) return new(null, [], [], 0, 1, 1, today, settings.FloorPerKilogram);
        var producer = asked.For is { } wanted ? producers.FirstOrDefault(p => p.ProducerId == wanted) ?? throw new Refusal("not-your-producer", RefusalKind.Forbidden) : producers[0];

        var (slugs, rows) = (asked.Only?.Select(k => k.Split('_')[0]).Distinct(StringComparer.Ordinal).ToList(), new List<GoodsRow>());
        var count = slugs is null ? await db.GoodsOf(producer.ProducerId).CountAsync(ct) : asked.Only!.Count;
        var pages = slugs is null ? Math.Max(1, (count + LookAtGoods.AtOnce - 1) / LookAtGoods.AtOnce) : 1;
        var page = Math.Clamp(asked.Page, 1, pages);
        if (slugs is null) rows = await db.GoodsOf(producer.ProducerId).Skip((page - 1) * LookAtGoods.AtOnce).Take(LookAtGoods.AtOnce).Rows(ct);
        else rows.AddRange((await db.GoodsOf(producer.ProducerId, slugs).Rows(ct)).Where(r => asked.Only!.Contains(r.Key, StringComparer.Ordinal)));
        return new(producer, [.. producers.Where(p => p.ProducerId != producer.ProducerId)], rows, count, page, pages, today, settings.FloorPerKilogram);
    }
}

/// <summary>A pack and the listing it is of.</summary>
internal sealed class Goods
{
    public required Listing Listing { get; init; }
    public required Variant Pack { get; init; }
}

internal static class GoodsReading
{
    extension(StoreDb db)
    {
        /// <summary>The newest listing first, its packs by size.</summary>
        /// <param name="slugs">Those, ended or not; null for all that are not.</param>
        internal IQueryable<Goods> GoodsOf(Guid producer, List<string>? slugs = null)
        {
            var own = db.Listings.AsNoTracking().Where(l => l.ProducerId == producer);
            own = slugs is null ? own.Where(l => l.State != ListingState.Ended) : own.Where(l => slugs.Contains(l.Slug));
            return from l in own
                   join v in db.Variants on l.Id equals v.ListingId
                   orderby l.ListedAt descending, l.Id, v.Net.Grams, v.Position
                   select new Goods { Listing = l, Pack = v };
        }
    }

    extension(IQueryable<Goods> goods)
    {
        internal async Task<List<GoodsRow>> Rows(CancellationToken ct) =>
            (await goods.Select(g => new { g.Listing.Slug, PackSlug = g.Pack.Slug, g.Listing.Name, Pack = g.Pack.Name, Net = g.Pack.Net.Grams, g.Listing.Opens,
                g.Listing.Closes, g.Listing.State, g.Pack.Version, g.Pack.Available, g.Pack.Price.Fen }).ToListAsync(ct))
            .ConvertAll(g => new GoodsRow(g.Slug, g.PackSlug, g.Name, g.Pack, new(g.Net), new(g.Opens, g.Closes), g.State == ListingState.Ended, new(g.Version, g.Available, new(g.Fen))));
    }
}
