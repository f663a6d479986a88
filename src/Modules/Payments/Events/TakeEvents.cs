using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Storefront.Contracts;
using Storefront.Contracts.Payments;
using Storefront.Payments.Ledger;
using Storefront.Platform;
using Storefront.Platform.Data;

namespace Storefront.Payments.Events;

/// <summary>An event that was proved to be the provider's.</summary>
internal sealed record Proved(string Provider, ProviderEvent Event);

internal enum Taken { Applied, Again, Unmatched }

/// <summary>Where proved events wait. One whose request gave up may have been taken: sent again it is known.</summary>
internal sealed class EventLane(IServiceScopeFactory scopes, ILogger<EventLane> log) : Lane<Proved, Taken>(scopes, log)
{
    protected override ICommand<IReadOnlyList<Taken>> Together(IReadOnlyList<Proved> items) => new TakeEvents(items);
}

/// <summary>
/// Proved events take effect, each once: their inbox rows, what they change, the ledger and the facts commit together. Events may come twice and in any
/// order, so each change asks for the state it starts from. One that fits nothing of ours is kept for a person to look at, and
/// answered like any other: sending it again would not make it fit. Only the <see cref="EventLane"/> sends it.
/// </summary>
internal sealed record TakeEvents(IReadOnlyList<Proved> Events) : ICommand<IReadOnlyList<Taken>>;

internal sealed class TakeEventsHandler(StoreDb db, TimeProvider clock, ILogger<TakeEventsHandler> log) : IRequestHandler<TakeEvents, IReadOnlyList<Taken>>
{
    static readonly Compiled<Guid[], Attempt> Attempts = new((db, ids) => db.Set<Attempt>().AsNoTracking().Where(a => ids.Contains(a.Id)));

    public async Task<IReadOnlyList<Taken>> Handle(TakeEvents asked, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var rows = asked.Events.DistinctBy(Key).OrderBy(p => p.Event.Id, StringComparer.Ordinal)
            .Select(p => new ReceivedEvent { Provider = p.Provider, Id = p.Event.Id, Type = p.Event.Type, Subject = p.Event.Subject, Amount = p.Event.Amount, ReceivedAt = now }).ToList();
        var unknown = (await db.InsertNew(rows, ct)).Select(r => (r.Provider, r.Id)).ToHashSet();
        // Of one event that came twice within the batch the first takes effect.
        var fresh = asked.Events.Where(p => unknown.Remove(Key(p))).ToList();

        var unmatched = await Succeed(fresh.FindAll(p => p.Event.Kind == EventKind.PaymentSucceeded), ct);
        foreach (var other in fresh.Where(p => p.Event.Kind != EventKind.PaymentSucceeded))
        {
            var why = other.Event.Kind switch
            {
                EventKind.PaymentRefused => await Refuse(other.Event, ct),
                EventKind.RefundSucceeded => await EndRefund(other.Event, ct),
                EventKind.RefundFailed => await FailRefund(other.Event, ct),
                _ => null,
            };
            if (why is not null) unmatched.Add(other, why);
        }
        foreach (var ((provider, received), why) in unmatched)
        {
            log.LogError("Event {Event} ({Type}) of {Provider} was not applied: {Why}", received.Id, received.Type, provider, why);
            await db.ReceivedEvents.Where(e => e.Provider == provider && e.Id == received.Id).ExecuteUpdateAsync(e => e.SetProperty(x => x.Unmatched, why), ct);
        }
        var taken = fresh.ToHashSet(ReferenceEqualityComparer.Instance);
        return [.. asked.Events.Select(p => !taken.Contains(p) ? Taken.Again : unmatched.ContainsKey(p) ? Taken.Unmatched : Taken.Applied)];
    }

    static (string Provider, string Id) Key(Proved proved) => (proved.Provider, proved.Event.Id);

    /// <summary>Paid means: this attempt, this amount, this currency, and not paid yet.</summary>
    /// <returns>Why not, of those that fit nothing.</returns>
    async Task<Dictionary<Proved, string>> Succeed(IReadOnlyList<Proved> received, CancellationToken ct)
    {
        var unmatched = new Dictionary<Proved, string>(ReferenceEqualityComparer.Instance);
        if (received.Count == 0) return unmatched;
        var ids = received.Select(p => p.Event.Subject).Distinct().ToArray();
        await db.LockRows<Attempt>(ids, ct);
        var attempts = (await Attempts.Of(db, ids, ct)).ToDictionary(a => a.Id);
        var paid = new Dictionary<Guid, (Attempt Attempt, DateTime At)>();
        foreach (var proved in received)
        {
            var said = proved.Event;
            if (!InOurCurrency(said)) unmatched.Add(proved, "another currency");
            else if (!attempts.TryGetValue(said.Subject, out var attempt)) unmatched.Add(proved, "no such attempt");
            else if (attempt.Amount != said.Amount) unmatched.Add(proved, "another amount");
            else if (attempt.State != AttemptState.Succeeded) paid.TryAdd(attempt.Id, (attempt, said.At));
        }
        await db.SetEach<Attempt>([.. paid.Keys],
            [("state", paid.Values.Select(_ => nameof(AttemptState.Succeeded)).ToArray()), ("paid_at", paid.Values.Select(p => p.At).ToArray())], ct);
        await db.InsertMany(paid.Values.SelectMany(p => Postings.Sale(p.Attempt.OrderId, p.Attempt.Amount, p.Attempt.Shares, p.At)).ToList(), ct);
        foreach (var (attempt, at) in paid.Values) db.Tell(new PaymentSucceeded(attempt.OrderId, attempt.Id, attempt.Amount, at));
        return unmatched;
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
        var refund = await db.Refunds.Where(r => r.Id == received.Subject).Select(r => new { r.OrderId, r.Amount, r.Shares }).SingleOrDefaultAsync(ct);
        if (refund is null) return "no such refund";
        if (refund.Amount != received.Amount) return "another amount";
        var ended = await db.Refunds.Where(r => r.Id == received.Subject && r.State != RefundState.Succeeded).ExecuteUpdateAsync(r => r
            .SetProperty(x => x.State, RefundState.Succeeded).SetProperty(x => x.EndedAt, received.At).SetProperty(x => x.DueAt, (DateTime?)null), ct);
        if (ended == 0) return null;
        await db.InsertMany(Postings.RefundSent(refund.OrderId, refund.Amount, received.At), ct);
        var producers = refund.Shares.Select(s => s.ProducerId).Distinct().ToList();
        db.Tell(new RefundSucceeded(refund.OrderId, received.Subject, refund.Amount, received.At, producers is [var only] ? only : null));
        return null;
    }

    /// <summary>The money stays owed in the ledger until a person finds another way; a success that comes after all still counts.</summary>
    async Task<string?> FailRefund(ProviderEvent received, CancellationToken ct)
    {
        var failed = await db.Refunds.Where(r => r.Id == received.Subject && r.State != RefundState.Succeeded).ExecuteUpdateAsync(r => r
            .SetProperty(x => x.State, RefundState.Failed).SetProperty(x => x.EndedAt, received.At).SetProperty(x => x.DueAt, (DateTime?)null)
            .SetProperty(x => x.Error, received.Reason), ct);
        if (failed > 0) log.LogError("Refund {Refund} failed at the provider: {Reason}", received.Subject, received.Reason);
        return failed > 0 || await db.Refunds.AnyAsync(r => r.Id == received.Subject, ct) ? null : "no such refund";
    }

    static bool InOurCurrency(ProviderEvent received) => received.Currency.Equals(Money.Currency, StringComparison.OrdinalIgnoreCase);
}
