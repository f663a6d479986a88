using Microsoft.Playwright;

namespace Storefront.Journeys;

/// <summary>A language that nobody has translated yet: every word is longer by four tenths, as German is than English. Nothing may scroll sideways at 320 px.</summary>
static class Longer
{
    const string Stretch = """
        () => {
          document.querySelectorAll('details').forEach(d => d.open = true);
          window.asItWas = [];
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) {
            const node = texts.currentNode;
            if (node.parentElement.closest('script,style,svg,code,option,textarea')) continue;
            asItWas.push([node, node.data]);
            node.data = node.data.replace(/\p{L}{3,}/gu, word => word + word.slice(0, Math.ceil(word.length * .4)));
          }
        }
        """;

    /// <summary>A walk reads on the page: the password that was just given, say.</summary>
    const string Restore = "() => { for (const [node, data] of asItWas) node.data = data; }";

    public static async Task<IReadOnlyList<string>> Look(IPage page)
    {
        await page.SetViewportSizeAsync(320, 640);
        await page.EvaluateAsync(Stretch);
        var found = await page.EvaluateAsync<string[]>(Fits.Wide);
        await page.EvaluateAsync(Restore);
        await page.SetViewportSizeAsync(390, 844);
        return found;
    }
}
