using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Storefront.Platform.Data;

namespace Storefront.Shipping.Tracking;

/// <summary>
/// Tells open tracking pages that something changed. While somebody listens, one question a second for all listeners of this node compares
/// revisions; so a change made on another node is seen too, and nobody listening costs nothing.
/// </summary>
internal sealed class TrackingChanges(IServiceScopeFactory scopes, IHostApplicationLifetime life, ILogger<TrackingChanges> log)
{
    const int MostListeners = 5000;
    const int TokensAtOnce = 500;
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(25);

    readonly Lock sync = new();
    readonly HashSet<Listener> listeners = [];
    bool looking;

    sealed class Listener(string token, int? since)
    {
        public string Token => token;
        public int? Seen { get; set; } = since;
        public Channel<int> News { get; } = Channel.CreateBounded<int>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    }

    public bool Full
    {
        get { lock (sync) return listeners.Count >= MostListeners; }
    }

    /// <param name="since">The revision the page shows; null takes the present one as known.</param>
    /// <returns>The revision after each change; null when 25 seconds passed without one, so that proxies keep the line.</returns>
    public async IAsyncEnumerable<int?> Watch(string token, int? since, [EnumeratorCancellation] CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, life.ApplicationStopping);
        var listener = new Listener(token, since);
        Join(listener);
        try
        {
            while (!stop.IsCancellationRequested)
            {
                int? news;
                using (var quiet = CancellationTokenSource.CreateLinkedTokenSource(stop.Token))
                {
                    quiet.CancelAfter(KeepAlive);
                    try { news = await listener.News.Reader.ReadAsync(quiet.Token); }
                    catch (OperationCanceledException) { news = null; }
                }
                if (!stop.IsCancellationRequested) yield return news;
            }
        }
        finally
        {
            lock (sync) listeners.Remove(listener);
        }
    }

    void Join(Listener listener)
    {
        lock (sync)
        {
            listeners.Add(listener);
            if (looking) return;
            looking = true;
        }
        _ = Task.Run(Look, CancellationToken.None);
    }

    async Task Look()
    {
        while (true)
        {
            List<Listener> present;
            lock (sync)
            {
                present = [.. listeners];
                if (present.Count == 0 || life.ApplicationStopping.IsCancellationRequested)
                {
                    looking = false;
                    return;
                }
            }
            try
            {
                foreach (var tokens in present.Select(l => l.Token).Distinct(StringComparer.Ordinal).Chunk(TokensAtOnce)) await Compare(present, tokens);
            }
            catch (Exception failure)
            {
                log.LogWarning(failure, "Parcels could not be read for listeners; tried again in a second");
            }
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    async Task Compare(List<Listener> present, string[] tokens)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StoreDb>();
        var revisions = await db.Parcels.Where(p => tokens.Contains(p.TrackingToken)).GroupBy(p => p.TrackingToken)
            .Select(g => new { g.Key, Revision = g.Sum(p => p.Revision) }).ToDictionaryAsync(g => g.Key, g => g.Revision, StringComparer.Ordinal);
        foreach (var listener in present)
        {
            if (!revisions.TryGetValue(listener.Token, out var now) || now == listener.Seen) continue;
            if (listener.Seen is not null) listener.News.Writer.TryWrite(now);
            listener.Seen = now;
        }
    }
}
