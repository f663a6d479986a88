using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Machines;

/// <summary>How many parts the sitemap has of each kind.</summary>
internal sealed record CountParts : IQuery<IReadOnlyDictionary<PartKind, int>>;

/// <summary>One part of the sitemap; none is empty but the first of a kind.</summary>
/// <param name="Number">From 1 on.</param>
internal sealed record ListPages(PartKind Kind, int Number) : IQuery<IReadOnlyList<PageToFind>>
{
    /// <summary>Each is written once in every language, with all the others beside it: some two thousand addresses a part.</summary>
    public const int AtMost = 500;
}

internal enum PartKind { Shelves, Producers, Villages, Goods }

/// <param name="Path">Behind the language.</param>
internal sealed record PageToFind(string Path, DateTime? ChangedAt, IReadOnlyList<string> Pictures);

internal sealed class CountPartsHandler(StoreDb db) : IRequestHandler<CountParts, IReadOnlyDictionary<PartKind, int>>
{
    public async Task<IReadOnlyDictionary<PartKind, int>> Handle(CountParts asked, CancellationToken ct) => new Dictionary<PartKind, int>
    {
        [PartKind.Shelves] = 1,
        [PartKind.Producers] = Parts(await db.Producers.CountAsync(ct)),
        [PartKind.Villages] = Parts(await db.Producers.Select(p => p.Place).Distinct().CountAsync(ct)),
        [PartKind.Goods] = Parts(await db.Listings.CountAsync(l => l.State == ListingState.Live, ct)),
    };

    static int Parts(int pages) => (pages + ListPages.AtMost - 1) / ListPages.AtMost;
}

internal sealed class ListPagesHandler(StoreDb db, IEnumerable<StandingPage> standing) : IRequestHandler<ListPages, IReadOnlyList<PageToFind>>
{
    public async Task<IReadOnlyList<PageToFind>> Handle(ListPages asked, CancellationToken ct) => asked.Kind switch
    {
        PartKind.Goods => await Goods(asked.Number, ct),
        PartKind.Producers => [.. (await Part(db.Producers.AsNoTracking().OrderBy(p => p.Id), asked.Number).Select(p => new { p.Slug, p.Picture }).ToListAsync(ct))
            .Select(p => new PageToFind($"/producers/{p.Slug}", null, [p.Picture]))],
        PartKind.Villages => [.. (await Part(db.Producers.Select(p => p.Place).Distinct().OrderBy(p => p), asked.Number).ToListAsync(ct))
            .Select(place => new PageToFind($"/villages/{place}", null, []))],
        _ => [.. standing.Select(p => new PageToFind(p.Path, null, [])),
            .. (await db.Categories.AsNoTracking().OrderBy(c => c.Position).Select(c => c.Slug).ToListAsync(ct))
                .Select(slug => new PageToFind($"/c/{slug}", null, []))],
    };

    /// <summary>In the order of their ids, which is that of their making: what is new comes into the last part.</summary>
    static IQueryable<T> Part<T>(IOrderedQueryable<T> all, int number) => all.Skip((number - 1) * ListPages.AtMost).Take(ListPages.AtMost);

    async Task<IReadOnlyList<PageToFind>> Goods(int number, CancellationToken ct)
    {
        var goods = await Part(db.Listings.AsNoTracking().Where(l => l.State == ListingState.Live).OrderBy(l => l.Id), number).Select(l => new { l.Id, l.Slug, l.ListedAt }).ToListAsync(ct);
        var ids = goods.ConvertAll(l => l.Id);
        var changed = await db.ListingChanges.Where(c => ids.Contains(c.ListingId)).GroupBy(c => c.ListingId).Select(g => new { g.Key, At = g.Max(c => c.At) })
            .ToDictionaryAsync(g => g.Key, g => g.At, ct);
        var photos = (await db.Photos.AsNoTracking().Where(p => ids.Contains(p.ListingId)).OrderBy(p => p.Position).Select(p => new { p.ListingId, p.Stem })
            .ToListAsync(ct)).ToLookup(p => p.ListingId, p => p.Stem);
        return [.. goods.Select(l => new PageToFind($"/p/{l.Slug}", changed.TryGetValue(l.Id, out var at) && at > l.ListedAt ? at : l.ListedAt, [.. photos[l.Id]]))];
    }
}
