using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Payments;
using Storefront.Payments.Ledger;
using Storefront.Platform;
using Storefront.Platform.Data;

namespace Storefront.Payments.Refunding;

/// <summary>
/// From here on the money is owed to the buyer: producers and shop give their shares back in the same transaction, sending follows. The
/// conditional update on the attempt both keeps the sum within what was paid and makes refunds of one order wait for each other.
/// </summary>
internal sealed class RefundPaymentHandler(StoreDb db, TimeProvider clock, Wake<RefundSender> sender) : IRequestHandler<RefundPayment, Unit>
{
    public async Task<Unit> Handle(RefundPayment asked, CancellationToken ct)
    {
        if (asked.Amount <= Money.Zero || asked.Shares.Sum(s => s.Goods) > asked.Amount) throw new ArgumentException("An amount above zero, that covers the goods.", nameof(asked));
        var now = clock.GetUtcNow().UtcDateTime;
        var refund = new Refund { Id = asked.RefundId, OrderId = asked.OrderId, Amount = asked.Amount, Shares = asked.Shares, Reason = asked.Reason, RequestedAt = now, DueAt = now };
        if (await db.InsertMissing([refund], ct) == 0) return Unit.Value;

        var within = await db.Attempts
            .Where(a => a.OrderId == asked.OrderId && a.State == AttemptState.Succeeded && a.Refunded.Fen + asked.Amount.Fen <= a.Amount.Fen)
            .ExecuteUpdateAsync(a => a.SetProperty(x => x.Refunded.Fen, x => x.Refunded.Fen + asked.Amount.Fen), ct);
        if (within == 0) throw new Refusal("refund-too-much", RefusalKind.Conflict);

        var left = await db.Ledger.Where(l => l.OrderId == asked.OrderId && l.Account == Account.Producers)
            .GroupBy(l => new { ProducerId = l.ProducerId!.Value, l.Vouchers }).Select(g => new { g.Key, Goods = g.Sum(l => l.Goods.Fen) })
            .ToDictionaryAsync(g => new SplitAlike(g.Key.ProducerId, g.Key.Vouchers), g => new Money(g.Goods), ct);
        if (asked.Shares.GroupBy(SplitAlike.Of).Any(g => g.Sum(s => s.Goods) > left.GetValueOrDefault(g.Key))) throw new Refusal("refund-too-much", RefusalKind.Conflict);

        await db.InsertMany(Postings.RefundAsked(asked.OrderId, asked.Amount, asked.Shares, left, now), ct);
        db.Afterwards(sender.Pulse);
        return Unit.Value;
    }
}
