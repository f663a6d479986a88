using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Storefront.Journeys;

/// <summary>A box that weighs too little: the farmer is told, confirms, prints; the buyer reads what came back, and why.</summary>
public sealed partial class PackingTests(RunningShop shop) : IClassFixture<RunningShop>
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task A_light_box_pays_back_by_itself(bool script)
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        var name = script ? "light" : "light-noscript";
        await using var buyer = await Person.Enter(shop, $"{name}-buyer", script);
        await using var drolma = await Person.Enter(shop, $"{name}-farmer", script);
        await buyer.Place("drolma-apples");
        await buyer.Press("button[value=pay]");
        var order = new Uri(buyer.Page.Url).AbsolutePath;

        await drolma.SignIn("drolma");
        await drolma.Until("/zh/farm", "ul.pack li:not(.d) a[href*='/farm/part/']");
        await drolma.Look("today");
        await drolma.Press("main a[href*='/farm/pick']");
        await drolma.Look("pick");
        await drolma.Open("/zh/farm");
        await drolma.Press("ul.pack li:not(.d) a[href*='/farm/part/']");
        await drolma.Look("weigh");
        await drolma.Page.FillAsync("#weigh [name^=kg-]", "46");
        await drolma.Press("#weigh .btn");
        (await drolma.Page.Locator("#weigh .bad").CountAsync()).ShouldBe(1);
        await drolma.Look("weight-refused");
        var (typed, sold) = await drolma.Weigh(0.92m);
        await drolma.Press("#weigh .btn");
        (await drolma.Page.InnerTextAsync("#check")).ShouldContain("还没有退");
        await drolma.Look("check");
        await drolma.Press("#weigh .btn");
        await drolma.Look("packed");

        await drolma.Press("a[href*='/labels']");
        await drolma.Look("labels");
        await Assertions.Expect(drolma.Page.Locator("#print")).ToBeVisibleAsync(new() { Visible = script });
        Sheets(await drolma.Page.PdfAsync(new() { PreferCSSPageSize = true })).ShouldBe([(100, 150)], "one box, one label");
        await drolma.Page.GoBackAsync();
        await drolma.Press("a[href*='/slip']");
        await drolma.Look("slip");
        Sheets(await drolma.Page.PdfAsync(new() { PreferCSSPageSize = true })).ShouldBe([(148, 210)]);
        await drolma.Open("/zh/farm/pick");
        Sheets(await drolma.Page.PdfAsync(new() { PreferCSSPageSize = true })).Distinct().ShouldBe([(210, 297)]);

        await buyer.Until(order, ".note:has-text('已退到')");
        var text = await buyer.Page.InnerTextAsync("main");
        text.ShouldContain($"装了 {typed:0.###}\u00A0公斤，少于卖出的 {sold:0.###}\u00A0公斤：退回 ¥");
        text.ShouldContain("装箱比卖出的轻");
        await buyer.Look("order");
        new[] { buyer, drolma }.SelectMany(p => p.Violations).ShouldBeEmpty();
    }

    /// <summary>The sheets of a PDF, each in millimetres.</summary>
    static List<(int Width, int Height)> Sheets(byte[] pdf) =>
        [.. Box().Matches(Encoding.Latin1.GetString(pdf)).Select(m => (Millimetres(m.Groups["w"].Value), Millimetres(m.Groups["h"].Value)))];

    static int Millimetres(string points) => (int)Math.Round(decimal.Parse(points, System.Globalization.CultureInfo.InvariantCulture) * 25.4m / 72);

    [GeneratedRegex(@"/MediaBox \[0 0 (?<w>[\d.]+) (?<h>[\d.]+)\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Box();
}
