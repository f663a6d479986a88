using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts.Orders;
using Storefront.Platform.Data;

namespace Storefront.Shipping.Parcels;

internal sealed class MarkPacked(StoreDb db) : INotificationHandler<SellerOrderPacked>
{
    public Task Handle(SellerOrderPacked told, CancellationToken ct) =>
        db.Parcels.Where(p => p.SellerOrderId == told.SellerOrderId && p.State == ParcelState.AwaitingPacking)
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.State, ParcelState.Packed).SetProperty(x => x.PackedAt, told.PackedAt)
                .SetProperty(x => x.ActedBy, told.ActedBy).SetProperty(x => x.Revision, x => x.Revision + 1), ct);
}

internal sealed class CancelParcels(StoreDb db) : INotificationHandler<OrderCancelled>
{
    /// <summary>Orders cancels only what is not packed; what has left already is not called back by a late fact.</summary>
    public Task Handle(OrderCancelled told, CancellationToken ct) =>
        db.Parcels.Where(p => told.Parts.Contains(p.SellerOrderId) && (p.State == ParcelState.AwaitingPacking || p.State == ParcelState.Packed))
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.State, ParcelState.Cancelled).SetProperty(x => x.CancelledAt, told.CancelledAt)
                .SetProperty(x => x.Revision, x => x.Revision + 1), ct);
}
