using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Storefront.Platform;

/// <summary>Repeats one <see cref="ISettles"/> for the life of the process: at once while there is work, else after a pause.</summary>
public sealed class Repeating<T>(T work, TimeSpan pause, ILogger<T> log) : BackgroundService where T : ISettles
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var rest = pause;
            try { if (await work.WorkOnce(stoppingToken) > 0) rest = TimeSpan.Zero; }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception failure) { log.LogError(failure, "{Work} failed; it is tried again", typeof(T).Name); }
            await Task.Delay(rest, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

public static class Repeats
{
    /// <summary>Registers the work once and repeats it in the background.</summary>
    public static IServiceCollection AddRepeating<T>(this IServiceCollection services, TimeSpan pause) where T : class, ISettles => services
        .AddSingleton<T>()
        .AddSingleton<ISettles>(p => p.GetRequiredService<T>())
        .AddSingleton<IHostedService>(p => new Repeating<T>(p.GetRequiredService<T>(), pause, p.GetRequiredService<ILogger<T>>()));
}
