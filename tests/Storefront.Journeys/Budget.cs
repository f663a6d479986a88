using System.Globalization;
using System.Text;
using Microsoft.Playwright;

namespace Storefront.Journeys;

/// <summary>Seconds until something, and until the largest thing, is painted.</summary>
readonly record struct Paints(double First, double Largest)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First:0.0} / {Largest:0.0}");
}

/// <summary>A line as Chromium plays it: kilobits a second down and up, milliseconds to each answer. WebPageTest's Edge and 2G.</summary>
readonly record struct Line(string Name, int Down, int Up, int Latency)
{
    public static readonly Line Edge = new("edge", 240, 200, 840), Gprs = new("gprs", 35, 32, 1300);
}

/// <summary>
/// What a cold visit may cost: bytes on the wire with headers, before anything is scrolled, and requests (an event stream is not counted), which a test holds; and
/// seconds on a weak line and a phone six times slower than this machine, which hang on the machine and are printed beside its floor.
/// </summary>
/// <param name="Page">Kilobytes of the page with its style.</param>
/// <param name="Script">Kilobytes of its scripts.</param>
sealed record Budget(string Path, int Page, int Script, int Kilobytes, int Requests, Paints Edge, Paints Gprs)
{
    static readonly Paints Goods = new(4, 18), Step = new(1.9, 2.2), SlowStep = new(3.5, 4);

    public static readonly IReadOnlyList<Budget> All =
    [
        new("/zh", 14, 4, 75, 8, new(2.0, 4.5), Goods),
        new("/zh/c/fruit", 14, 4, 90, 12, new(2.0, 4.0), Goods),
        new("/zh/search?q=苹果", 14, 4, 90, 12, new(2.0, 4.0), Goods),
        new("/zh/p/drolma-apples", 12, 4, 60, 6, new(2.0, 3.6), new(3.5, 12)),
        new("/zh/basket", 12, 2, 25, 5, Step, SlowStep),
        new("/zh/checkout/address", 12, 2, 25, 5, Step, SlowStep),
        new("/zh/checkout/delivery", 12, 2, 25, 5, Step, SlowStep),
        new("/zh/checkout/payment", 12, 2, 25, 5, Step, SlowStep),
        new("/zh/checkout/check", 12, 2, 25, 5, Step, SlowStep),
        new("/zh/farm/listings/new", 12, 10, 25, 4, new(2.2, 2.4), new(4, 6)),
        new("/t/", 11, 3, 15, 3, new(1.8, 1.8), new(3, 3.5)),
    ];

    public static Budget Of(string path) => All.Single(b => b.Path == path);

    /// <summary>Somebody at the page: with a basket, an address or an order where it needs one.</summary>
    public async Task<(Person Visitor, string Path)> Enter(RunningShop shop)
    {
        var visitor = await Person.Enter(shop, "budget");
        if (Path == "/t/")
        {
            await visitor.Place("tsering-pears");
            await visitor.Press("button[value=pay]");
            await visitor.Until(visitor.Page.Url, "a[href^='/t/']");
            var tracking = (await visitor.Page.GetAttributeAsync("a[href^='/t/']", "href"))!;
            await visitor.Until(tracking, "#route");
            return (visitor, tracking);
        }
        if (Path.Contains("/farm/", StringComparison.Ordinal)) await visitor.SignIn("drolma");
        if (Path.Contains("basket", StringComparison.Ordinal) || Path.Contains("checkout", StringComparison.Ordinal)) await visitor.PutInBasket("drolma-apples");
        if (Path.Contains("checkout", StringComparison.Ordinal))
        {
            await visitor.Open("/zh/checkout/address");
            await visitor.FillAddress();
            while (!visitor.Page.Url.EndsWith(Path, StringComparison.Ordinal)) await visitor.Next();
        }
        return (visitor, Path);
    }

    /// <returns>What it took of the budget.</returns>
    public async Task<string> Hold(Person visitor, string path)
    {
        var measured = await Cold(visitor, path);
        measured.Elsewhere.ShouldBeEmpty();
        measured.Bytes.ShouldBeLessThanOrEqualTo(Kilobytes * 1024, measured.Detail);
        measured.Requests.ShouldBeLessThanOrEqualTo(Requests, measured.Detail);
        measured.Page.ShouldBeLessThanOrEqualTo(Page * 1024, measured.Detail);
        var script = 0L;
        foreach (var url in measured.Scripts) script += await Packed(url);
        script.ShouldBeLessThanOrEqualTo(Script * 1024, measured.Detail);
        return string.Create(CultureInfo.InvariantCulture,
            $"page {measured.Page / 1024.0:0.0} of {Page} KB, scripts {script / 1024.0:0.0} of {Script}, together {measured.Bytes / 1024.0:0.0} of {Kilobytes}, {measured.Requests} of {Requests} requests");
    }

    /// <summary>Every page's bytes, requests and times, medians of some runs, with the time of a page of one word beside them.</summary>
    public static async Task<int> Print(int runs)
    {
        await using var shop = new RunningShop();
        await shop.InitializeAsync();
        if (shop.WhyNot is { } why)
        {
            Console.WriteLine(why);
            return 2;
        }
        var moved = false;
        await using (var nobody = await Person.Enter(shop, "floor"))
            foreach (var line in new[] { Line.Edge, Line.Gprs })
            {
                var floor = (await Median(nobody, "/health/live", line, runs)).Paints;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"floor on {line.Name}, a page of one word: {floor.First:0.0} s"));
            }
        foreach (var budget in All)
        {
            var (visitor, path) = await budget.Enter(shop);
            await using var _ = visitor;
            var held = await budget.Hold(visitor, path);
            var (edge, shift) = await Median(visitor, path, Line.Edge, runs);
            var (gprs, shifted) = await Median(visitor, path, Line.Gprs, runs);
            moved |= shift + shifted > 0;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{budget.Path}: {held}; edge {edge} s of {budget.Edge}; gprs {gprs} s of {budget.Gprs}; moved by {Math.Max(shift, shifted):0.###}"));
        }
        foreach (var (line, seconds) in new[] { (Line.Edge, UploadBudget.Edge), (Line.Gprs, UploadBudget.Gprs) })
        {
            var sent = new List<UploadBudget.Sent>();
            for (var run = 0; run < runs; run++) sent.Add(await UploadBudget.Send(shop, line));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"a photo of {sent[0].Camera / 1024:0} KB: {sent[0].Sizes.Sum() / 1024.0:0.0} of {UploadBudget.Kilobytes} KB up, {sent[0].Sizes.Count} of {UploadBudget.Requests} requests, {line.Name} {sent.Select(s => s.Seconds).Order().ElementAt(runs / 2):0.0} s of {seconds}"));
        }
        return moved ? 1 : 0;
    }

    static async Task<(Paints Paints, double Shift)> Median(Person visitor, string path, Line line, int runs)
    {
        var seen = new List<(Paints Paints, double Shift)>();
        for (var run = 0; run < runs; run++) seen.Add(await Painted(visitor, path, line));
        return (new(Middle(seen.Select(s => s.Paints.First)), Middle(seen.Select(s => s.Paints.Largest))), seen.Max(s => s.Shift));

        static double Middle(IEnumerable<double> all) => all.Order().ElementAt(all.Count() / 2);
    }

    static async Task<(Paints Paints, double Shift)> Painted(Person visitor, string path, Line line)
    {
        var page = await visitor.Page.Context.NewPageAsync();
        try
        {
            page.SetDefaultTimeout(120_000);
            await page.AddInitScriptAsync("""
                window.seen = { largest: 0, shift: 0 };
                new PerformanceObserver(l => { for (const e of l.getEntries()) seen.largest = e.startTime; }).observe({ type: 'largest-contentful-paint', buffered: true });
                new PerformanceObserver(l => { for (const e of l.getEntries()) if (!e.hadRecentInput) seen.shift += e.value; }).observe({ type: 'layout-shift', buffered: true });
                """);
            var session = await page.Context.NewCDPSessionAsync(page);
            await session.SendAsync("Network.enable");
            await session.SendAsync("Network.setCacheDisabled", new() { ["cacheDisabled"] = true });
            await session.SendAsync("Network.emulateNetworkConditions",
                new() { ["offline"] = false, ["latency"] = line.Latency, ["downloadThroughput"] = line.Down * 125, ["uploadThroughput"] = line.Up * 125 });
            await session.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = 6 });
            await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
            // The largest paint is told a frame or two after it.
            await page.WaitForTimeoutAsync(500);
            var seen = await page.EvaluateAsync<double[]>("() => [performance.getEntriesByName('first-contentful-paint')[0].startTime, seen.largest, seen.shift]");
            return (new(seen[0] / 1000, seen[1] / 1000), seen[2]);
        }
        finally { await page.CloseAsync(); }
    }

    static async Task<(long Bytes, long Page, List<string> Scripts, int Requests, List<string> Elsewhere, string Detail)> Cold(Person visitor, string path)
    {
        var session = await visitor.Page.Context.NewCDPSessionAsync(visitor.Page);
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.setCacheDisabled", new() { ["cacheDisabled"] = true });
        // What browsers say over TLS, since the packing of a personal page hangs on all of it; Brotli alone where scripts are most of the page.
        var accepts = path.StartsWith("/t/", StringComparison.Ordinal) || path.Contains("/farm/", StringComparison.Ordinal) ? "br" : "gzip, deflate, br, zstd";
        await session.SendAsync("Network.setExtraHTTPHeaders", new() { ["headers"] = new Dictionary<string, string>(StringComparer.Ordinal) { ["Accept-Encoding"] = accepts } });
        var urls = new Dictionary<string, string>(StringComparer.Ordinal);
        var detail = new StringBuilder();
        var kinds = new Dictionary<string, string>(StringComparer.Ordinal);
        var scripts = new List<string>();
        long bytes = 0, ofPage = 0;
        session.Event("Network.requestWillBeSent").OnEvent += (_, e) =>
        {
            urls[e!.Value.GetProperty("requestId").GetString()!] = e.Value.GetProperty("request").GetProperty("url").GetString()!;
            kinds[e.Value.GetProperty("requestId").GetString()!] = e.Value.GetProperty("type").GetString()!;
        };
        session.Event("Network.loadingFinished").OnEvent += (_, e) =>
        {
            // What the page before was still loading is not this one's.
            var id = e!.Value.GetProperty("requestId").GetString()!;
            if (!urls.TryGetValue(id, out var url)) return;
            var size = (long)e.Value.GetProperty("encodedDataLength").GetDouble();
            bytes += size;
            if (kinds[id] is "Document" or "Stylesheet") ofPage += size;
            if (kinds[id] == "Script") scripts.Add(url);
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
        return (bytes, ofPage, scripts, requested.Count(u => !IsStream(u)), [.. requested.Where(u => new Uri(u).Authority != here)], detail.ToString());
    }

    /// <summary>A script with its headers as it is published: of a shop run from its build only whoever takes nothing but Brotli gets it packed.</summary>
    static async Task<long> Packed(string url)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");
        using var answer = await client.GetAsync(url);
        return (await answer.Content.ReadAsByteArrayAsync()).Length + "HTTP/1.1 200 OK\r\n\r\n".Length + answer.Headers.Concat(answer.Content.Headers)
            .Sum(h => $"{h.Key}: {string.Join(", ", h.Value)}\r\n".Length);
    }

    static bool IsStream(string url) => url.Contains("/events?", StringComparison.Ordinal);
}
