using System.Text;
using Microsoft.Playwright;

namespace Storefront.Journeys;

/// <summary>Every page, in every language: axe finds nothing, nothing comes from elsewhere, the byte and request budgets hold.</summary>
public sealed class PagesTests(RunningShop shop) : IClassFixture<RunningShop>
{
    internal static readonly string[] Languages = ["zh", "en", "fr", "bo"];
    internal static readonly string[] Public = ["", "/goods", "/c/fruit", "/p/drolma-apples", "/producers", "/producers/drolma", "/basket", "/start", "/help", "/sign-in", "/mailbox"];
    internal static readonly (string Who, string[] Paths)[] Staff =
    [
        ("drolma", ["/farm", "/farm/listings", "/farm/listings/new", "/farm/earnings"]),
        ("point", ["/point"]),
        ("coordinator", ["/dispatch", "/dispatch/new", "/dispatch/close"]),
        ("office", ["/office", "/office/campaigns/singles-day", "/office/campaigns/new"]),
    ];

    [Theory, InlineData("zh"), InlineData("en"), InlineData("fr"), InlineData("bo")]
    public async Task Axe_finds_nothing_on_any_page(string language)
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        (await OverAll(shop, language, ColorScheme.Light, 390, 844)).ShouldBeEmpty();
    }

    internal static async Task<List<string>> OverAll(RunningShop shop, string language, ColorScheme scheme, int width, int height)
    {
        var found = new List<string>();
        await using (var visitor = await Person.Enter(shop, "visitor", scheme: scheme))
        {
            await visitor.Page.SetViewportSizeAsync(width, height);
            foreach (var path in Public) await Over(visitor, path);
            await visitor.Open($"/{language}/p/drolma-apples");
            await visitor.Press(".buy form .btn:not(.alt)");
            foreach (var path in new[] { "/basket", "/checkout/address" }) await Over(visitor, path);
        }
        foreach (var (who, paths) in Staff)
        {
            await using var person = await Person.Enter(shop, who, scheme: scheme);
            await person.Page.SetViewportSizeAsync(width, height);
            await person.SignIn(who, language);
            foreach (var path in paths) await Over(person, path);
        }
        return found;

        async Task Over(Person person, string path)
        {
            await person.Open($"/{language}{path}");
            foreach (var violation in await Axe.Over(person.Page)) found.Add($"/{language}{path}: {violation}");
        }
    }

    /// <summary>The budgets of a cold visit: bytes on the wire with headers, before anything is scrolled, and requests.</summary>
    [Theory]
    [InlineData("/zh", 75, 8)]
    [InlineData("/zh/c/fruit", 90, 12)]
    [InlineData("/zh/p/drolma-apples", 60, 6)]
    [InlineData("/zh/basket", 25, 5)]
    [InlineData("/zh/checkout/address", 25, 5)]
    public async Task A_cold_page_holds_its_budget(string path, int kilobytes, int requests)
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        await using var visitor = await Person.Enter(shop, "budget");
        if (path.Contains("basket", StringComparison.Ordinal) || path.Contains("checkout", StringComparison.Ordinal))
        {
            await visitor.Open("/zh/p/drolma-apples");
            await visitor.Press(".buy form .btn:not(.alt)");
        }
        var measured = await Cold(visitor, path);
        await File.AppendAllTextAsync(Path.Combine(RunningShop.Artifacts, "budgets.txt"), $"{path}: {measured.Bytes / 1024.0:0.0} KB of {kilobytes}, {measured.Requests} requests of {requests}\n");
        measured.Elsewhere.ShouldBeEmpty();
        measured.Bytes.ShouldBeLessThanOrEqualTo(kilobytes * 1024, measured.Detail);
        measured.Requests.ShouldBeLessThanOrEqualTo(requests, measured.Detail);
    }

    static async Task<(long Bytes, int Requests, List<string> Elsewhere, string Detail)> Cold(Person visitor, string path)
    {
        var session = await visitor.Page.Context.NewCDPSessionAsync(visitor.Page);
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.setCacheDisabled", new() { ["cacheDisabled"] = true });
        var urls = new Dictionary<string, string>(StringComparer.Ordinal);
        var detail = new StringBuilder();
        long bytes = 0;
        session.Event("Network.requestWillBeSent").OnEvent += (_, e) => urls[e!.Value.GetProperty("requestId").GetString()!] = e.Value.GetProperty("request").GetProperty("url").GetString()!;
        session.Event("Network.loadingFinished").OnEvent += (_, e) =>
        {
            var size = (long)e!.Value.GetProperty("encodedDataLength").GetDouble();
            bytes += size;
            detail.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{size,8} {urls.GetValueOrDefault(e.Value.GetProperty("requestId").GetString()!)}");
        };
        await visitor.Open(path);
        await visitor.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var requested = urls.Values.Where(u => u.StartsWith("http", StringComparison.Ordinal)).ToList();
        var here = new Uri(visitor.Page.Url).Authority;
        return (bytes, requested.Count, [.. requested.Where(u => new Uri(u).Authority != here)], detail.ToString());
    }

    [Fact]
    public async Task A_guest_buys_without_script()
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        await using var visitor = await Person.Enter(shop, "noscript", script: false);
        await visitor.Open("/en/p/tashi-apples");
        await visitor.Press(".buy form .btn:not(.alt)");
        await visitor.Open("/en/checkout/address");
        await visitor.Page.FillAsync("[name=name]", "Marie Chen");
        await visitor.Page.FillAsync("[name=tel]", "13900001111");
        await visitor.Page.FillAsync("[name=address-level1]", "Shanghai");
        await visitor.Page.FillAsync("[name=address-level2]", "Shanghai");
        await visitor.Page.FillAsync("[name=address-level3]", "Xuhui");
        await visitor.Page.FillAsync("[name=street-address]", "1 Huaihai Road");
        for (var step = 0; step < 3; step++) await visitor.Press("main form .btn:not(.alt)");
        await visitor.Press("#place .btn");
        await visitor.Press("button[value=pay]");
        visitor.Page.Url.ShouldContain("/o/");
    }
}
