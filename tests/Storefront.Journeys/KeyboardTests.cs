using Microsoft.Playwright;

namespace Storefront.Journeys;

/// <summary>With the keyboard alone: all that acts is reached, in the order of the page, and where the focus is can always be seen.</summary>
public sealed class KeyboardTests(RunningShop shop) : IClassFixture<RunningShop>
{
    // Where the focus is, and what is wrong with how it looks: outside the window, under something that sticks, or without a mark.
    const string Focus = """
        () => {
          const e = document.activeElement;
          if (!e || e === document.body || e === document.documentElement) return null;
          const wrong = [], box = (e.matches('.opts input') ? e.closest('label') : e).getBoundingClientRect();
          const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
          if (!box.width || !box.height) wrong.push('has no size');
          else if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) wrong.push('is outside the window');
          else {
            const [l, r, t, b] = [Math.max(box.left, 0) + 2, Math.min(box.right, innerWidth) - 2, Math.max(box.top, 0) + 2, Math.min(box.bottom, innerHeight) - 2];
            const seen = [[(l + r) / 2, (t + b) / 2], [l, t], [r, b], [l, b], [r, t]].some(([px, py]) => { const at = document.elementFromPoint(px, py); return at && (at === e || e.contains(at) || at.contains(e)); });
            if (!seen) wrong.push(`is under ${document.elementFromPoint((l + r) / 2, (t + b) / 2)?.outerHTML.slice(0, 60)}`);
          }
          const marked = s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
          const label = e.closest('label');
          if (!marked(getComputedStyle(e)) && !marked(getComputedStyle(e, '::after')) && !(label && marked(getComputedStyle(label)))) wrong.push('has no outline');
          return [e.type === 'radio' ? `radio ${e.name}` : e.outerHTML.slice(0, 140), wrong.join(', ')];
        }
        """;

    // Every stop that a page has: of radios of one name the keyboard stops at one.
    const string Stops = """
        () => {
          const groups = new Set();
          return [...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex="0"]')]
            .filter(e => !e.disabled && e.checkVisibility({ visibilityProperty: true }) && !e.closest('[inert]'))
            .filter(e => { if (e.type !== 'radio') return true; const name = e.name; if (groups.has(name)) return false; groups.add(name); return true; })
            .map(e => e.type === 'radio' ? `radio ${e.name}` : e.outerHTML.slice(0, 140));
        }
        """;

    [Fact]
    public async Task Every_stop_of_a_page_is_reached_in_its_order_and_can_be_seen()
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        await using var person = await Person.Enter(shop, "keyboard");
        var page = person.Page;
        var wrong = new List<string>();
        foreach (var path in new[] { "", "/goods", "/p/drolma-apples", "/producers/drolma", "/help", "/sign-in" })
        {
            await person.Open($"/en{path}");
            var expected = (await page.EvaluateAsync<string[]>(Stops)).ToList();
            var reached = new List<string>();
            for (var presses = 0; presses <= expected.Count + 5; presses++)
            {
                await page.Keyboard.PressAsync("Tab");
                if (await page.EvaluateAsync<string[]?>(Focus) is not [var what, var amiss] || reached is [var first, ..] && first == what) break;      // at the end, or round again
                if (amiss.Length > 0) wrong.Add($"{path}: {what} {amiss}");
                reached.Add(what);
            }
            // What a script hides when the real button is in sight (the buy bar) need not be met.
            reached.ShouldBe(expected.Where(reached.Contains).ToList(), $"{path}: the order of the page");
            wrong.AddRange(expected.Except(reached, StringComparer.Ordinal).Where(e => !e.Contains("href=\"#q\"", StringComparison.Ordinal)).Select(e => $"{path}: never reached {e}"));
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_guest_buys_with_the_keyboard_alone()
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        await using var person = await Person.Enter(shop, "keyboard");
        var page = person.Page;
        var hands = new Hands(page);
        await person.Open("/en/c/fruit");
        await hands.Follow("a[href='/en/p/tsering-pears']");
        await hands.Follow(".buy form .btn:not(.alt)");
        await hands.Follow("a[href$='/checkout/address'],form[action$='/checkout/address'] .btn");
        await hands.Type(("name", "Marie Chen"), ("tel", "13900001111"), ("address-level1", "Shanghai"), ("address-level2", "Shanghai"),
            ("address-level3", "Xuhui"), ("street-address", "1 Huaihai Road"));
        for (var step = 0; step < 3; step++) await hands.Follow("main form .btn:not(.alt)");
        foreach (var what in new[] { "perishable", "carriers", "abroad" })
        {
            await hands.TabTo($"[name='agree-{what}']");
            await page.Keyboard.PressAsync("Space");
        }
        await hands.Follow("#place .btn");
        await hands.Follow("button[value=pay]");
        page.Url.ShouldContain("/o/");
        hands.Wrong.ShouldBeEmpty();
        person.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_farmer_lists_with_the_keyboard_alone()
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        await using var person = await Person.Enter(shop, "keyboard-farm");
        var hands = new Hands(person.Page);
        await person.Open("/en/sign-in?way=password");
        await hands.Type(("username", "drolma"), ("password", "apples-on-the-road"));
        await hands.Follow("#by-password .btn");
        await person.Open("/en/farm/listings");
        await hands.Follow("a[href*='/farm/listings/new']:not([href*=like])");
        await hands.TabTo("[name=photo]");
        // The phone's own dialogue for files is not a page: what it answers is given.
        await person.Page.SetInputFilesAsync("[name=photo]", Path.Combine(RunningShop.Root, "src/Storefront.Web/wwwroot/pictures/apples-crate-1280.webp"));
        await person.Page.Locator("#snaps").WaitForAsync();
        await hands.Type(("name", "Apples by keyboard"), ("kilograms", "100"), ("price", "68"));
        await hands.TabTo("#listing .btn");
        await person.Page.RunAndWaitForResponseAsync(() => person.Page.Keyboard.PressAsync("Enter"), r => r.Url.Contains("listed=", StringComparison.Ordinal));
        await Assertions.Expect(person.Page.Locator(".note[role=status]")).ToContainTextAsync("Apples by keyboard");
        hands.Wrong.ShouldBeEmpty();
        person.Violations.ShouldBeEmpty();
    }

    /// <summary>Tab, Enter and the letters, and nothing else; notes each stop whose focus cannot be seen.</summary>
    sealed class Hands(IPage page)
    {
        public List<string> Wrong { get; } = [];

        public async Task TabTo(string selector)
        {
            for (var presses = 0; presses < 200; presses++)
            {
                await page.Keyboard.PressAsync("Tab");
                if (await page.EvaluateAsync<string[]?>(Focus) is [var what, { Length: > 0 } amiss]) Wrong.Add($"{page.Url}: {what} {amiss}");
                if (await page.EvaluateAsync<bool>("selector => document.activeElement?.matches(selector) ?? false", selector)) return;
            }
            throw new TimeoutException($"Two hundred tabs did not reach {selector} on {page.Url}");
        }

        public async Task Type(params (string Field, string Text)[] typed)
        {
            foreach (var (field, text) in typed)
            {
                await TabTo($"[name='{field}']");
                await page.Keyboard.TypeAsync(text);
            }
        }

        public async Task Follow(string selector)
        {
            await TabTo(selector);
#pragma warning disable CS0612 // as Person.Press
            await page.RunAndWaitForNavigationAsync(() => page.Keyboard.PressAsync("Enter"));
#pragma warning restore CS0612
            await page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
        }
    }
}
