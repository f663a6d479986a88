using System.Text;
using Microsoft.Playwright;

namespace Storefront.Journeys;

/// <summary>A farmer changes many goods at once, with script and without: on the page, by a sheet that goes out and comes back, and by season.</summary>
public sealed class GoodsTests(RunningShop shop) : IClassFixture<RunningShop>
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task A_farmer_changes_many_goods_at_once_and_by_a_sheet(bool script)
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        await using var drolma = await Person.Enter(shop, script ? "my-goods" : "my-goods-noscript", script);
        await drolma.SignIn("drolma");
        await drolma.Open("/zh/farm/listings");
        await drolma.Press("main a[href*='/farm/goods']");
        await Look("all");

        // The crooked ones are in no campaign: their price may rise. Two errors first: both beside their fields, nothing changed.
        await drolma.Page.FillAsync("[name='price-drolma-crooked_3000g']", "0");
        await drolma.Page.FillAsync("[name='boxes-drolma-apples_5000g']", "1.5");
        await drolma.Press("#change .btn");
        await Look("refused");
        (await drolma.Page.Locator("#change .bad").CountAsync()).ShouldBe(2);
        await drolma.Page.FillAsync("[name='price-drolma-crooked_3000g']", script ? "25.4" : "25.2");
        await drolma.Page.FillAsync("[name='boxes-drolma-apples_5000g']", script ? "1000" : "950");
        await drolma.Press("#change .btn");
        await Look("saved");
        var (price, boxes) = script ? ("25.4", "1000") : ("25.2", "950");
        (await Shown(drolma)).ShouldBe((price, boxes));

        // The sheet goes out, is changed as a spreadsheet would, and comes back.
        await drolma.Press("main a[href*='/farm/goods/import']");
        await Look("sheet");
        var answer = await drolma.Page.Context.APIRequest.GetAsync(shop.Url + await drolma.Page.GetAttributeAsync("main a[href*='/farm/goods/sheet']", "href"));
        var sheet = Encoding.UTF8.GetString(await answer.BodyAsync());
        sheet.ShouldStartWith("\uFEFF");
        await Sends(drolma, sheet);
        (await drolma.Page.Locator("#do").CountAsync()).ShouldBe(0, "as it went out it changes nothing");
        await Look("sheet-unchanged");

        await Sends(drolma, sheet.Replace($",{price},", ",0,", StringComparison.Ordinal).Replace("drolma-apples,2500g", "nobody,2500g", StringComparison.Ordinal));
        (await drolma.Page.Locator("[aria-labelledby=faults] tbody tr").CountAsync()).ShouldBe(2);
        await Look("sheet-faults");

        await Sends(drolma, sheet.Replace($",{price},", ",26,", StringComparison.Ordinal).Replace($",{boxes},", ",900,", StringComparison.Ordinal));
        (await drolma.Page.Locator("#do tbody tr").CountAsync()).ShouldBe(2);
        await Look("sheet-would");
        await drolma.Press("#do .btn");
        await drolma.Page.GotoAsync($"{shop.Url}/zh/farm/goods");
        (await Shown(drolma)).ShouldBe(("26", "900"));

        // A season that is still to come.
        await drolma.Open((await drolma.Page.GetAttributeAsync("main a[href*='/farm/listings/drolma-crooked']", "href"))!);
        await drolma.Page.FillAsync("[name=opens]", TimeProvider.System.GetUtcNow().AddDays(script ? 30 : 31).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await drolma.Press("#season .btn");
        await Look("season");
        await drolma.Open("/zh/p/drolma-crooked");
        await Look("product-before-its-season");
        (await drolma.Page.Locator("form[action$='/basket/add']").CountAsync()).ShouldBe(0);
        drolma.Violations.ShouldBeEmpty();

        // What looks the pages over is a script itself.
        Task Look(string what) => script ? drolma.Look(what) : Task.CompletedTask;
    }

    static async Task<(string, string)> Shown(Person farmer) =>
        (await farmer.Page.InputValueAsync("[name='price-drolma-crooked_3000g']"), await farmer.Page.InputValueAsync("[name='boxes-drolma-apples_5000g']"));

    static async Task Sends(Person farmer, string sheet)
    {
        await farmer.Page.SetInputFilesAsync("#f-sheet", new FilePayload { Name = "goods.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(sheet) });
        await farmer.Press("#sheet .btn");
    }
}
