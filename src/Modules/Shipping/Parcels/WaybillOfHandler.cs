using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts.Shipping;
using Storefront.Platform.Data;

namespace Storefront.Shipping.Parcels;

internal sealed class WaybillOfHandler(StoreDb db) : IRequestHandler<WaybillOf, string?>
{
    public Task<string?> Handle(WaybillOf asked, CancellationToken ct) => db.Parcels.Where(p => p.SellerOrderId == asked.SellerOrderId).Select(p => p.Number).SingleOrDefaultAsync(ct);
}
