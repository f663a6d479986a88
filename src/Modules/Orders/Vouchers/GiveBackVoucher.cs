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

namespace Storefront.Orders.Vouchers;

/// <summary>
/// The buyer gives a voucher back that nobody redeemed: all that was paid for it goes back, and its place is on sale again. Sent twice it is done once.
/// </summary>
internal sealed record GiveBackVoucher(string Token, Guid? Voucher) : ICommand<Unit>;

internal sealed class GiveBackVoucherHandler(StoreDb db, IMediator shop, Redeeming redeeming, SoldOut soldOut, TimeProvider clock) : IRequestHandler<GiveBackVoucher, Unit>
{
    public async Task<Unit> Handle(GiveBackVoucher asked, CancellationToken ct)
    {
        var code = await db.Vouchers.Where(v => v.Id == asked.Voucher)
            .Join(db.Orders.Where(o => o.Token == asked.Token), v => v.OrderId, o => o.Id, (v, _) => v.Code).SingleOrDefaultAsync(ct)
            ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var order = await db.Orders.Where(o => o.Token == asked.Token).Select(o => o.Id).SingleAsync(ct);
        // Redeeming and giving back meet at this row, one after another.
        await db.LockRows<Order>([order], ct);
        var found = (await redeeming.Read(code, ct))!;
        if (found.State == VoucherState.GivenBack) return Unit.Value;
        if (found.State == VoucherState.Redeemed) throw new Refusal("voucher-back-redeemed", RefusalKind.Conflict, null, found.EndedAt!.Value);
        if (!found.Terms.CanGiveBack(found.State, redeeming.Today)) throw new Refusal("voucher-back-too-late", RefusalKind.Conflict, null, found.Terms.BackUntil);

        var now = clock.GetUtcNow().UtcDateTime;
        var given = await db.Vouchers.Where(v => v.Id == found.Id && v.State == VoucherState.Open)
            .ExecuteUpdateAsync(v => v.SetProperty(x => x.State, VoucherState.GivenBack).SetProperty(x => x.EndedAt, now), ct);
        if (given == 0) throw new InvalidOperationException("A voucher ended while its order was locked.");

        var (line, position) = await db.Vouchers.Where(v => v.Id == found.Id).Join(db.OrderLines, v => v.LineId, l => l.Id, (v, l) => new { Line = l, v.Position })
            .Select(x => ValueTuple.Create(x.Line, x.Position)).SingleAsync(ct);
        var paid = Voucher.PaidFor(line.Paid, line.Units, position);
        await shop.Send(new ReturnUnits(order, new(line.VariantId, 1)), ct);
        if (!await db.Vouchers.AnyAsync(v => v.LineId == line.Id && v.State != VoucherState.GivenBack, ct)) await shop.Send(new ReturnQuotas([order], [line.VariantId]), ct);
        db.Afterwards(() => soldOut.CameBack([line.VariantId]));
        // A voucher goes back once, so its id names the refund for ever.
        await db.AskRefund(shop, found.Id, order, paid, [new ProducerShare(found.ProducerId, paid, Vouchers: true)], RefundReasons.Voucher, now, ct);
        db.Tell(new VoucherGivenBack(order, line.Id, found.Id, paid));
        await db.EndPartWithLastVoucher(order, found.Part, now, ct, paid);
        return Unit.Value;
    }
}

internal static class VoucherParts
{
    extension(StoreDb db)
    {
        /// <summary>
        /// A part of vouchers is open until its last one ends: redeemed vouchers deliver it, vouchers that all went back cancel it. Give its order locked.
        /// </summary>
        /// <param name="refund">What goes back with this last one.</param>
        internal async Task EndPartWithLastVoucher(Guid order, Guid part, DateTime now, CancellationToken ct, Money refund = default)
        {
            var states = await db.Vouchers.Join(db.OrderLines.Where(l => l.SellerOrderId == part), v => v.LineId, l => l.Id, (v, _) => v.State).Distinct().ToListAsync(ct);
            if (states.Contains(VoucherState.Open)) return;
            if (states.Contains(VoucherState.Redeemed))
            {
                await db.SellerOrders.Where(s => s.Id == part).ExecuteUpdateAsync(s => s.SetProperty(x => x.Fulfilment, Fulfilment.Delivered), ct);
                await db.CompleteIfDelivered(order, now, ct);
                return;
            }
            await db.SellerOrders.Where(s => s.Id == part).ExecuteUpdateAsync(s => s.SetProperty(x => x.CancelledAt, now), ct);
            var whole = !await db.SellerOrders.AnyAsync(s => s.OrderId == order && s.CancelledAt == null, ct);
            if (whole) await db.Orders.Where(o => o.Id == order).ExecuteUpdateAsync(o => o.SetProperty(x => x.State, OrderState.Cancelled).SetProperty(x => x.EndedAt, now), ct);
            else await db.CompleteIfDelivered(order, now, ct);
            var ended = await db.Orders.AsNoTracking().SingleAsync(o => o.Id == order, ct);
            db.Tell(new OrderCancelled(order, ended.Number, ended.Contact, whole, refund, [part],
                (await db.LinesSold(order, ct)).FindAll(l => l.SellerOrderId == part), ended.PlacedAt, now));
        }
    }
}
