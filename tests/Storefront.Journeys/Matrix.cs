using System.Diagnostics;
using Microsoft.Playwright;

namespace Storefront.Journeys;

/// <summary>axe over every page: four languages, two themes, two sizes; on a light phone whether it fits; then every page with longer words.</summary>
static class Matrix
{
    public static async Task<int> Run()
    {
        await using var shop = new RunningShop();
        await shop.InitializeAsync();
        if (shop.WhyNot is { } why)
        {
            Console.WriteLine(why);
            return 2;
        }
        var found = new List<string>();
        var pages = 0;
        var started = Stopwatch.StartNew();
        foreach (var language in PagesTests.Languages)
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
                foreach (var (width, height) in new[] { (390, 844), (1280, 800) })
                {
                    var (here, looked) = await PagesTests.OverAll(shop, language, scheme, width, height, scheme == ColorScheme.Light && width == 390 ? Both : Axe.Over);
                    pages += looked;
                    found.AddRange(here.Select(f => $"{scheme} {width}: {f}"));
                    Console.WriteLine($"{language} {scheme} {width}x{height}: {here.Count} violations");
                }
        var (wide, stretched) = await PagesTests.OverAll(shop, "en", ColorScheme.Light, 390, 844, Longer.Look);
        pages += stretched;
        found.AddRange(wide.Select(f => $"longer words: {f}"));
        Console.WriteLine($"words longer by 40 %: {wide.Count} pages too wide");
        foreach (var violation in found) Console.WriteLine(violation);
        Console.WriteLine($"{pages} page looks, {found.Count} violations, {started.Elapsed:m\\:ss}");
        return found.Count == 0 ? 0 : 1;
    }

    static async Task<IReadOnlyList<string>> Both(IPage page) => [.. await Axe.Over(page), .. await Fits.Look(page)];
}
