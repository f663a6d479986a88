using System.Globalization;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Storefront.Journeys;

/// <summary>Somebody at a phone with a browser context of his own. Each page seen is photographed at both sizes and looked over by axe.</summary>
public sealed partial class Person(RunningShop shop, IBrowserContext context, IPage page, string name, bool script) : IAsyncDisposable
{
    static readonly ViewportSize Phone = new() { Width = 390, Height = 844 };
    static readonly ViewportSize Desk = new() { Width = 1280, Height = 800 };
    int seen;

    public IPage Page => page;
    /// <summary>What axe found, and errors of scripts.</summary>
    public List<string> Violations { get; } = [];

    /// <param name="script">False: everything must work without it.</param>
    public static async Task<Person> Enter(RunningShop shop, string name, bool script = true, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await shop.Browser.NewContextAsync(new() { ViewportSize = Phone, JavaScriptEnabled = script, ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce, BaseURL = shop.Url, Locale = "zh-CN" });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(20_000);
        var person = new Person(shop, context, page, name, script);
        page.PageError += (_, error) => person.Violations.Add($"{name} {page.Url}: script: {error}");
        return person;
    }

    public async Task Open(string path)
    {
        var answer = await page.GotoAsync(path.StartsWith("http", StringComparison.Ordinal) ? path : shop.Url + path);
        answer!.Status.ShouldBe(200, $"{name} opens {path}\n{shop.Log}");
    }

    /// <summary>Reopens a page until what the outbox brings stands on it.</summary>
    public async Task Until(string path, string selector)
    {
        for (var tries = 0; tries < 40; tries++)
        {
            // A tracking link is not found until its parcels are known.
            // The browser answers nothing where it takes the address for a place on the page that is open.
            (await page.GotoAsync(path.StartsWith("http", StringComparison.Ordinal) ? path : shop.Url + path) ?? await page.ReloadAsync())!.Status.ShouldBeOneOf(200, 404);
            if (await page.Locator(selector).CountAsync() > 0) return;
            await page.WaitForTimeoutAsync(250);
        }
        throw new TimeoutException($"{selector} never stood on {path}:\n{await page.InnerTextAsync("main")}");
    }

    public async Task SignIn(string person, string language = "zh", string password = "apples-on-the-road")
    {
        await Open($"/{language}/sign-in");
        await page.FillAsync("[name=username]", person);
        await page.FillAsync("[name=password]", password);
        await Press("#by-password button");
    }

    static int numbers;

    /// <summary>With a number that nobody has used before, and the code out of the mailbox. The page that asks for it is looked at on the way.</summary>
    public async Task<string> SignInByCode(string language, Func<Task>? look = null, string site = "")
    {
        var number = $"136{Environment.ProcessId % 10_000:D4}{Interlocked.Increment(ref numbers):D4}";
        await Open($"{site}/{language}/sign-in");
        await page.FillAsync("[name=tel]", number);
        await Press("#by-number .btn");
        if (look is not null) await look();
        await EnterCode(number);
        return number;
    }

    /// <summary>On the page that asks for it: the code that was sent to the number.</summary>
    public async Task EnterCode(string number)
    {
        await page.FillAsync("[name=code]", await CodeFor(number));
        await Press("#by-code .btn");
    }

    async Task<string> CodeFor(string number)
    {
        var mailbox = await context.NewPageAsync();
        for (var tries = 0; tries < 40; tries++)
        {
            await mailbox.GotoAsync($"{shop.Url}/en/mailbox?q={number}");
            if (Code().Match(await mailbox.InnerTextAsync("main")) is { Success: true } code)
            {
                await mailbox.CloseAsync();
                return code.Value;
            }
            await mailbox.WaitForTimeoutAsync(250);
        }
        throw new TimeoutException($"No code came to {number}.");
    }

    [GeneratedRegex(@"\b\d{6}\b", RegexOptions.None, 1000)]
    private static partial Regex Code();

    public async Task PutInBasket(string slug, string language = "zh")
    {
        await Open($"/{language}/p/{slug}");
        await Press(".buy form .btn:not(.alt)");
    }

    /// <summary>An address in Chengdu, on the checkout's first step.</summary>
    public async Task FillAddress()
    {
        await page.FillAsync("[name=name]", "李晓梅");
        await page.FillAsync("[name=tel]", "138 1234 5678");
        await page.FillAsync("[name=address-level1]", "四川省");
        await page.FillAsync("[name=address-level2]", "成都市");
        await page.FillAsync("[name=address-level3]", "武侯区");
        await page.FillAsync("[name=street-address]", "人民南路四段 1 号");
    }

    /// <summary>From a checkout step to the next.</summary>
    public Task Next() => Press("main form .btn:not(.alt)");

    /// <summary>On the check page: ticks what is to be confirmed and places the order.</summary>
    public async Task Agree()
    {
        foreach (var tick in await page.Locator("#place [type=checkbox]").AllAsync()) await tick.CheckAsync();
        await Press("#place .btn");
    }

    /// <summary>Buys one box, up to the provider's page.</summary>
    public async Task Place(string slug)
    {
        await PutInBasket(slug);
        await Open("/zh/checkout/address");
        await FillAddress();
        for (var step = 0; step < 3; step++) await Next();
        await Agree();
    }

    /// <summary>On a part's page: the box weighs this share of what the hint says it was sold as. Answers the kilograms typed and sold.</summary>
    public async Task<(decimal Typed, decimal Sold)> Weigh(decimal share)
    {
        var sold = decimal.Parse(Number().Match((await page.Locator("#weigh .hint").First.TextContentAsync())!).Value, CultureInfo.InvariantCulture);
        await page.FillAsync("#weigh [name^=kg-]", (sold * share).ToString(CultureInfo.InvariantCulture));
        return (sold * share, sold);
    }

    [GeneratedRegex(@"\d+(\.\d+)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();

    /// <summary>Presses a button that leads to another page, and waits for it.</summary>
    public async Task Press(string selector)
    {
#pragma warning disable CS0612 // its successors wait for a URL, and a form may well answer under its own
        await page.RunAndWaitForNavigationAsync(() => page.ClickAsync(selector));
#pragma warning restore CS0612
        await page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
    }

    /// <summary>Photographs the page at both sizes, and asks axe, which is a script itself.</summary>
    public async Task Look(string what)
    {
        seen++;
        foreach (var (size, label) in new[] { (Desk, "1280"), (Phone, "390") })
        {
            await page.SetViewportSizeAsync(size.Width, size.Height);
            await page.ScreenshotAsync(new() { Path = Path.Combine(RunningShop.Artifacts, $"{name}-{seen:00}-{what}-{label}.png"), FullPage = true });
            if (!script) continue;
            foreach (var violation in await Axe.Over(page)) Violations.Add($"{name} {what} at {label}: {violation}");
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(size.Width, $"{what} scrolls sideways at {label}");
        }
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}

static class Axe
{
    // Only what is wrong, or undecided, is told in full: what is right of a whole page is a megabyte.
    static readonly AxeRunOptions Rules = new()
    {
        ResultTypes = [ResultType.Violations, ResultType.Incomplete], RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    /// <summary>What axe cannot decide is told like what is wrong, but for the colour behind a text (a picture, a line, a tall letter): those colours are measured by ColourTests.</summary>
    const string Decided = "color-contrast";

    public static async Task<IReadOnlyList<string>> Over(IPage page)
    {
        var told = await page.RunAxe(Rules);
        return [.. told.Violations.Concat(told.Incomplete.Where(i => i.Id != Decided)).Select(v => $"{v.Id} ({v.Help}) {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}")];
    }
}
