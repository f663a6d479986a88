using System.Collections.Concurrent;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Stock;

/// <summary>
/// Asked by every basket and checkout page, so what is known is not read again: names, masses and photos for a few seconds, price and boxes left
/// for a moment, and no longer than until this node sells one. Placing an order reads price and boxes itself, under its locks.
/// </summary>
internal sealed class DescribeVariantsHandler(StoreDb db, VariantsKnown known) : IRequestHandler<DescribeVariants, IReadOnlyList<VariantOnOffer>>
{
    public async Task<IReadOnlyList<VariantOnOffer>> Handle(DescribeVariants asked, CancellationToken ct)
    {
        var ids = asked.VariantIds.Distinct().ToList();
        if (ids.Count == 0) return [];
        var found = await known.Of(ids, db, ct);
        return [.. ids.Where(found.ContainsKey).Select(id => found[id])];
    }
}

/// <param name="StockFor">Catalog:StockKnownForMilliseconds: how old the number of boxes left may be on a page.</param>
internal sealed record VariantAges(TimeSpan StockFor);

/// <summary>What was read of variants in the last seconds, for this node.</summary>
internal sealed class VariantsKnown(TimeProvider clock, VariantAges ages)
{
    static readonly TimeSpan Life = TimeSpan.FromSeconds(5);
    const int AtMost = 5_000;
    readonly ConcurrentDictionary<Guid, Known> all = new();
    // How often what is known was forgotten, by the variant's hash: two that share a place only forget more often than they must.
    readonly int[] generations = new int[1024], counts = new int[1024];

    /// <param name="Generation">Taken before the reading, as <paramref name="Counted"/> before the counting: what was forgotten meanwhile counts as never read.</param>
    sealed record Known(int Generation, int Counted, long ReadAt, long StockReadAt, VariantOnOffer Offer);

    /// <summary>Their listing ended or changed: read anew by this node, and by another once what it knows is old.</summary>
    public void Forget(IEnumerable<Guid> ids)
    {
        foreach (var id in ids) Interlocked.Increment(ref PlaceOf(id, generations));
    }

    /// <summary>Boxes of them were sold or came back: counted anew, likewise.</summary>
    public void CountAnew(IEnumerable<Guid> ids)
    {
        foreach (var id in ids) Interlocked.Increment(ref PlaceOf(id, counts));
    }

    static ref int PlaceOf(Guid id, int[] places) => ref places[(uint)id.GetHashCode() % (uint)places.Length];

    public async Task<IReadOnlyDictionary<Guid, VariantOnOffer>> Of(List<Guid> ids, StoreDb db, CancellationToken ct)
    {
        var found = new Dictionary<Guid, VariantOnOffer>(ids.Count);
        List<Known> counted = [];
        foreach (var id in ids)
        {
            if (!all.TryGetValue(id, out var known) || known.Generation != Volatile.Read(ref PlaceOf(id, generations)) || clock.GetElapsedTime(known.ReadAt) >= Life) continue;
            found[id] = known.Offer;
            if (known.Counted != Volatile.Read(ref PlaceOf(id, counts)) || clock.GetElapsedTime(known.StockReadAt) >= ages.StockFor) counted.Add(known);
        }
        await Count(counted, found, db, ct);
        if (found.Count < ids.Count) await Describe([.. ids.Where(id => !found.ContainsKey(id))], found, db, ct);
        return found;
    }

    sealed record Stock(Guid Id, int Available, long Fen);

    static readonly Compiled<Guid[], Stock> Stocks = new((db, ids) => db.Set<Variant>().AsNoTracking().Where(v => ids.Contains(v.Id)).Select(v => new Stock(v.Id, v.Available, v.Price.Fen)));

    async Task Count(List<Known> counted, Dictionary<Guid, VariantOnOffer> found, StoreDb db, CancellationToken ct)
    {
        if (counted.Count == 0) return;
        var ids = counted.ConvertAll(k => k.Offer.VariantId).ToArray();
        var (readAt, before) = (clock.GetTimestamp(), ids.ToDictionary(id => id, id => Volatile.Read(ref PlaceOf(id, counts))));
        var stock = (await Stocks.Of(db, ids, ct)).ToDictionary(v => v.Id);
        foreach (var known in counted)
        {
            var id = known.Offer.VariantId;
            if (!stock.TryGetValue(id, out var now)) { found.Remove(id); continue; }
            found[id] = known.Offer with { Price = new(now.Fen), Available = now.Available };
            all[id] = known with { Counted = before[id], StockReadAt = readAt, Offer = found[id] };
        }
    }

    async Task Describe(List<Guid> missing, Dictionary<Guid, VariantOnOffer> found, StoreDb db, CancellationToken ct)
    {
        var readAt = clock.GetTimestamp();
        var before = missing.ToDictionary(id => id, id => (Generation: Volatile.Read(ref PlaceOf(id, generations)), Counted: Volatile.Read(ref PlaceOf(id, counts))));
        var (photos, lots) = (db.Photos, db.Lots);
        var rows = await (from v in db.Variants.AsNoTracking().NotPast(clock)
                          join l in db.Listings.OnSale(clock) on v.ListingId equals l.Id
                          join p in db.Producers on l.ProducerId equals p.Id
                          join c in db.Categories on l.Category equals c.Slug
                          where missing.Contains(v.Id)
                          select new
                          {
                              v.Id, v.ListingId, l.ProducerId, l.Slug, Listing = l.Name, Variant = v.Name, Producer = p.Name, p.Place, Minimum = p.Minimum.Fen,
                              Photo = photos.Where(f => f.ListingId == l.Id).OrderBy(f => f.Position).Select(f => f.Stem).FirstOrDefault(),
                              l.GoodsClass, Net = v.Net.Grams, Gross = v.Gross.Grams, v.Available, v.Price.Fen, c.TaxRate, v.ValidFrom, v.ValidUntil, v.BackUntil,
                              KeepsUntil = lots.Where(t => t.ListingId == l.Id && t.Allocated.Grams < t.Mass.Grams).Max(t => (DateOnly?)t.BestBefore),
                          }).ToListAsync(ct);
        if (all.Count > AtMost) all.Clear();
        foreach (var r in rows)
        {
            found[r.Id] = new(r.Id, r.ListingId, r.ProducerId, r.Slug, r.Listing, r.Variant, r.Producer, r.Place, r.Photo ?? "", r.GoodsClass, new(r.Net),
                new(r.Gross), new(r.Fen), r.Available, r.TaxRate, r.KeepsUntil, VoucherTerms.Of(r.ValidFrom, r.ValidUntil, r.BackUntil), new(r.Minimum));
            all[r.Id] = new(before[r.Id].Generation, before[r.Id].Counted, readAt, readAt, found[r.Id]);
        }
    }
}
