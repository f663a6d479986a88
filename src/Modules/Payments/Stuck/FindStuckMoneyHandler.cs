using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Payments;
using Storefront.Platform.Data;

namespace Storefront.Payments.Stuck;

internal sealed class FindStuckMoneyHandler(StoreDb db) : IRequestHandler<FindStuckMoney, IReadOnlyList<StuckMoney>>
{
    const int AtMost = 100;
    /// <summary>So many tries to send a refund take about half a minute: what fails longer is no hiccup.</summary>
    const int ManyTries = 5;

    public async Task<IReadOnlyList<StuckMoney>> Handle(FindStuckMoney asked, CancellationToken ct)
    {
        var events = await db.ReceivedEvents.AsNoTracking().Where(e => e.Unmatched != null).OrderByDescending(e => e.ReceivedAt).Take(AtMost).ToListAsync(ct);
        var subjects = events.ConvertAll(e => e.Subject);
        var refunds = await db.Refunds.AsNoTracking()
            .Where(r => subjects.Contains(r.Id) || r.State == RefundState.Failed || (r.State == RefundState.Requested && r.Attempts >= ManyTries))
            .OrderByDescending(r => r.RequestedAt).Take(AtMost).ToListAsync(ct);
        var orders = refunds.ConvertAll(r => r.OrderId);
        var attempts = await db.Attempts.AsNoTracking().Where(a => subjects.Contains(a.Id) || orders.Contains(a.OrderId)).ToListAsync(ct);

        var stuck = new List<StuckMoney>();
        foreach (var received in events)
        {
            var refund = refunds.Find(r => r.Id == received.Subject);
            var attempt = attempts.Find(a => a.Id == received.Subject || a.OrderId == refund?.OrderId);
            stuck.Add(new(KindOf(received.Unmatched!), received.ReceivedAt, attempt?.OrderId, attempt?.Number, received.Amount, refund?.Amount ?? attempt?.Amount, null));
        }
        foreach (var refund in refunds.Where(r => r.State == RefundState.Failed || (r.State == RefundState.Requested && r.Attempts >= ManyTries)))
            stuck.Add(new(refund.State == RefundState.Failed ? StuckKind.RefundFailed : StuckKind.RefundUnsent, refund.EndedAt ?? refund.RequestedAt, refund.OrderId,
                attempts.Find(a => a.OrderId == refund.OrderId)?.Number, refund.Amount, null, refund.Error));
        return [.. stuck.OrderByDescending(s => s.At)];
    }

    static StuckKind KindOf(string unmatched) => unmatched switch { "another amount" => StuckKind.AnotherAmount, "another currency" => StuckKind.AnotherCurrency,
        _ => StuckKind.FitsNothing };
}
