using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Orders;
using Storefront.Contracts.Payments;
using Storefront.Contracts.Promotions;
using Storefront.Orders.Checkout;
using Storefront.Orders.Life;
using Storefront.Platform.Data;

namespace Storefront.Orders.OrderPage;

/// <summary>
/// The buyer cancels what is not packed yet: one part, or all. Boxes go back on sale and what was paid goes back to the buyer. Sent twice it is done
/// once: the second time finds nothing left to cancel and says nothing. Vouchers that are paid go back one by one instead (GiveBackVoucher).
/// </summary>
/// <param name="Part">A seller order's id; null cancels the whole order, and refuses when any of it is packed.</param>
internal sealed record CancelOrder(string Token, Guid? Part) : ICommand<Unit>;

internal sealed class CancelOrderHandler(StoreDb db, IMediator shop, SoldOut soldOut, TimeProvider clock) : IRequestHandler<CancelOrder, Unit>
{
    static readonly Fulfilment[] NotPacked = [Fulfilment.None, Fulfilment.Allocated];

    public async Task<Unit> Handle(CancelOrder asked, CancellationToken ct)
    {
        var id = await db.Orders.Where(o => o.Token == asked.Token).Select(o => (Guid?)o.Id).SingleOrDefaultAsync(ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        // Paying, packing the last part and cancelling meet at this row, one after another.
        await db.LockRows<Order>([id], ct);
        var order = await db.Orders.AsNoTracking().SingleAsync(o => o.Id == id, ct);
        if (order.Replaces is not null) throw new Refusal("cancel-replacement", RefusalKind.Conflict);
        var now = clock.GetUtcNow().UtcDateTime;
        return order.State switch
        {
            OrderState.Placed when asked.Part is null => await GiveUp(order, now, ct),
            OrderState.Placed => throw new Refusal("cancel-unpaid-part", RefusalKind.Conflict),
            OrderState.Confirmed => await CancelPaid(order, asked.Part, now, ct),
            OrderState.Cancelled => Unit.Value,
            OrderState.Completed or OrderState.Forfeited or OrderState.Expired => throw new Refusal("cancel-too-late", RefusalKind.Conflict),
        };
    }

    /// <summary>Nothing was paid: like an order whose time ran out, only by the buyer's wish.</summary>
    async Task<Unit> GiveUp(Order order, DateTime now, CancellationToken ct)
    {
        await db.Orders.Where(o => o.Id == order.Id).ExecuteUpdateAsync(o => o.SetProperty(x => x.State, OrderState.Cancelled).SetProperty(x => x.EndedAt, now), ct);
        await GiveBack(order.Id, await db.LinesSold(order.Id, ct), ct);
        db.Tell(new OrderExpired(order.Id));
        return Unit.Value;
    }

    async Task<Unit> CancelPaid(Order order, Guid? part, DateTime now, CancellationToken ct)
    {
        var parts = await db.SellerOrders.AsNoTracking().Where(s => s.OrderId == order.Id)
            .Select(s => new { s.Id, s.ProducerId, s.Vouchers, s.Fulfilment, s.CancelledAt, Goods = s.Goods.Fen }).ToListAsync(ct);
        var live = parts.Where(p => p.CancelledAt is null).ToList();
        var ending = part is null ? live : live.Where(p => p.Id == part).ToList();
        if (ending.Count == 0) return parts.Exists(p => p.Id == part) ? Unit.Value : throw new Refusal("not-found", RefusalKind.NotFound);

        if (ending.Exists(p => p.Vouchers)) throw new Refusal("cancel-vouchers", RefusalKind.Conflict);
        var ids = ending.ConvertAll(p => p.Id);
        // Conditional: a farmer may be marking one of them packed at this moment.
        var cancelled = await db.SellerOrders.Where(s => ids.Contains(s.Id) && s.CancelledAt == null && NotPacked.Contains(s.Fulfilment))
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.CancelledAt, now), ct);
        if (cancelled < ids.Count) throw new Refusal("cancel-packed", RefusalKind.Conflict);

        var whole = ending.Count == live.Count;
        if (whole) await db.Orders.Where(o => o.Id == order.Id).ExecuteUpdateAsync(o => o.SetProperty(x => x.State, OrderState.Cancelled).SetProperty(x => x.EndedAt, now), ct);
        else await db.CompleteIfDelivered(order.Id, now, ct);

        var lines = (await db.LinesSold(order.Id, ct)).Where(l => ids.Contains(l.SellerOrderId)).ToList();
        await GiveBack(order.Id, lines, ct);

        // A part ends once, so the first part's id names the refund for ever.
        var refund = Cancelling.Refund(ending.Select(p => new Money(p.Goods)), live.Except(ending).Any(p => !p.Vouchers), order.Delivery);
        await db.AskRefund(shop, ids[0], order.Id, refund, [.. ending.Select(p => new ProducerShare(p.ProducerId, new(p.Goods)))], RefundReasons.Cancelled, now, ct);
        db.Tell(new OrderCancelled(order.Id, order.Number, order.Contact, whole, refund, ids, lines, order.PlacedAt, now));
        return Unit.Value;
    }

    async Task GiveBack(Guid order, IReadOnlyList<LineSold> lines, CancellationToken ct)
    {
        await shop.Send(new ReturnStock([new(order, [.. lines.Select(l => new VariantUnits(l.VariantId, l.Units))])]), ct);
        await shop.Send(new ReturnQuotas([order], [.. lines.Select(l => l.VariantId)]), ct);
        db.Afterwards(() => soldOut.CameBack(lines.Select(l => l.VariantId)));
    }
}

/// <summary>What a cancelling buyer is promised on the page, and gets.</summary>
internal static class Cancelling
{
    /// <param name="goods">Of the parts that end.</param>
    /// <param name="sends">Some other part is sent still: delivery goes back with the last of them.</param>
    public static Money Refund(IEnumerable<Money> goods, bool sends, Money delivery) => goods.Sum(g => g) + (sends ? Money.Zero : delivery);
}
