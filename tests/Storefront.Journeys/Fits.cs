using Microsoft.Playwright;

namespace Storefront.Journeys;

/// <summary>
/// What of WCAG 2.2 a page can be measured for and axe does not: nothing scrolls sideways at 320 px, at twice the text size on a phone, or with the text
/// spacing of 1.4.12, which also cuts nothing off; what acts is at least 24 px (buttons 44); nothing moves for who wants no motion.
/// </summary>
static class Fits
{
    internal const string Wide = """
        () => {
          const root = document.documentElement;
          if (root.scrollWidth <= root.clientWidth) return [];
          const scrolls = e => { for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) if (getComputedStyle(p).overflowX !== 'visible') return true; return false; };
          const out = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > root.clientWidth + 1 && !scrolls(e));
          return [`${root.scrollWidth} px wide: ${out.slice(-3).map(e => e.outerHTML.slice(0, 120)).join(' | ')}`];
        }
        """;

    const string Cut = """
        () => [...document.body.querySelectorAll('*')].filter(e => {
          const s = getComputedStyle(e);
          if (e.closest('.vh,.skip,svg,[hidden],select') || !e.textContent.trim() || s.display === 'none' || !e.clientHeight) return false;
          const across = ['hidden', 'clip'].includes(s.overflowX) && e.scrollWidth > e.clientWidth + 1, down = ['hidden', 'clip'].includes(s.overflowY) && e.scrollHeight > e.clientHeight + 1;
          return across || down;
        }).map(e => `text cut off: ${e.outerHTML.slice(0, 160)}`)
        """;

    // A link in a sentence is as high as its line; a radio or tick is pressed by its label.
    const string Small = """
        () => [...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary')].filter(e => {
          if (e.closest('.vh,.skip') || !e.checkVisibility({ visibilityProperty: true })) return false;
          const label = e.matches('[type=radio],[type=checkbox]') ? e.closest('label') : null;
          const box = (label ?? e).getBoundingClientRect();
          if (getComputedStyle(e).display === 'inline' && e.parentElement.textContent.trim() !== e.textContent.trim()) return false;
          const after = getComputedStyle(e, '::after');
          if (e.closest('.item') && after.position === 'absolute') return false;      // its whole card
          const least = e.matches('.btn') ? 44 : 24;
          return box.width < 24 || box.height < least - 0.5;
        }).map(e => { const r = e.getBoundingClientRect(); return `${Math.round(r.width)} x ${Math.round(r.height)} px: ${e.outerHTML.slice(0, 140)}`; })
        """;

    const string Moving = """() => document.getAnimations({ subtree: true }).filter(a => a.playState === 'running').map(a => `moves: ${a.animationName ?? a.transitionProperty} of ${a.effect.target?.outerHTML.slice(0, 100)}`)""";

    static readonly (ColorScheme Scheme, int Width, int Height)[] Ways =
        [(ColorScheme.Dark, 1280, 800), (ColorScheme.Light, 390, 844), (ColorScheme.Light, 1280, 800), (ColorScheme.Dark, 390, 844)];
    public static int AllWays => Ways.Length;

    /// <summary>What axe finds in both themes, each at one size; and whether it fits.</summary>
    public static Task<IReadOnlyList<string>> BothThemes(IPage page) => Over(page, Ways[..2]);

    /// <summary>What axe finds in both themes at both sizes; and whether it fits.</summary>
    public static Task<IReadOnlyList<string>> EachWay(IPage page) => Over(page, Ways);

    // The page is loaded once for all.
    static async Task<IReadOnlyList<string>> Over(IPage page, (ColorScheme Scheme, int Width, int Height)[] ways)
    {
        var found = new List<string>();
        foreach (var (scheme, width, height) in ways)
        {
            await page.SetViewportSizeAsync(width, height);
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            found.AddRange((await Axe.Over(page)).Select(violation => $"{scheme} {width}: {violation}"));
        }
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        found.AddRange(await Look(page));
        return found;
    }

    public static async Task<IReadOnlyList<string>> Look(IPage page)
    {
        var found = new List<string>();
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        await page.SetViewportSizeAsync(320, 640);
        await Ask("at 320 px", Wide, Small, Moving);
        await page.EvaluateAsync("document.adoptedStyleSheets = [Object.assign(new CSSStyleSheet(), {})]; document.adoptedStyleSheets[0].replaceSync('*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}')");
        await Ask("with wide spacing", Wide, Cut);
        await page.SetViewportSizeAsync(390, 844);
        await page.EvaluateAsync("document.adoptedStyleSheets[0].replaceSync(':root{font-size:200%!important}')");
        await Ask("at twice the size", Wide);
        await page.EvaluateAsync("document.adoptedStyleSheets = []");
        return found;

        async Task Ask(string when, params string[] questions)
        {
            foreach (var question in questions) found.AddRange((await page.EvaluateAsync<string[]>(question)).Select(f => $"{when}: {f}"));
        }
    }
}
