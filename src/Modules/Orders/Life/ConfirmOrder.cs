using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Orders;
using Storefront.Contracts.Payments;
using Storefront.Orders.Vouchers;
using Storefront.Platform.Data;
using Storefront.Platform.Facts;

namespace Storefront.Orders.Life;

/// <summary>
/// Money came. The order that waits for exactly this amount is confirmed; money for an order that ended meanwhile, or a wrong amount, goes back by
/// itself. Expiry and payment race for the order's row, and exactly one of them finds it placed.
/// </summary>
internal sealed class ConfirmOrder(StoreDb db, IMediator shop, TimeProvider clock) : IHandleMany<PaymentSucceeded>
{
    public async Task Handle(IReadOnlyList<PaymentSucceeded> told, CancellationToken ct)
    {
        var ids = told.Select(t => t.OrderId).ToList();
        await db.LockRows<Order>(ids, ct);
        var orders = await db.Orders.AsNoTracking().Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, ct);
        var parts = (await db.SellerOrders.AsNoTracking().Where(s => ids.Contains(s.OrderId))
            .Select(s => new { s.OrderId, s.Id, s.ProducerId, s.Producer, s.Origin, s.Vouchers, Goods = s.Goods.Fen }).ToListAsync(ct)).ToLookup(p => p.OrderId);

        var confirmed = told.Where(t => orders[t.OrderId] is { State: OrderState.Placed } order && order.Total == t.Amount).ToList();
        if (confirmed.Count > 0) await Confirm(confirmed, confirmed.Exists(t => parts[t.OrderId].Any(p => p.Vouchers)), ct);
        var sold = (await db.LinesSold(confirmed.ConvertAll(t => t.OrderId), ct)).ToLookup(l => l.SellerOrderId);
        foreach (var money in confirmed)
        {
            var order = orders[money.OrderId];
            List<LineSold> lines = [.. parts[order.Id].SelectMany(p => sold[p.Id])];
            var vouchers = Voucher.For(order.Id, lines);
            if (vouchers.Count > 0) await db.InsertMany(vouchers, ct);
            db.Tell(new OrderConfirmed(order.Id, order.Number, order.Token, order.TrackingToken, order.Contact, order.Address, order.Total, order.Delivery,
                order.PlacedAt, money.PaidAt, new(order.PromiseFrom, order.PromiseTo),
                [.. parts[order.Id].Select(p => new SellerOrderPlaced(p.Id, p.ProducerId, p.Producer, p.Origin, new(p.Goods), p.Vouchers))], lines,
                PickUp: order.PickUp?.PointId, Vouchers: Voucher.Told(vouchers, lines)));
        }

        foreach (var money in told.Except(confirmed))
        {
            var order = orders[money.OrderId];
            if (order.PaidBy == money.AttemptId) continue;      // told twice
            var reason = order.State == OrderState.Placed ? RefundReasons.Amount : RefundReasons.Late;
            await db.AskRefund(shop, money.AttemptId, order.Id, money.Amount,
                [.. parts[order.Id].Select(p => new ProducerShare(p.ProducerId, new(p.Goods), p.Vouchers))], reason, clock.GetUtcNow().UtcDateTime, ct);
        }
    }

    async Task Confirm(List<PaymentSucceeded> told, bool vouchers, CancellationToken ct)
    {
        var ids = told.ConvertAll(t => t.OrderId);
        await db.SetEach<Order>(ids, [("state", told.ConvertAll(_ => nameof(OrderState.Confirmed)).ToArray()), ("payment_state", told.ConvertAll(_ => nameof(PaymentState.Paid)).ToArray()),
            ("paid_at", told.ConvertAll(t => t.PaidAt).ToArray()), ("paid_by", told.ConvertAll(t => t.AttemptId).ToArray())], ct);
        if (vouchers) await db.SellerOrders.Where(s => ids.Contains(s.OrderId) && s.Vouchers && s.Fulfilment == Fulfilment.None)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Fulfilment, Fulfilment.Issued), ct);
        await db.SellerOrders.Where(s => ids.Contains(s.OrderId) && s.Fulfilment == Fulfilment.None).ExecuteUpdateAsync(s => s.SetProperty(x => x.Fulfilment, Fulfilment.Allocated), ct);
    }
}
