using System.Collections.Concurrent;
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
        var found = new ConcurrentBag<string>();
        var pages = 0;
        var started = Stopwatch.StartNew();
        var walks = from language in PagesTests.Languages
                    from scheme in new[] { ColorScheme.Light, ColorScheme.Dark }
                    from size in new[] { (Width: 390, Height: 844), (Width: 1280, Height: 800) }
                    select (language, scheme, size);
        await Parallel.ForEachAsync(walks, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (walk, _) =>
        {
            var (language, scheme, (width, height)) = walk;
            var (here, looked) = await PagesTests.OverAll(shop, language, scheme, width, height, scheme == ColorScheme.Light && width == 390 ? Both : Axe.Over);
            Interlocked.Add(ref pages, looked);
            foreach (var violation in here) found.Add($"{scheme} {width}: {violation}");
            Console.WriteLine($"{language} {scheme} {width}x{height}: {here.Count} violations");
        });
        var (wide, stretched) = await PagesTests.OverAll(shop, "en", ColorScheme.Light, 390, 844, Longer.Look);
        pages += stretched;
        foreach (var violation in wide) found.Add($"longer words: {violation}");
        Console.WriteLine($"words longer by 40 %: {wide.Count} pages too wide");
        foreach (var violation in found.Order(StringComparer.Ordinal)) Console.WriteLine(violation);
        Console.WriteLine($"{pages} page looks, {found.Count} violations, {started.Elapsed:m\\:ss}");
        return found.IsEmpty ? 0 : 1;
    }

    static async Task<IReadOnlyList<string>> Both(IPage page) => [.. await Axe.Over(page), .. await Fits.Look(page)];
}
