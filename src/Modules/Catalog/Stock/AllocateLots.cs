using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Storefront.Contracts;
using Storefront.Contracts.Orders;
using Storefront.Platform.Data;
using Storefront.Platform.Facts;

namespace Storefront.Catalog.Stock;

/// <summary>A paid order's holds become allocations of lots. An order whose stock went back in between keeps nothing.</summary>
internal sealed class AllocateLots(StoreDb db, TimeProvider clock, ILogger<AllocateLots> log) : IHandleMany<OrderConfirmed>
{
    public async Task Handle(IReadOnlyList<OrderConfirmed> told, CancellationToken ct)
    {
        var orders = told.Select(t => t.OrderId).ToList();
        var holds = db.Holds.Where(h => orders.Contains(h.OrderId));
        var held = (await holds.AsNoTracking().Where(h => h.State == HoldState.Held).Select(h => new { h.OrderId, h.VariantId }).ToListAsync(ct))
            .Select(h => (h.OrderId, h.VariantId)).ToHashSet();
        if (held.Count == 0) return;
        // Stock that went back since keeps nothing: one of the two finds the holds held, and the batch that does not is tried again.
        var allocated = 0;
        foreach (var promised in told.GroupBy(t => t.Promise.To, t => t.OrderId))
        {
            var (day, promisedThen) = (promised.Key, promised.ToList());
            allocated += await db.Holds.Where(h => promisedThen.Contains(h.OrderId) && h.State == HoldState.Held)
                .ExecuteUpdateAsync(set => set.SetProperty(h => h.State, HoldState.Allocated).SetProperty(h => h.PromisedTo, day), ct);
        }
        if (allocated != held.Count)
            throw new InvalidOperationException("Holds ended while they were allocated.");

        // A voucher is in the buyer's hands once it is paid: nothing is packed for it, and no harvest given.
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var order in told.Where(t => t.Vouchers is not null))
        {
            var vouchers = order.Lines.Where(l => l.Voucher is not null).Select(l => l.VariantId).ToList();
            await db.Holds.Where(h => h.OrderId == order.OrderId && vouchers.Contains(h.VariantId)).ExecuteUpdateAsync(set => set.SetProperty(h => h.PackedAt, now), ct);
        }

        var lines = told.SelectMany(t => t.Lines, (order, line) => (order.OrderId, Line: line)).Where(l => l.Line.Voucher is null && held.Contains((l.OrderId, l.Line.VariantId))).ToList();
        var listings = lines.Select(l => l.Line.ListingId).Distinct().ToList();
        await db.LockRows<Lot>(await LotsOf(listings, ct), ct);
        var lots = (await db.Lots.AsNoTracking().Where(l => listings.Contains(l.ListingId))
            .Select(l => new { l.Id, l.ListingId, l.BestBefore, Free = l.Mass.Grams - l.Allocated.Grams }).ToListAsync(ct))
            .ToLookup(l => l.ListingId, l => new FreeLot(l.Id, l.BestBefore, new(l.Free)));

        var today = ChinaTime.Day(now);
        var arrives = told.ToDictionary(t => t.OrderId, t => t.Promise.To);
        var (allocations, given, shortOf) = (new List<Allocation>(), new Dictionary<Guid, long>(), new HashSet<Guid>());
        foreach (var wish in lines.GroupBy(l => (l.OrderId, l.Line.VariantId, l.Line.ListingId)))
        {
            var free = lots[wish.Key.ListingId].Select(l => l with { Free = new(l.Free.Grams - given.GetValueOrDefault(l.LotId)) });
            var wanted = new Mass(wish.Sum(l => l.Line.Net.Grams * l.Line.Units));
            var shares = FirstExpiredFirst.Share(free, wanted, today, arrives[wish.Key.OrderId]);
            if (shares.Sum(s => s.Mass.Grams) < wanted.Grams) shortOf.Add(wish.Key.OrderId);
            foreach (var share in shares)
            {
                given[share.LotId] = given.GetValueOrDefault(share.LotId) + share.Mass.Grams;
                allocations.Add(new() { OrderId = wish.Key.OrderId, VariantId = wish.Key.VariantId, LotId = share.LotId, Mass = share.Mass });
            }
        }
        await db.AddTo<Lot>("allocated_grams", [.. given.Select(g => (g.Key, (int)g.Value))], ct);
        await db.InsertMany(allocations, ct);
        // Sold and paid, and too little that is still good: one line for the batch, since of one harvest they come together.
        if (shortOf.Count > 0) log.LogError("The lots that are not past their date hold less than was sold: paid orders {Orders} are short", shortOf);
    }

    Task<List<Guid>> LotsOf(List<Guid> listings, CancellationToken ct) =>
        db.OnPostgres ? db.Lots.Where(l => listings.Contains(l.ListingId)).Select(l => l.Id).ToListAsync(ct) : Task.FromResult(new List<Guid>());
}
