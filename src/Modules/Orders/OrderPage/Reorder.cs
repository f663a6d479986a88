using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Orders.Baskets;
using Storefront.Platform.Data;

namespace Storefront.Orders.OrderPage;

/// <summary>Puts the boxes of an order into the basket once more, on top of what lies there, at today's prices.</summary>
internal sealed record Reorder(string Token, Guid BasketId) : ICommand<Reordered>;

/// <param name="Boxes">In the basket now.</param>
/// <param name="Missing">Boxes that are not on sale any more, or more than are left.</param>
internal sealed record Reordered(int Boxes, int Missing);

internal sealed class ReorderHandler(StoreDb db, IMediator shop, TimeProvider clock) : IRequestHandler<Reorder, Reordered>
{
    public async Task<Reordered> Handle(Reorder asked, CancellationToken ct)
    {
        var id = await db.Orders.Where(o => o.Token == asked.Token).Select(o => (Guid?)o.Id).SingleOrDefaultAsync(ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var wanted = await db.OrderLines.Where(l => l.OrderId == id).GroupBy(l => l.VariantId).Select(g => new { VariantId = g.Key, Units = g.Sum(l => l.Units) }).ToListAsync(ct);
        var offers = (await shop.Send(new DescribeVariants([.. wanted.Select(w => w.VariantId)]), ct)).ToDictionary(o => o.VariantId);
        await db.LockRows<Basket>([asked.BasketId], ct);
        var lines = await db.BasketLines.Where(l => l.BasketId == asked.BasketId).ToDictionaryAsync(l => l.VariantId, ct);

        var missing = 0;
        var added = new List<BasketLine>();
        foreach (var line in wanted)
        {
            var there = lines.TryGetValue(line.VariantId, out var kept) ? kept.Units : 0;
            var units = Math.Clamp(Math.Min(offers.GetValueOrDefault(line.VariantId)?.Available ?? 0, Basket.MostUnits) - there, 0, line.Units);
            missing += line.Units - units;
            if (units > 0) added.Add(new() { BasketId = asked.BasketId, VariantId = line.VariantId, Units = there + units });
        }
        if (added.Count == 0) throw new Refusal("again-none-left", RefusalKind.Conflict);

        await db.InsertMissing([new Basket { Id = asked.BasketId, CheckoutId = Guid.NewGuid(), UpdatedAt = clock.GetUtcNow().UtcDateTime }], ct);
        var variants = added.ConvertAll(l => l.VariantId);
        await db.BasketLines.Where(l => l.BasketId == asked.BasketId && variants.Contains(l.VariantId)).ExecuteDeleteAsync(ct);
        await db.InsertMany(added, ct);
        return new(lines.Values.Where(l => !variants.Contains(l.VariantId)).Sum(l => l.Units) + added.Sum(l => l.Units), missing);
    }
}
