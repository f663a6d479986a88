using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Orders;
using Storefront.Contracts.Payments;
using Storefront.Platform.Data;

namespace Storefront.Orders.Life;

/// <summary>
/// Money came. The order that waits for exactly this amount is confirmed; money for an order that ended meanwhile, or a wrong amount, goes back by
/// itself. Expiry and payment race for the order's row, and exactly one of them finds it placed.
/// </summary>
internal sealed class ConfirmOrder(StoreDb db, IMediator shop, TimeProvider clock) : INotificationHandler<PaymentSucceeded>
{
    public async Task Handle(PaymentSucceeded told, CancellationToken ct)
    {
        var confirmed = await db.Orders.Where(o => o.Id == told.OrderId && o.State == OrderState.Placed && o.Total.Fen == told.Amount.Fen)
            .ExecuteUpdateAsync(o => o.SetProperty(x => x.State, OrderState.Confirmed).SetProperty(x => x.PaymentState, PaymentState.Paid)
                .SetProperty(x => x.PaidAt, told.PaidAt).SetProperty(x => x.PaidBy, told.AttemptId), ct);
        var order = await db.Orders.AsNoTracking().SingleAsync(o => o.Id == told.OrderId, ct);
        var parts = await db.SellerOrders.AsNoTracking().Where(s => s.OrderId == told.OrderId).Select(s => new { s.Id, s.ProducerId, s.Producer, s.Origin, Goods = s.Goods.Fen }).ToListAsync(ct);

        if (confirmed == 0)
        {
            if (order.PaidBy == told.AttemptId) return;      // told twice
            var reason = order.State == OrderState.Placed ? RefundReasons.Amount : RefundReasons.Late;
            await db.AskRefund(shop, told.AttemptId, order.Id, told.Amount, [.. parts.Select(p => new ProducerShare(p.ProducerId, new(p.Goods)))], reason, clock.GetUtcNow().UtcDateTime, ct);
            return;
        }

        await db.SellerOrders.Where(s => s.OrderId == told.OrderId && s.Fulfilment == Fulfilment.None).ExecuteUpdateAsync(s => s.SetProperty(x => x.Fulfilment, Fulfilment.Allocated), ct);
        db.Tell(new OrderConfirmed(order.Id, order.Number, order.Token, order.TrackingToken, order.Contact, order.Address, order.Total, order.Delivery, order.PlacedAt, told.PaidAt,
            new(order.PromiseFrom, order.PromiseTo), [.. parts.Select(p => new SellerOrderPlaced(p.Id, p.ProducerId, p.Producer, p.Origin, new(p.Goods)))], await db.LinesSold(order.Id, ct)));
    }
}
