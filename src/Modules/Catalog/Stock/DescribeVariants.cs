using System.Collections.Concurrent;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Stock;

/// <summary>
/// Asked by every basket and checkout page: names, masses and photos hardly change and are kept for a few seconds, price and boxes left are
/// read each time in one query by key.
/// </summary>
internal sealed class DescribeVariantsHandler(StoreDb db, VariantsKnown known) : IRequestHandler<DescribeVariants, IReadOnlyList<VariantOnOffer>>
{
    public async Task<IReadOnlyList<VariantOnOffer>> Handle(DescribeVariants asked, CancellationToken ct)
    {
        var ids = asked.VariantIds.Distinct().ToList();
        if (ids.Count == 0) return [];
        var descriptions = await known.Of(ids, db, ct);
        var now = (await db.Variants.AsNoTracking().Where(v => ids.Contains(v.Id)).Select(v => new { v.Id, v.Available, v.Price.Fen }).ToListAsync(ct)).ToDictionary(v => v.Id);
        return [.. ids.Where(id => descriptions.ContainsKey(id) && now.ContainsKey(id)).Select(id => descriptions[id] with { Price = new(now[id].Fen), Available = now[id].Available })];
    }
}

/// <summary>What was read of variants in the last seconds, for this node.</summary>
internal sealed class VariantsKnown(TimeProvider clock)
{
    static readonly TimeSpan Life = TimeSpan.FromSeconds(5);
    const int AtMost = 5_000;
    readonly ConcurrentDictionary<Guid, (long ReadAt, VariantOnOffer Description)> known = new();

    /// <summary>Their listing ended: not sold from this node any more, nor from another once what it knows is old.</summary>
    public void Forget(IEnumerable<Guid> ids)
    {
        foreach (var id in ids) known.TryRemove(id, out _);
    }

    public async Task<IReadOnlyDictionary<Guid, VariantOnOffer>> Of(List<Guid> ids, StoreDb db, CancellationToken ct)
    {
        var found = new Dictionary<Guid, VariantOnOffer>(ids.Count);
        foreach (var id in ids)
            if (known.TryGetValue(id, out var kept) && clock.GetElapsedTime(kept.ReadAt) < Life) found[id] = kept.Description;
        if (found.Count == ids.Count) return found;

        var missing = ids.Where(id => !found.ContainsKey(id)).ToList();
        var readAt = clock.GetTimestamp();
        var photos = db.Photos;
        var rows = await (from v in db.Variants.AsNoTracking()
                          join l in db.Listings on v.ListingId equals l.Id
                          join p in db.Producers on l.ProducerId equals p.Id
                          where missing.Contains(v.Id) && l.State == ListingState.Live
                          select new
                          {
                              v.Id, v.ListingId, l.ProducerId, l.Slug, Listing = l.Name, Variant = v.Name, Producer = p.Name, p.Place,
                              Photo = photos.Where(f => f.ListingId == l.Id).OrderBy(f => f.Position).Select(f => f.Stem).FirstOrDefault(),
                              l.GoodsClass, Net = v.Net.Grams, Gross = v.Gross.Grams,
                          }).ToListAsync(ct);
        if (known.Count > AtMost) known.Clear();
        foreach (var r in rows)
        {
            var description = new VariantOnOffer(r.Id, r.ListingId, r.ProducerId, r.Slug, r.Listing, r.Variant, r.Producer, r.Place, r.Photo ?? "", r.GoodsClass, new(r.Net), new(r.Gross), Money.Zero, 0);
            known[r.Id] = (readAt, description);
            found[r.Id] = description;
        }
        return found;
    }
}
