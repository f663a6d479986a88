using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Stock;

internal sealed class FindShortOrdersHandler(StoreDb db) : IRequestHandler<FindShortOrders, IReadOnlyList<OrderShort>>
{
    public async Task<IReadOnlyList<OrderShort>> Handle(FindShortOrders asked, CancellationToken ct)
    {
        var sold = await db.Holds.Where(h => asked.OrderIds.Contains(h.OrderId) && h.State == HoldState.Allocated)
            .Join(db.Variants, h => h.VariantId, v => v.Id, (h, v) => new { h.OrderId, Grams = h.Units * v.Net.Grams }).GroupBy(h => h.OrderId)
            .Select(g => new { g.Key, Grams = g.Sum(h => h.Grams) }).ToListAsync(ct);
        var given = (await db.Allocations.Where(a => asked.OrderIds.Contains(a.OrderId)).GroupBy(a => a.OrderId)
            .Select(g => new { g.Key, Grams = g.Sum(a => a.Mass.Grams) }).ToListAsync(ct)).ToDictionary(g => g.Key, g => g.Grams);
        return [.. sold.Select(s => new OrderShort(s.Key, new(s.Grams - given.GetValueOrDefault(s.Key)))).Where(s => s.Missing > Mass.Zero)];
    }
}
