using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts.Orders;
using Storefront.Platform.Data;
using Storefront.Platform.Facts;

namespace Storefront.Community.Counting;

/// <summary>One handler for all facts, so that of one order they arrive in order: what was cancelled, or weighed otherwise, had been counted.</summary>
internal sealed class CountOrders(StoreDb db) : IHandleMany<OrderConfirmed>, INotificationHandler<BoxesWeighed>, INotificationHandler<VoucherGivenBack>, INotificationHandler<OrderCancelled>
{
    public Task Handle(IReadOnlyList<OrderConfirmed> told, CancellationToken ct) => db.InsertMissing(told.Where(t => t.Replaces is null).SelectMany(t => t.Lines, (order, line) => new Counted
    {
        Id = line.LineId, OrderId = order.OrderId, SellerOrderId = line.SellerOrderId, ProducerId = line.ProducerId, VariantId = line.VariantId, CampaignId = line.CampaignId,
        Units = line.Units, Mass = line.Net * line.Units, Paid = line.Paid, PlacedAt = order.PlacedAt, Minute = Counted.MinuteOf(order.PlacedAt), State = CountedState.Counted,
    }).OrderBy(c => c.Id).ToList(), ct);

    public async Task Handle(BoxesWeighed told, CancellationToken ct)
    {
        foreach (var line in told.Lines)
            await db.Counted.Where(c => c.Id == line.LineId)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.Mass.Grams, line.Packed.Grams).SetProperty(c => c.Paid.Fen, c => c.Paid.Fen - line.Returned.Fen), ct);
    }

    public Task Handle(VoucherGivenBack told, CancellationToken ct) => db.Counted.Where(c => c.Id == told.LineId)
        .ExecuteUpdateAsync(set => set.SetProperty(c => c.Units, c => c.Units - 1).SetProperty(c => c.Paid.Fen, c => c.Paid.Fen - told.Refund.Fen), ct);

    public Task Handle(OrderCancelled told, CancellationToken ct) => db.Counted
        .Where(c => told.Parts.Contains(c.SellerOrderId))
        .ExecuteUpdateAsync(set => set.SetProperty(c => c.State, CountedState.Cancelled), ct);
}
