using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts.Orders;
using Storefront.Platform.Data;

namespace Storefront.Community.Counting;

/// <summary>One handler for both facts, so that of one order they arrive in order: what was cancelled had been counted.</summary>
internal sealed class CountOrders(StoreDb db) : INotificationHandler<OrderConfirmed>, INotificationHandler<OrderCancelled>
{
    public Task Handle(OrderConfirmed told, CancellationToken ct) => db.InsertMissing(told.Lines.OrderBy(l => l.LineId).Select(line => new Counted
    {
        Id = line.LineId, OrderId = told.OrderId, SellerOrderId = line.SellerOrderId, ProducerId = line.ProducerId, VariantId = line.VariantId, CampaignId = line.CampaignId,
        Units = line.Units, Mass = line.Net * line.Units, Paid = line.Paid, PlacedAt = told.PlacedAt, Minute = Counted.MinuteOf(told.PlacedAt), State = CountedState.Counted,
    }).ToList(), ct);

    public Task Handle(OrderCancelled told, CancellationToken ct) => db.Counted
        .Where(c => told.Parts.Contains(c.SellerOrderId))
        .ExecuteUpdateAsync(set => set.SetProperty(c => c.State, CountedState.Cancelled), ct);
}
