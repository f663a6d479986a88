using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Storefront.Journeys;

/// <summary>The whole story, as four people in four browsers: list, read, buy at the promotion's price, pay, pack, load, depart, scan, close a leg, deliver.</summary>
public sealed partial class StoryTests(RunningShop shop) : IClassFixture<RunningShop>
{
    [Fact]
    public async Task A_box_goes_from_the_orchard_to_the_door()
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        await using var drolma = await Person.Enter(shop, "farmer");
        await using var shopper = await Person.Enter(shop, "shopper");
        await using var coordinator = await Person.Enter(shop, "coordinator");
        await using var office = await Person.Enter(shop, "office");

        // A farmer lists.
        await drolma.SignIn("drolma");
        await drolma.Look("today");
        await drolma.Open("/zh/farm/listings/new");
        await drolma.Look("new-listing");
        await drolma.Page.SetInputFilesAsync("[name=photo]", Path.Combine(RunningShop.Root, "src/Storefront.Web/wwwroot/pictures/apples-crate-1280.webp"));
        await drolma.Page.FillAsync("[name=name]", "卓玛家的黄元帅苹果");
        await drolma.Page.FillAsync("[name=kilograms]", "100");
        await drolma.Page.FillAsync("[name=box]", "5");
        await drolma.Page.FillAsync("[name=price]", "68");
        await drolma.Press("#listing button.btn");
        await drolma.Look("my-listings");
        (await drolma.Page.ContentAsync()).ShouldContain("卓玛家的黄元帅苹果");
        var listed = Listed().Match(drolma.Page.Url).Groups["slug"].Value;

        // The office reads it, and it goes live.
        await office.SignIn("office");
        await office.Open("/zh/revisions");
        await office.Look("to-read");
        await office.Press($"section:has(a[href*='{listed}']) button[value=approve]");
        await office.Look("read");
        await shopper.Open($"/zh/p/{listed}");
        (await shopper.Page.Locator("main h1").TextContentAsync()).ShouldBe("卓玛家的黄元帅苹果");
        (await Yuan(shopper, "#price b")).ShouldBe(68);

        // A shopper buys at the promotion's price.
        await shopper.Open("/zh");
        await shopper.Look("home");
        await shopper.Open("/zh/c/fruit");
        await shopper.Look("category");
        await shopper.Open("/zh/p/drolma-apples");
        await shopper.Look("product");
        await Assertions.Expect(shopper.Page.Locator("#price s")).ToBeVisibleAsync();
        var (price, usual) = (await Yuan(shopper, "#price b"), await Yuan(shopper, "#price s span:not(.vh)"));
        price.ShouldBe(usual * 0.75m, "the campaign takes a quarter off");
        await shopper.Press(".buy form .btn:not(.alt)");
        await shopper.Look("basket");
        await shopper.Open("/zh/checkout/address");
        await shopper.Look("address");
        await shopper.FillAddress();
        await shopper.Next();
        await shopper.Look("delivery");
        await shopper.Next();
        await shopper.Look("payment");
        await shopper.Next();
        await shopper.Look("check");
        (await Yuan(shopper, "dl.sum dd:first-of-type")).ShouldBe(price, "the goods");
        var total = await Yuan(shopper, "dl.sum dd.t");
        await shopper.Agree();
        shopper.Page.Url.ShouldContain("/payments/sandbox/");
        await shopper.Look("pay");
        (await Yuan(shopper, "dl.sum dd.t")).ShouldBe(total);
        await shopper.Press("button[value=pay]");
        var order = shopper.Page.Url;
        await shopper.Until(order, "a[href^='/t/']");
        await shopper.Look("order-paid");
        (await Yuan(shopper, "dl.sum dd:first-of-type")).ShouldBe(price, "what was paid is the campaign's price");
        (await Yuan(shopper, "dl.sum dd.t")).ShouldBe(total);
        var tracking = (await shopper.Page.GetAttributeAsync("a[href^='/t/']", "href"))!;

        // The farmer packs.
        await drolma.Until("/zh/farm", "form[action$='/farm/packed'] .btn");
        await drolma.Look("to-pack");
        await drolma.Press("form[action$='/farm/packed'] .btn");
        await drolma.Look("packed");

        // The coordinator loads and departs.
        await coordinator.SignIn("coordinator");
        await coordinator.Look("board");
        await coordinator.Open("/zh/dispatch/new");
        await coordinator.Look("new-run");
        await coordinator.Page.FillAsync("[name=truck]", "川V 12345");
        await coordinator.Page.FillAsync("[name=driver]", "扎西");
        await coordinator.Page.FillAsync("[name=capacity]", "1500");
        await coordinator.Press("form[action$='/dispatch/new'][method=post] .btn");
        await coordinator.Until(coordinator.Page.Url, "#load-form");
        await coordinator.Look("run");
        await coordinator.Press("#load-form button[name=all]");
        await coordinator.Look("run-loaded");
        await shopper.Open(tracking);
        await shopper.Look("tracking-packed");
        var before = await shopper.Page.Locator("main h1").TextContentAsync();
        await coordinator.Press("#depart-form .btn");

        // The shopper's page follows without a reload.
        await Assertions.Expect(shopper.Page.Locator("main h1")).Not.ToHaveTextAsync(before!, new() { Timeout = 20_000 });
        await shopper.Look("tracking-departed");
        await coordinator.Look("run-departed");

        var run = coordinator.Page.Url;
        await coordinator.Page.SelectOptionAsync("#scan-form [name=place]", "litang");
        await coordinator.Press("#scan-form .btn");
        await coordinator.Look("run-scanned");

        // A leg closes; what it delays is shown before it is confirmed.
        await coordinator.Open("/zh/dispatch/close");
        await coordinator.Page.SelectOptionAsync("[name=leg]", "litang--yajiang");
        await coordinator.Press("#ask-form .btn");
        await coordinator.Look("closing-preview");
        await coordinator.Press("#close-form .btn");
        await coordinator.Look("closed");
        await shopper.Until(tracking, ".warn");
        await shopper.Look("tracking-delayed");
        await Budget.Of("/t/").Hold(shopper, tracking);      // at its heaviest: on the road, with a closure

        await coordinator.Open(run);
        await coordinator.Page.SelectOptionAsync("#scan-form [name=place]", "chengdu");
        await coordinator.Press("#scan-form .btn");
        await coordinator.Page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        await coordinator.Look("run-arrived");
        await coordinator.Page.FillAsync("[name=receivedBy]", "李晓梅");
        await coordinator.Press("form[action$='/deliver'] .btn");
        await coordinator.Look("delivered");
        await shopper.Until(tracking, ".steps .d:nth-child(5), .steps li:last-child[aria-current], .steps li:last-child.d");
        await shopper.Look("tracking-delivered");
        await shopper.Open("/zh/mailbox");
        await shopper.Look("mailbox");

        // The office sees what it all did.
        await office.Open("/zh/office");
        await office.Look("office");
        await office.Open("/zh/office/campaigns/singles-day");
        await office.Look("campaign");

        new[] { drolma, shopper, coordinator, office }.SelectMany(p => p.Violations).ShouldBeEmpty();
    }

    static async Task<decimal> Yuan(Person who, string where) =>
        decimal.Parse((await who.Page.Locator(where).First.TextContentAsync())!.Replace("¥", "", StringComparison.Ordinal), NumberStyles.Number, CultureInfo.InvariantCulture);

    [GeneratedRegex("[?&]listed=(?<slug>[^&]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Listed();
}
