using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Payments;
using Storefront.Platform.Data;

namespace Storefront.Orders.Life;

/// <summary>Money arrived back at the buyer: the refund is done, and the payment state follows from the sum of all that are.</summary>
internal sealed class MarkRefunded(StoreDb db) : INotificationHandler<RefundSucceeded>
{
    public async Task Handle(RefundSucceeded told, CancellationToken ct)
    {
        var marked = await db.Refunds.Where(r => r.Id == told.RefundId && r.DoneAt == null).ExecuteUpdateAsync(r => r.SetProperty(x => x.DoneAt, told.RefundedAt), ct);
        if (marked == 0) return;

        // Money that never belonged to the order (late, wrong amount) changes nothing about what was paid for it.
        var refunded = await db.Refunds.Where(r => r.OrderId == told.OrderId && r.DoneAt != null && r.Reason != RefundReasons.Late
            && r.Reason != RefundReasons.Amount).SumAsync(r => r.Amount.Fen, ct);
        if (refunded == 0)
        {
            await db.Orders.Where(o => o.Id == told.OrderId && o.PaymentState == PaymentState.Unpaid && o.State != OrderState.Placed)
                .ExecuteUpdateAsync(o => o.SetProperty(x => x.PaymentState, PaymentState.Refunded), ct);
            return;
        }
        await db.Orders.Where(o => o.Id == told.OrderId && o.Total.Fen <= refunded).ExecuteUpdateAsync(o => o.SetProperty(x => x.PaymentState, PaymentState.Refunded), ct);
        await db.Orders.Where(o => o.Id == told.OrderId && o.Total.Fen > refunded).ExecuteUpdateAsync(o => o.SetProperty(x => x.PaymentState, PaymentState.PartlyRefunded), ct);
    }
}
