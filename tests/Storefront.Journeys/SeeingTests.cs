using Microsoft.Playwright;

namespace Storefront.Journeys;

/// <summary>Pages as they are met by who sees otherwise: with colours of one's own, with more contrast, or read aloud.</summary>
public sealed class SeeingTests(RunningShop shop) : IClassFixture<RunningShop>
{
    // Of an author's colours nothing is left but those that the person chose: what a tint or a shadow said must be said by a line.
    const string Lost = """
        () => {
          const shown = e => e.checkVisibility({ visibilityProperty: true }) && !e.closest('.vh,.skip');
          const line = s => `${s.borderTopColor} ${s.borderTopWidth} ${s.borderBottomColor} ${s.borderBottomWidth} ${s.outlineStyle} ${s.outlineColor}`;
          const wrong = [];
          for (const e of document.querySelectorAll('.btn,input:not([type=hidden],[type=radio],[type=checkbox],[type=file]),select,textarea'))
            if (shown(e) && (getComputedStyle(e).borderBottomStyle === 'none' || parseFloat(getComputedStyle(e).borderBottomWidth) < 1)) wrong.push(`no edge: ${e.outerHTML.slice(0, 120)}`);
          for (const e of document.querySelectorAll('.opts label:has(:checked)')) {
            const other = [...e.parentElement.querySelectorAll('label')].find(l => !l.querySelector(':checked'));
            if (shown(e) && other && line(getComputedStyle(e)) === line(getComputedStyle(other))) wrong.push(`looks like those not chosen: ${e.outerHTML.slice(0, 120)}`);
          }
          for (const e of document.querySelectorAll('.chips [aria-current],.pages [aria-current],.top nav [aria-current]')) {
            const other = [...e.closest('ul').querySelectorAll('a')].find(a => !a.hasAttribute('aria-current'));
            if (shown(e) && other && line(getComputedStyle(e)) === line(getComputedStyle(other))) wrong.push(`looks like the others: ${e.outerHTML.slice(0, 120)}`);
          }
          return wrong;
        }
        """;

    [Fact]
    public async Task With_colours_of_ones_own_what_acts_has_an_edge_and_what_is_chosen_is_marked()
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        await using var person = await Person.Enter(shop, "forced-colours");
        await person.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        await person.PutInBasket("tsering-pears");
        var wrong = new List<string>();
        foreach (var path in new[] { "", "/c/fruit", "/goods?page=2", "/search?q=苹果", "/p/drolma-apples", "/basket", "/checkout/address", "/sign-in" }) await Look(path);
        await person.Open("/zh/checkout/address");
        await person.FillAddress();
        await person.Next();
        wrong.AddRange(await person.Page.EvaluateAsync<string[]>(Lost));
        await Photograph("delivery");
        await person.SignIn("drolma");
        foreach (var path in new[] { "/farm", "/farm/listings/new", "/farm/goods" }) await Look(path);
        wrong.ShouldBeEmpty();
        person.Violations.ShouldBeEmpty();

        async Task Look(string path)
        {
            await person.Open($"/zh{path}");
            wrong.AddRange((await person.Page.EvaluateAsync<string[]>(Lost)).Select(w => $"{path}: {w}"));
            await Photograph(path.Trim('/').Split('?')[0].Replace('/', '-'));
        }

        // axe measures an author's colours, and here there are none.
        Task Photograph(string what) => person.Page.ScreenshotAsync(new() { Path = Path.Combine(RunningShop.Artifacts, $"forced-colours-{what}-390.png"), FullPage = true });
    }

    [Theory, InlineData(ColorScheme.Light), InlineData(ColorScheme.Dark)]
    public async Task Who_wants_more_contrast_gets_it_in_small_print_and_edges(ColorScheme scheme)
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        const string ofPrint = "() => [getComputedStyle(document.querySelector('main .mut')).color, getComputedStyle(document.body).color, getComputedStyle(document.querySelector('.find input')).borderTopColor]";
        await using var person = await Person.Enter(shop, "contrast", scheme: scheme);
        await person.Open("/zh/p/drolma-apples");
        var usual = await person.Page.EvaluateAsync<string[]>(ofPrint);
        usual[0].ShouldNotBe(usual[1]);
        await person.Page.EmulateMediaAsync(new() { Contrast = Contrast.More, ColorScheme = scheme });
        var more = await person.Page.EvaluateAsync<string[]>(ofPrint);
        more.ShouldAllBe(c => c == usual[1]);
        await person.Look("product");
        person.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Product_basket_and_tracking_make_sense_read_aloud()
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        await using var person = await Person.Enter(shop, "aloud");
        await person.Open("/en/p/tsering-pears");
        await Reads("""
            - main:
              - navigation "You are here"
              - region "Pictures"
              - paragraph: /Picked .+ left/
              - heading "Old-tree pears of Qingde" [level=1]
              - paragraph: /¥[0-9.]+ .+ ¥[0-9.]+ \/ kg · ¥[0-9.]+ \/ 500 g/
              - paragraph:
                - strong: /Arrives .+/
              - paragraph: /To Chengdu/
              - group "Pack"
              - paragraph:
                - spinbutton "Quantity"
              - button "Add to basket"
              - button "Buy now"
              - list:
                - listitem:
                  - strong: Bad fruit is refunded
              - heading "Who grew it" [level=2]
              - heading /Where ¥[0-9.]+ goes/ [level=2]
              - term: The producer
              - heading "How it reaches you" [level=2]
              - img /From .+ at [0-9,]+ m, over .+, to Chengdu at [0-9]+ m/
              - heading "About it" [level=2]
              - heading "Key facts" [level=2]
              - term: Net weight
              - term: Picked on
              - heading "Reviews" [level=2]
              - heading "Questions and answers" [level=2]
              - heading "More to look at" [level=2]
            """);
        await person.Press(".buy form .btn:not(.alt)");
        await person.Open("/en/basket");
        await Reads("""
            - main:
              - heading "Basket" [level=1]
              - heading "Tsering Lhamo" [level=2]
              - list:
                - listitem:
                  - heading "Old-tree pears of Qingde" [level=3]
                  - paragraph:
                    - spinbutton /Quantity Old-tree pears of Qingde .+/
                  - button /Update Old-tree pears/
                  - button /Remove Old-tree pears/
              - heading "Summary" [level=2]
              - term: Goods (1 item)
              - definition: /¥[0-9.]+/
              - term: Delivery
              - definition: included
              - term: Total
              - definition: /¥[0-9.]+/
              - paragraph:
                - strong: /Arrives in Chengdu .+/
              - link "Check out"
            """);
        await person.Place("tsering-pears");
        await person.Press("button[value=pay]");
        var order = new Uri(person.Page.Url).AbsolutePath;
        await person.Until($"{order}?lang=en", "a[href^='/t/']");
        await person.Until($"{(await person.Page.GetAttributeAsync("a[href^='/t/']", "href"))!.Split('?')[0]}?lang=en", "#route");
        await Reads("""
            - main:
              - paragraph: /Order [0-9A-Z-]+ · 2 boxes · .+ kg/
              - heading "Being packed in Qingde Town" [level=1]
              - paragraph: /Arrives in Chengdu .+ as promised/
              - list "Progress":
                - listitem: Paid
                - listitem: Packed
                - listitem: On the road
                - listitem: In the city
                - listitem: Delivered
              - figure /[0-9]+ km from Qingde Town to Chengdu/:
                - heading [level=2]
                - img /Altitude along the [0-9]+ km from Qingde Town to Chengdu; .+/
              - region "What has happened":
                - list:
                  - listitem:
                    - time
                    - strong: Paid; the farm is getting it ready
              - region "Your box":
                - term: Contents
                - term: Weight
                - term: Promised at checkout
                - paragraph:
                  - link "Need help?"
            """);

        Task Reads(string aloud) => Assertions.Expect(person.Page.Locator("main")).ToMatchAriaSnapshotAsync(aloud);
    }

    // A browser that was told the truth takes the smallest picture that fills the slot.
    const string TooLarge = """
        async () => {
          const widths = [320, 640, 1280], wrong = [], wanted = {}, shown = [...document.querySelectorAll('main img')].filter(i => i.checkVisibility());
          const stem = img => img.currentSrc.replace(/-[0-9]+[.][a-z]+$/, ''), enough = img => widths.find(w => w >= img.getBoundingClientRect().width * devicePixelRatio - 1) ?? 1280;
          for (const img of shown) {
            img.loading = 'eager';
            await img.decode().catch(() => 0);
            wanted[stem(img)] = Math.max(wanted[stem(img)] ?? 0, enough(img));      // one that stands larger elsewhere on the page is here already
          }
          for (const img of shown) {
            const taken = Number(img.currentSrc.match(/-(320|640|1280)[.][a-z]+$/)?.[1]);
            if (taken > wanted[stem(img)]) wrong.push(`${taken} px where ${enough(img)} are enough: ${img.outerHTML.slice(0, 160)}`);
          }
          return wrong;
        }
        """;

    [Theory, InlineData(390, 844, 1), InlineData(390, 844, 2), InlineData(1280, 800, 1)]
    public async Task No_picture_is_larger_than_its_place(int width, int height, int density)
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        var wrong = new List<string>();
        foreach (var path in new[] { "", "/c/fruit", "/search?q=苹果", "/p/drolma-apples", "/p/drolma-tree", "/producers", "/producers/drolma", "/villages/zhongde" })
        {
            // A cache would give a larger one that it has.
            await using var context = await shop.Browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, DeviceScaleFactor = density });
            var page = await context.NewPageAsync();
            (await page.GotoAsync($"{shop.Url}/zh{path}"))!.Status.ShouldBe(200);
            wrong.AddRange((await page.EvaluateAsync<string[]>(TooLarge)).Select(w => $"{path}: {w}"));
        }
        wrong.ShouldBeEmpty();
    }
}
