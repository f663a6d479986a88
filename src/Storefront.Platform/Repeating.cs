using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Storefront.Platform;

/// <summary>Calls the worker before its pause is over. To be pulsed after the commit (<see cref="Data.StoreDb.Afterwards"/>), else it looks too early.</summary>
public sealed class Wake<T> where T : ISettles
{
    readonly SemaphoreSlim signal = new(0, 1);

    public void Pulse()
    {
        try { if (signal.CurrentCount == 0) signal.Release(); }
        catch (SemaphoreFullException) { }      // somebody else woke it in between
    }

    internal Task<bool> Wait(TimeSpan atMost, CancellationToken ct) => signal.WaitAsync(atMost, ct);
}

/// <summary>Repeats one <see cref="ISettles"/> for the life of the process: at once while there is work, else after a pause or when woken.</summary>
public sealed class Repeating<T>(T work, Wake<T> wake, TimeSpan pause, ILogger<T> log) : BackgroundService where T : ISettles
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var rest = pause;
            try { if (await work.WorkOnce(stoppingToken) > 0) rest = TimeSpan.Zero; }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception failure) { log.LogError(failure, "{Work} failed; it is tried again", typeof(T).Name); }
            await ((Task)wake.Wait(rest, stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

public static class Repeats
{
    /// <summary>Registers the work once and repeats it in the background.</summary>
    public static IServiceCollection AddRepeating<T>(this IServiceCollection services, TimeSpan pause) where T : class, ISettles => services
        .AddSingleton<T>().AddSingleton<Wake<T>>()
        .AddSingleton<ISettles>(p => p.GetRequiredService<T>())
        .AddSingleton<IHostedService>(p => new Repeating<T>(p.GetRequiredService<T>(), p.GetRequiredService<Wake<T>>(), pause, p.GetRequiredService<ILogger<T>>()));
}
