using System.Globalization;
using System.Text.RegularExpressions;

namespace Storefront.Load;

enum Ending { Paid, Cancelled, Abandoned, SoldOut }

/// <summary>One visit from the home page to the order page, without script: every page opened, every form posted.</summary>
sealed partial class Shopper(Wire wire, int number)
{
    readonly Browser browser = new(wire, $"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}");

    /// <summary>A phone of his own: limits per person count by it.</summary>
    string Phone => $"139{number:00000000}";

    public string? OrderToken { get; private set; }

    public async Task<Ending> Buy(Kind kind, Ending wanted)
    {
        await browser.Get("/zh", "home");
        var first = kind.Boxes[0];
        await browser.Get($"/zh/p/{first.Listing}", "product");
        if (!await PutInto(first)) return Ending.SoldOut;
        foreach (var box in kind.Boxes.Skip(1))
        {
            if (box.Listing != first.Listing) await browser.Get($"/zh/p/{box.Listing}", "product");
            if (!await PutInto(box)) return Ending.SoldOut;
        }
        await browser.Get("/zh/basket", "basket");
        if (!await FillIn()) return Ending.SoldOut;
        if (wanted == Ending.Abandoned) return Ending.Abandoned;

        if (await Place(kind.Fen) is not { } pay) return Ending.SoldOut;
        await PayFor(pay);
        if (wanted == Ending.Cancelled) await Cancel();
        return wanted;
    }

    /// <returns>False when the last one was already sold.</returns>
    async Task<bool> PutInto(Box box)
    {
        var put = await browser.Post("/zh/basket/add", "POST basket", ("variant", Ids.Variant(box).ToString()), ("units", "1"));
        // Whoever pressed twice for want of an answer sees two boxes in the basket, and makes it one.
        if (put is { Status: 303, Resent: true }) await browser.Post("/zh/basket/change", "POST basket", ("variant", Ids.Variant(box).ToString()), ("units", "1"));
        return put.Status switch { 303 => true, 409 => false, _ => throw new UnexpectedAnswer($"POST basket of {box.Id}: {put.Status}") };
    }

    /// <summary>The checkout's steps, each its own page and post.</summary>
    /// <returns>False when the last one was sold meanwhile: the check page has no button then.</returns>
    public async Task<bool> FillIn()
    {
        await browser.Get("/zh/checkout/address", "checkout");
        await browser.PostOn("/zh/checkout/address", "POST checkout", ("name", $"买家{number}"), ("tel", Phone), ("email", ""), ("country", "CN"),
            ("address-level1", "四川省"), ("address-level2", "成都市"), ("address-level3", "武侯区"), ("address-level4", ""), ("street-address", $"人民南路{number % 900 + 1}号"), ("postal-code", ""));
        await browser.Get("/zh/checkout/delivery", "checkout");
        await browser.PostOn("/zh/checkout/delivery", "POST checkout", ("delivery", "soon"));
        await browser.Get("/zh/checkout/payment", "checkout");
        await browser.PostOn("/zh/checkout/payment", "POST checkout", ("payment", "online"));
        var check = (await browser.Get("/zh/checkout/check", "checkout")).Html();
        var agreed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in new[] { "checkout", "total", "from", "until", "revision" })
        {
            if (Hidden(check, field) is not { } value) return false;
            agreed[field] = value;
        }
        // What the page asks to confirm is ticked.
        foreach (var what in new[] { "perishable", "carriers", "abroad" })
            if (check.Contains($"name=\"agree-{what}\"", StringComparison.Ordinal)) agreed[$"agree-{what}"] = "1";
        Agreed = agreed;
        return true;
    }

    /// <summary>What stands in the check page's form, by field.</summary>
    public IReadOnlyDictionary<string, string> Agreed { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);
    public string Checkout => Agreed["checkout"];
    long TotalShown => long.Parse(Agreed["total"], CultureInfo.InvariantCulture);
    public Browser Browser => browser;

    /// <returns>Where to pay, or null when somebody else was faster.</returns>
    async Task<string?> Place(long expected)
    {
        if (TotalShown != expected) throw new UnexpectedAnswer($"The basket costs {TotalShown} fen, the plan says {expected}");
        var placed = await browser.Post("/zh/checkout/place", "POST place", [.. Agreed.Select(f => (f.Key, f.Value))]);
        if (placed.Status is 409 or 422) return null;
        if (placed.Status != 303) throw new UnexpectedAnswer($"POST place: {placed.Status}");
        var pay = Browser.Path(placed.Location!);
        OrderToken = TokenIn().Match(pay).Groups["token"].Value;
        return pay;
    }

    async Task PayFor(string pay)
    {
        var page = Browser.Path((await browser.Get(pay, "to the provider")).Location ?? throw new UnexpectedAnswer($"{pay} leads nowhere"));
        await browser.Get(page, "pay page");
        var order = await browser.PostOn(page, "POST pay", ("choice", "pay"));
        await browser.Get(order, "order");
    }

    /// <summary>Only a paid order is cancelled here: the page offers it as soon as the provider's event has arrived. What a killed shop had begun is taken up again
    /// after its lease of a minute.</summary>
    async Task Cancel()
    {
        for (var tries = 0; tries < 600; tries++)
        {
            if ((await browser.Get($"/o/{OrderToken}", "order")).Html().Contains("href=\"/t/", StringComparison.Ordinal))
            {
                await browser.PostOn($"/o/{OrderToken}/cancel", "POST cancel");
                return;
            }
            await Task.Delay(200);
        }
        throw new UnexpectedAnswer($"Order {OrderToken} was paid and never confirmed");
    }

    /// <summary>The value of a field that stands as `name="..." value="..."` in its tag, either first.</summary>
    static string? Hidden(string html, string name)
    {
        var at = html.IndexOf($"name=\"{name}\"", StringComparison.Ordinal);
        if (at < 0) return null;
        var tag = html.AsSpan(html.LastIndexOf('<', at))[..(html.IndexOf('>', at) - html.LastIndexOf('<', at))];
        var value = tag.IndexOf("value=\"", StringComparison.Ordinal);
        if (value < 0) return null;
        tag = tag[(value + 7)..];
        return tag[..tag.IndexOf('"')].ToString();
    }

    [GeneratedRegex("/o/(?<token>[^/?]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TokenIn();
}

/// <summary>Ids of the demo village's goods, made from their names by the shop's own rule (Storefront.Platform.Seeds).</summary>
static class Ids
{
    public static Guid Variant(Box box) => Of($"variant/{box.Id}");

    public static Guid Of(string name)
    {
        var bytes = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)).AsSpan(0, 16).ToArray();
        bytes[6] = (byte)(bytes[6] & 0x0F | 0x80);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
