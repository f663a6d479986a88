using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Storefront.Contracts;
using Storefront.Contracts.Payments;
using Storefront.Payments.Ledger;
using Storefront.Platform.Data;

namespace Storefront.Payments.Events;

/// <summary>
/// A proved event takes effect, once: its inbox row, what it changes, the ledger and the fact commit together. Events may come twice and in any
/// order, so each change asks for the state it starts from. One that fits nothing of ours is kept for a person to look at, and
/// answered like any other: sending it again would not make it fit.
/// </summary>
internal sealed record TakeEvent(string Provider, ProviderEvent Event) : ICommand<Taken>;

internal enum Taken { Applied, Again, Unmatched }

internal sealed class TakeEventHandler(StoreDb db, TimeProvider clock, ILogger<TakeEventHandler> log) : IRequestHandler<TakeEvent, Taken>
{
    public async Task<Taken> Handle(TakeEvent asked, CancellationToken ct)
    {
        var received = asked.Event;
        var row = new ReceivedEvent { Provider = asked.Provider, Id = received.Id, Type = received.Type, Subject = received.Subject, Amount = received.Amount, ReceivedAt = clock.GetUtcNow().UtcDateTime };
        if (await db.InsertMissing([row], ct) == 0) return Taken.Again;

        var unmatched = received.Kind switch
        {
            EventKind.PaymentSucceeded => await Succeed(received, ct),
            EventKind.PaymentRefused => await Refuse(received, ct),
            EventKind.RefundSucceeded => await EndRefund(received, ct),
            EventKind.RefundFailed => await FailRefund(received, ct),
            EventKind.Other => null,
        };
        if (unmatched is null) return Taken.Applied;

        log.LogError("Event {Event} ({Type}) of {Provider} was not applied: {Why}", received.Id, received.Type, asked.Provider, unmatched);
        await db.ReceivedEvents.Where(e => e.Provider == asked.Provider && e.Id == received.Id).ExecuteUpdateAsync(e => e.SetProperty(x => x.Unmatched, unmatched), ct);
        return Taken.Unmatched;
    }

    /// <summary>Paid means: this attempt, this amount, this currency. One statement decides and answers with the row.</summary>
    async Task<string?> Succeed(ProviderEvent received, CancellationToken ct)
    {
        if (!InOurCurrency(received)) return "another currency";
        var paid = (await db.Attempts.FromSql($"""
            update payments_attempts set state = 'Succeeded', paid_at = {received.At}
            where id = {received.Subject} and amount_fen = {received.Amount.Fen} and state <> 'Succeeded' returning *
            """).AsNoTracking().ToListAsync(ct)).SingleOrDefault();
        if (paid is null)
        {
            var known = await db.Attempts.Where(a => a.Id == received.Subject).Select(a => new { a.State, a.Amount }).SingleOrDefaultAsync(ct);
            return known is null ? "no such attempt" : known.Amount != received.Amount ? "another amount" : null;
        }
        await db.InsertMany(Postings.Sale(paid.OrderId, paid.Amount, paid.Shares, received.At), ct);
        db.Tell(new PaymentSucceeded(paid.OrderId, paid.Id, paid.Amount, received.At));
        return null;
    }

    /// <summary>One try was refused; the attempt stays open. After it succeeded or closed, the news is old.</summary>
    async Task<string?> Refuse(ProviderEvent received, CancellationToken ct)
    {
        var attempt = await db.Attempts.Where(a => a.Id == received.Subject).Select(a => new { a.OrderId, a.State }).SingleOrDefaultAsync(ct);
        if (attempt is null) return "no such attempt";
        if (attempt.State == AttemptState.Open) db.Tell(new PaymentRefused(attempt.OrderId, received.Subject, received.Reason ?? ""));
        return null;
    }

    async Task<string?> EndRefund(ProviderEvent received, CancellationToken ct)
    {
        if (!InOurCurrency(received)) return "another currency";
        var refund = await db.Refunds.Where(r => r.Id == received.Subject).Select(r => new { r.OrderId, r.Amount }).SingleOrDefaultAsync(ct);
        if (refund is null) return "no such refund";
        if (refund.Amount != received.Amount) return "another amount";
        var ended = await db.Refunds.Where(r => r.Id == received.Subject && r.State != RefundState.Succeeded).ExecuteUpdateAsync(r => r
            .SetProperty(x => x.State, RefundState.Succeeded).SetProperty(x => x.EndedAt, received.At).SetProperty(x => x.DueAt, (DateTime?)null), ct);
        if (ended == 0) return null;
        await db.InsertMany(Postings.RefundSent(refund.OrderId, refund.Amount, received.At), ct);
        db.Tell(new RefundSucceeded(refund.OrderId, received.Subject, refund.Amount, received.At));
        return null;
    }

    /// <summary>The money stays owed in the ledger until a person finds another way; a success that comes after all still counts.</summary>
    async Task<string?> FailRefund(ProviderEvent received, CancellationToken ct)
    {
        var failed = await db.Refunds.Where(r => r.Id == received.Subject && r.State != RefundState.Succeeded).ExecuteUpdateAsync(r => r
            .SetProperty(x => x.State, RefundState.Failed).SetProperty(x => x.EndedAt, received.At).SetProperty(x => x.DueAt, (DateTime?)null).SetProperty(x => x.Error, received.Reason), ct);
        if (failed > 0) log.LogError("Refund {Refund} failed at the provider: {Reason}", received.Subject, received.Reason);
        return failed > 0 || await db.Refunds.AnyAsync(r => r.Id == received.Subject, ct) ? null : "no such refund";
    }

    static bool InOurCurrency(ProviderEvent received) => received.Currency.Equals(Money.Currency, StringComparison.OrdinalIgnoreCase);
}
