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
        await person.Look("delivery");
        await person.SignIn("drolma");
        foreach (var path in new[] { "/farm", "/farm/listings/new", "/farm/goods" }) await Look(path);
        wrong.ShouldBeEmpty();
        person.Violations.ShouldBeEmpty();

        async Task Look(string path)
        {
            await person.Open($"/zh{path}");
            wrong.AddRange((await person.Page.EvaluateAsync<string[]>(Lost)).Select(w => $"{path}: {w}"));
            await person.Look(path.Trim('/').Split('?')[0].Replace('/', '-'));
        }
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
}
