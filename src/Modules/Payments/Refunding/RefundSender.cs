using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Storefront.Contracts;
using Storefront.Platform;
using Storefront.Platform.Data;

namespace Storefront.Payments.Refunding;

/// <summary>
/// Takes refunds to the provider, outside any transaction. Who dies in between leaves the refund claimed; it is sent again when the lease is over, and
/// the provider knows it by its id. It is never given up: the wait between tries only grows.
/// </summary>
internal sealed class RefundSender(IServiceScopeFactory scopes, TimeProvider clock, ILogger<RefundSender> log) : ISettles
{
    public async Task<int> WorkOnce(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = clock.GetUtcNow().UtcDateTime;
        if (await scope.ServiceProvider.GetRequiredService<StoreDb>().Refunds.Where(r => r.DueAt <= now).OrderBy(r => r.DueAt).Select(r => r.DueAt).FirstOrDefaultAsync(ct) is null) return 0;

        var shop = scope.ServiceProvider.GetRequiredService<IMediator>();
        var provider = scope.ServiceProvider.GetRequiredService<IPaymentProvider>();
        var claimed = await shop.Send(new ClaimRefunds(), ct);
        foreach (var refund in claimed)
        {
            string? error = null;
            try { await provider.SendRefund(refund, ct); }
            catch (Exception failure) when (!ct.IsCancellationRequested)
            {
                log.LogError(failure, "Refund {Refund} could not be sent; it is tried again", refund.RefundId);
                error = failure.Message;
            }
            await shop.Send(new RecordSending(refund.RefundId, error), ct);
        }
        return claimed.Count;
    }
}

internal sealed record ClaimRefunds : ICommand<IReadOnlyList<RefundToSend>>;

internal sealed class ClaimRefundsHandler(StoreDb db, TimeProvider clock) : IRequestHandler<ClaimRefunds, IReadOnlyList<RefundToSend>>
{
    public async Task<IReadOnlyList<RefundToSend>> Handle(ClaimRefunds asked, CancellationToken ct)
    {
        var claimed = await db.ClaimDue<Refund>(clock.GetUtcNow().UtcDateTime, TimeSpan.FromMinutes(2), 16, ct);
        var orders = claimed.Select(r => r.OrderId).ToList();
        var attempts = await db.Attempts.Where(a => orders.Contains(a.OrderId)).ToDictionaryAsync(a => a.OrderId, a => a.Id, ct);
        return [.. claimed.Select(r => new RefundToSend(r.Id, attempts[r.OrderId], r.Amount))];
    }
}

/// <param name="Error">Null when the provider took it.</param>
internal sealed record RecordSending(Guid RefundId, string? Error) : ICommand<Unit>;

internal sealed class RecordSendingHandler(StoreDb db, TimeProvider clock) : IRequestHandler<RecordSending, Unit>
{
    public async Task<Unit> Handle(RecordSending asked, CancellationToken ct)
    {
        // The provider's event may have been faster: only a refund still waiting becomes Sent.
        var waiting = db.Refunds.Where(r => r.Id == asked.RefundId && r.State == RefundState.Requested);
        if (asked.Error is null)
        {
            await waiting.ExecuteUpdateAsync(r => r.SetProperty(x => x.State, RefundState.Sent).SetProperty(x => x.DueAt, (DateTime?)null).SetProperty(x => x.Error, (string?)null), ct);
            return Unit.Value;
        }
        var attempts = await waiting.Select(r => r.Attempts).SingleOrDefaultAsync(ct);
        var again = clock.GetUtcNow().UtcDateTime + TimeSpan.FromSeconds(Math.Min(3600, Math.Pow(2, attempts)));
        await waiting.ExecuteUpdateAsync(r => r.SetProperty(x => x.DueAt, again).SetProperty(x => x.Error, asked.Error), ct);
        return Unit.Value;
    }
}
