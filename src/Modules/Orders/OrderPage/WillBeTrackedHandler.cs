using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts.Orders;
using Storefront.Platform.Data;

namespace Storefront.Orders.OrderPage;

internal sealed class WillBeTrackedHandler(StoreDb db) : IRequestHandler<WillBeTracked, bool>
{
    public Task<bool> Handle(WillBeTracked asked, CancellationToken ct) => db.Orders.AnyAsync(o => o.TrackingToken == asked.TrackingToken && o.State == OrderState.Confirmed, ct);
}
