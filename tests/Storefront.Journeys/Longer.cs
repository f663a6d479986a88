using Microsoft.Playwright;

namespace Storefront.Journeys;

/// <summary>A language that nobody has translated yet: every word is longer by four tenths, as German is than English. Nothing may scroll sideways at 320 px.</summary>
static class Longer
{
    const string Stretch = """
        () => {
          document.querySelectorAll('details').forEach(d => d.open = true);
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) {
            const node = texts.currentNode;
            if (!node.parentElement.closest('script,style,svg,code,option,textarea')) node.data = node.data.replace(/\p{L}{3,}/gu, word => word + word.slice(0, Math.ceil(word.length * .4)));
          }
        }
        """;

    public static async Task<IReadOnlyList<string>> Look(IPage page)
    {
        await page.SetViewportSizeAsync(320, 640);
        await page.EvaluateAsync(Stretch);
        var found = await page.EvaluateAsync<string[]>(Fits.Wide);
        await page.SetViewportSizeAsync(390, 844);
        return found;
    }
}
