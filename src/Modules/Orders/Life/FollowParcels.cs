using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts.Shipping;
using Storefront.Platform.Data;

namespace Storefront.Orders.Life;

/// <summary>Fulfilment follows the road, forwards only: a departure that is heard of after the delivery changes nothing.</summary>
internal sealed class FollowParcels(StoreDb db) : INotificationHandler<ParcelsDeparted>, INotificationHandler<ParcelsDelivered>
{
    static readonly Fulfilment[] BeforeDeparture = [Fulfilment.Allocated, Fulfilment.Packed];
    static readonly Fulfilment[] BeforeDelivery = [.. BeforeDeparture, Fulfilment.Dispatched];

    public Task Handle(ParcelsDeparted told, CancellationToken ct) =>
        db.SellerOrders.Where(s => s.Id == told.SellerOrderId && s.CancelledAt == null && BeforeDeparture.Contains(s.Fulfilment))
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Fulfilment, Fulfilment.Dispatched), ct);

    public async Task Handle(ParcelsDelivered told, CancellationToken ct)
    {
        await db.LockRows<Order>([told.OrderId], ct);
        await db.SellerOrders.Where(s => s.Id == told.SellerOrderId && s.CancelledAt == null && BeforeDelivery.Contains(s.Fulfilment))
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Fulfilment, Fulfilment.Delivered).SetProperty(x => x.DeliveredAt, told.DeliveredAt), ct);
        await db.CompleteIfDelivered(told.OrderId, told.DeliveredAt, ct);
    }
}
