using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts.Catalog;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Stock;

internal sealed class WhenPickedHandler(StoreDb db) : IRequestHandler<WhenPicked, IReadOnlyList<PickedOn>>
{
    public async Task<IReadOnlyList<PickedOn>> Handle(WhenPicked asked, CancellationToken ct) =>
        await db.Allocations.Where(a => a.OrderId == asked.OrderId).Join(db.Lots, a => a.LotId, l => l.Id, (a, l) => new { a.VariantId, l.HarvestedOn })
            .GroupBy(l => l.VariantId).Select(g => new PickedOn(g.Key, g.Min(l => l.HarvestedOn), g.Max(l => l.HarvestedOn))).ToListAsync(ct);
}
