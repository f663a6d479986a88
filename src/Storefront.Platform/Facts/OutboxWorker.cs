using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Storefront.Platform.Facts;

/// <summary>Delivers after each commit of this node, and once a second for what other nodes or an earlier run left.</summary>
sealed class OutboxWorker(Outbox outbox, OutboxSignal signal, ILogger<OutboxWorker> log) : BackgroundService
{
    // A round's locks, reads and commits cost much the same for sixty facts as for ten. So in a rush the next round waits until there is more in it, by less than
    // anybody waits for; a lone order's
    // facts are delivered at once.
    const int Rush = 8;
    static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var delivered = await outbox.DeliverRound(stoppingToken);
                if (delivered == 0) await signal.Wait(TimeSpan.FromSeconds(1), stoppingToken);
                else if (delivered is >= Rush and < Outbox.MostInARound) await Task.Delay(Gather, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception failure)
            {
                // The database may be away for a while; what is due stays due.
                log.LogError(failure, "The outbox could not be read");
                await Task.Delay(TimeSpan.FromSeconds(2), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
