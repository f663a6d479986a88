using System.Collections.Concurrent;
using System.Diagnostics;

namespace Storefront.Journeys;

/// <summary>axe over every page: four languages, two themes, two sizes; whether it fits; then every page with longer words.</summary>
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
        await Parallel.ForEachAsync(PagesTests.Languages, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (language, _) =>
        {
            var (here, looked) = await PagesTests.OverAll(shop, language, Fits.EachWay);
            Interlocked.Add(ref pages, Fits.AllWays * looked);
            foreach (var violation in here) found.Add(violation);
            Console.WriteLine($"{language}: {looked} pages in both themes at both sizes, {here.Count} violations");
        });
        var (wide, stretched) = await PagesTests.OverAll(shop, "en", Longer.Look);
        pages += stretched;
        foreach (var violation in wide) found.Add($"longer words: {violation}");
        Console.WriteLine($"words longer by 40 %: {wide.Count} pages too wide");
        foreach (var violation in found.Order(StringComparer.Ordinal)) Console.WriteLine(violation);
        Console.WriteLine($"{pages} page looks, {found.Count} violations, {started.Elapsed:m\\:ss}");
        return found.IsEmpty ? 0 : 1;
    }
}
