using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Contracts;
using Storefront.Platform;
using Storefront.Platform.Data;

namespace Storefront.Payments.Events;

/// <summary>Drops events that were taken, and sandbox events that were sent, before an instant; up to five hundred of each at once. What fits nothing of ours waits for a person.</summary>
internal sealed record ForgetEvents(DateTime Before) : ICommand<int>;

internal sealed class ForgetEventsHandler(StoreDb db) : IRequestHandler<ForgetEvents, int>
{
    const int AtOnce = 500;

    public async Task<int> Handle(ForgetEvents asked, CancellationToken ct)
    {
        var taken = await db.TakenBefore(asked.Before).OrderBy(e => e.ReceivedAt).Select(e => e.Id).Take(AtOnce).ToListAsync(ct);
        var sent = await db.SentBefore(asked.Before).OrderBy(e => e.SentAt).Select(e => e.Id).Take(AtOnce).ToListAsync(ct);
        return await db.TakenBefore(asked.Before).Where(e => taken.Contains(e.Id)).ExecuteDeleteAsync(ct)
            + await db.SandboxEvents.Where(e => sent.Contains(e.Id)).ExecuteDeleteAsync(ct);
    }
}

internal sealed class ForgetOldEvents(IServiceScopeFactory scopes, TimeProvider clock) : ISettles
{
    /// <summary>An event that comes again must be known again: no provider repeats one for as long as this.</summary>
    internal static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    public async Task<int> WorkOnce(CancellationToken ct)
    {
        var before = clock.GetUtcNow().UtcDateTime - KeptFor;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StoreDb>();
        // Looking costs no place in the write gate.
        if (!await db.TakenBefore(before).AnyAsync(ct) && !await db.SentBefore(before).AnyAsync(ct)) return 0;
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ForgetEvents(before), ct);
    }
}

internal static class OldEvents
{
    extension(StoreDb db)
    {
        internal IQueryable<ReceivedEvent> TakenBefore(DateTime before) => db.ReceivedEvents.Where(e => e.ReceivedAt < before && e.Unmatched == null);
        internal IQueryable<Sandbox.SandboxEvent> SentBefore(DateTime before) => db.SandboxEvents.Where(e => e.SentAt < before);
    }
}
