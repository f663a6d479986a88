using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Orders;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Stock;

/// <summary>A paid order's holds become allocations of lots. An order whose stock went back in between keeps nothing.</summary>
internal sealed class AllocateLots(StoreDb db, TimeProvider clock) : INotificationHandler<OrderConfirmed>
{
    public async Task Handle(OrderConfirmed told, CancellationToken ct)
    {
        var holds = db.Holds.Where(h => h.OrderId == told.OrderId);
        if (await holds.Where(h => h.State == HoldState.Held).ExecuteUpdateAsync(set => set.SetProperty(h => h.State, HoldState.Allocated), ct) == 0) return;
        var paid = (await holds.Where(h => h.State == HoldState.Allocated).Select(h => h.VariantId).ToListAsync(ct)).ToHashSet();

        var lines = told.Lines.Where(l => paid.Contains(l.VariantId)).ToList();
        var listings = lines.Select(l => l.ListingId).Distinct().ToList();
        await db.LockRows<Lot>(await LotsOf(listings, ct), ct);
        var lots = (await db.Lots.AsNoTracking().Where(l => listings.Contains(l.ListingId)).Select(l => new { l.Id, l.ListingId, l.BestBefore, Free = l.Mass.Grams - l.Allocated.Grams }).ToListAsync(ct))
            .ToLookup(l => l.ListingId, l => new FreeLot(l.Id, l.BestBefore, new(l.Free)));

        var today = ChinaTime.Day(clock.GetUtcNow().UtcDateTime);
        var allocations = new List<Allocation>();
        foreach (var variant in lines.GroupBy(l => (l.VariantId, l.ListingId)))
        {
            var given = allocations.ToLookup(a => a.LotId, a => a.Mass.Grams);
            var free = lots[variant.Key.ListingId].Select(l => l with { Free = new(l.Free.Grams - given[l.LotId].Sum()) });
            var wanted = new Mass(variant.Sum(l => l.Net.Grams * l.Units));
            allocations.AddRange(FirstExpiredFirst.Share(free, wanted, today).Select(share => new Allocation
            {
                OrderId = told.OrderId, VariantId = variant.Key.VariantId, LotId = share.LotId, Mass = share.Mass,
            }));
        }
        await db.AddTo<Lot>("allocated_grams", [.. allocations.GroupBy(a => a.LotId).Select(g => (g.Key, (int)g.Sum(a => a.Mass.Grams)))], ct);
        await db.InsertMany(allocations, ct);
    }

    Task<List<Guid>> LotsOf(List<Guid> listings, CancellationToken ct) =>
        db.OnPostgres ? db.Lots.Where(l => listings.Contains(l.ListingId)).Select(l => l.Id).ToListAsync(ct) : Task.FromResult(new List<Guid>());
}
