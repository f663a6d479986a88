using System.Globalization;
using System.Text;
using Microsoft.Playwright;

namespace Storefront.Journeys;

/// <summary>What a cold visit may cost: bytes on the wire with headers, before anything is scrolled, and requests. An event stream is not counted.</summary>
readonly record struct Budget(int Kilobytes, int Requests)
{
    public static readonly Budget Tracking = new(15, 3);

    public static async Task Hold(Person visitor, string path, Budget budget)
    {
        var measured = await Cold(visitor, path);
        await File.AppendAllTextAsync(Path.Combine(RunningShop.Artifacts, "budgets.txt"), string.Create(CultureInfo.InvariantCulture,
            $"{Anonymous(path)}: {measured.Bytes / 1024.0:0.0} KB of {budget.Kilobytes}, {measured.Requests} requests of {budget.Requests}\n"));
        measured.Elsewhere.ShouldBeEmpty();
        measured.Bytes.ShouldBeLessThanOrEqualTo(budget.Kilobytes * 1024, measured.Detail);
        measured.Requests.ShouldBeLessThanOrEqualTo(budget.Requests, measured.Detail);
    }

    static async Task<(long Bytes, int Requests, List<string> Elsewhere, string Detail)> Cold(Person visitor, string path)
    {
        var session = await visitor.Page.Context.NewCDPSessionAsync(visitor.Page);
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.setCacheDisabled", new() { ["cacheDisabled"] = true });
        // What browsers say over TLS, since the packing of a personal page hangs on all of it. The tracking page is packed by Brotli for them too, and is so
        // small that its scripts count: published ones are packed, but a shop run from its build packs them only for those who ask for Brotli alone.
        var accepts = path.StartsWith("/t/", StringComparison.Ordinal) ? "br" : "gzip, deflate, br, zstd";
        await session.SendAsync("Network.setExtraHTTPHeaders", new() { ["headers"] = new Dictionary<string, string>(StringComparer.Ordinal) { ["Accept-Encoding"] = accepts } });
        var urls = new Dictionary<string, string>(StringComparer.Ordinal);
        var detail = new StringBuilder();
        long bytes = 0;
        session.Event("Network.requestWillBeSent").OnEvent += (_, e) =>
        {
            urls[e!.Value.GetProperty("requestId").GetString()!] = e.Value.GetProperty("request").GetProperty("url").GetString()!;
        };
        session.Event("Network.loadingFinished").OnEvent += (_, e) =>
        {
            // What the page before was still loading is not this one's.
            if (!urls.TryGetValue(e!.Value.GetProperty("requestId").GetString()!, out var url)) return;
            var size = (long)e.Value.GetProperty("encodedDataLength").GetDouble();
            bytes += size;
            detail.AppendLine(CultureInfo.InvariantCulture, $"{size,8} {url}");
        };
        if (path.StartsWith("/t/", StringComparison.Ordinal))
        {
            // Never idle: it is ready when it has begun to listen.
            await visitor.Page.RunAndWaitForRequestAsync(() => visitor.Open(path), r => IsStream(r.Url));
        }
        else
        {
            await visitor.Open(path);
            await visitor.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        }
        await session.DetachAsync();
        var requested = urls.Values.Where(u => u.StartsWith("http", StringComparison.Ordinal)).ToList();
        var here = new Uri(visitor.Page.Url).Authority;
        return (bytes, requested.Count(u => !IsStream(u)), [.. requested.Where(u => new Uri(u).Authority != here)], detail.ToString());
    }

    static bool IsStream(string url) => url.Contains("/events?", StringComparison.Ordinal);

    static string Anonymous(string path) => path.StartsWith("/t/", StringComparison.Ordinal) ? "/t/…" : path;
}
