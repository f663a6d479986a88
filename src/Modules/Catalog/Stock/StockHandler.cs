using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Stock;

/// <summary>
/// The boxes that can be sold, given and taken back for a whole batch of checkouts at once. Variant rows are locked in key order and read;
/// who gets what is decided in memory, in order of arrival; then each table is written once. Everything that changes boxes goes
/// through here, so the locks on the variants guard their holds too.
/// </summary>
internal sealed class StockHandler(StoreDb db, VariantsKnown known, TimeProvider clock)
    : IRequestHandler<TakeStock, IReadOnlyList<StockTaken>>, IRequestHandler<ReturnStock, int>, IRequestHandler<ReturnUnits, Unit>
{
    public async Task<IReadOnlyList<StockTaken>> Handle(TakeStock asked, CancellationToken ct)
    {
        var ids = asked.Wanted.SelectMany(w => w.Lines).Select(l => l.VariantId).Distinct().ToList();
        await db.LockRows<Variant>(ids, ct);
        // Of a listing that ended or is out of season, and of a day that is over, there is nothing, whatever page the buyer still had before him.
        var stock = await db.Variants.AsNoTracking().NotPast(clock).Where(v => ids.Contains(v.Id))
            .Join(db.Listings.OnSale(clock), v => v.ListingId, l => l.Id, (v, _) => new Boxes(v.Id, v.Available, v.Price.Fen)).ToDictionaryAsync(v => v.Id, ct);

        var left = stock.ToDictionary(s => s.Key, s => s.Value.Available);
        var answers = new List<StockTaken>(asked.Wanted.Count);
        var holds = new List<Hold>(asked.Wanted.Count);
        foreach (var (order, lines) in asked.Wanted)
        {
            // Summed first: two lines of one variant, each looked at alone, could both fit and together not.
            var wanted = lines.GroupBy(l => l.VariantId, l => l.Units).Select(g => new VariantUnits(g.Key, g.Sum())).ToList();
            var shortOf = wanted.Where(w => w.Units <= 0 || w.Units > left.GetValueOrDefault(w.VariantId)).Select(w => w.VariantId).ToList();
            if (shortOf.Count == 0)
                foreach (var (variant, units) in wanted)
                {
                    left[variant] -= units;
                    holds.Add(new() { OrderId = order, VariantId = variant, Units = units, State = HoldState.Held });
                }
            answers.Add(new(order, shortOf, wanted.Where(w => stock.ContainsKey(w.VariantId)).ToDictionary(w => w.VariantId, w => new Money(stock[w.VariantId].Fen))));
        }

        await db.AddTo<Variant>("available", [.. left.Where(l => l.Value != stock[l.Key].Available).Select(l => (l.Key, l.Value - stock[l.Key].Available))], ct);
        await db.InsertMany(holds, ct);
        db.Afterwards(() =>
        {
            known.CountAnew(stock.Keys);
            known.Forget(ids.Where(id => !stock.ContainsKey(id)));      // somebody still saw what is no longer on sale
        });
        return answers;
    }

    /// <summary>A hold is given back whole, whatever number of boxes the line names.</summary>
    public async Task<int> Handle(ReturnStock asked, CancellationToken ct)
    {
        var pairs = asked.Returned.SelectMany(r => r.Lines, (r, line) => (r.OrderId, line.VariantId)).ToHashSet();
        if (pairs.Count == 0) return 0;
        var orders = pairs.Select(p => p.OrderId).Distinct().ToList();
        var variants = pairs.Select(p => p.VariantId).Distinct().ToList();
        await db.LockRows<Variant>(variants, ct);

        var open = await db.Holds.AsNoTracking().Where(h => orders.Contains(h.OrderId) && variants.Contains(h.VariantId) && h.State != HoldState.Returned).ToListAsync(ct);
        var asWhole = open.All(h => pairs.Contains((h.OrderId, h.VariantId)));
        open.RemoveAll(h => !pairs.Contains((h.OrderId, h.VariantId)));
        if (open.Count == 0) return 0;

        if (asWhole) await Return(orders, variants, ct);
        else foreach (var part in open.GroupBy(h => h.OrderId, h => h.VariantId)) await Return([part.Key], [.. part], ct);

        await db.AddTo<Variant>("available", [.. open.GroupBy(h => h.VariantId).Select(g => (g.Key, g.Sum(h => h.Units)))], ct);
        db.Afterwards(() => known.CountAnew(variants));
        return open.Count;
    }

    /// <summary>Only of vouchers, for which no lot was given. The last unit ends the hold.</summary>
    public async Task<Unit> Handle(ReturnUnits asked, CancellationToken ct)
    {
        var (variant, units) = asked.Line;
        await db.LockRows<Variant>([variant], ct);
        var hold = db.Holds.Where(h => h.OrderId == asked.OrderId && h.VariantId == variant && h.State != HoldState.Returned);
        var ended = await hold.Where(h => h.Units == units).ExecuteUpdateAsync(set => set.SetProperty(h => h.State, HoldState.Returned), ct);
        if (ended == 0 && await hold.Where(h => h.Units > units).ExecuteUpdateAsync(set => set.SetProperty(h => h.Units, h => h.Units - units), ct) == 0) return Unit.Value;
        await db.AddTo<Variant>("available", [(variant, units)], ct);
        db.Afterwards(() => known.CountAnew([variant]));
        return Unit.Value;
    }

    /// <summary>Holds first, then what was allocated to them: the order in which <see cref="AllocateLots"/> takes the same rows.</summary>
    async Task Return(List<Guid> orders, List<Guid> variants, CancellationToken ct)
    {
        await db.Holds.Where(h => orders.Contains(h.OrderId) && variants.Contains(h.VariantId) && h.State != HoldState.Returned)
            .ExecuteUpdateAsync(set => set.SetProperty(h => h.State, HoldState.Returned), ct);

        var allocations = db.Allocations.Where(a => orders.Contains(a.OrderId) && variants.Contains(a.VariantId));
        var freed = await allocations.Select(a => new { a.LotId, a.Mass.Grams }).ToListAsync(ct);
        if (freed.Count == 0) return;
        await db.LockRows<Lot>(freed.Select(f => f.LotId), ct);
        await db.AddTo<Lot>("allocated_grams", [.. freed.GroupBy(f => f.LotId).Select(g => (g.Key, -(int)g.Sum(f => f.Grams)))], ct);
        await allocations.ExecuteDeleteAsync(ct);
    }

    sealed record Boxes(Guid Id, int Available, long Fen);
}
