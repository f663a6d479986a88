using System.Globalization;

namespace Storefront.Load;

/// <summary>The figures of one run, one row each, with what they must be.</summary>
sealed class Table(string name)
{
    readonly List<(string What, string Value, bool Holds)> rows = [];

    public bool Holds => rows.All(r => r.Holds);

    public void Add(string what, string value) => rows.Add((what, value, true));
    public void Must(string what, decimal value, decimal expected) => rows.Add((what, Number(value) + (value == expected ? "" : $" (must be {Number(expected)})"), value == expected));
    public void AtLeast(string what, double value, double least) =>
        rows.Add((what, $"{value.ToString("0.0", CultureInfo.InvariantCulture)}{(least > 0 ? $" (at least {least})" : "")}", value >= least));
    public void AtMost(string what, double value, double most) => rows.Add((what, $"{value.ToString("0.00", CultureInfo.InvariantCulture)} (at most {most})", value <= most));

    public void Latency(string what, IEnumerable<double> times)
    {
        var sorted = times.Order().ToArray();
        if (sorted.Length == 0) return;
        Add($"latency p50/p95/p99 ms, {what}", $"{At(0.50):0.0} / {At(0.95):0.0} / {At(0.99):0.0} of {sorted.Length:#,0}");

        double At(double share) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
    }

    static string Number(decimal value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);

    public static void Print(string title, IReadOnlyList<Table> tables)
    {
        Console.WriteLine();
        Console.WriteLine($"{title} ({Environment.ProcessorCount} cores, driver and database on the same ones)");
        var titles = tables.SelectMany(t => t.rows.Select(r => r.What)).Distinct(StringComparer.Ordinal).ToList();
        var first = titles.Max(r => r.Length) + 2;
        var widths = tables.ToDictionary(t => t, t => titles.Max(row => t.Shown(row).Length) + 2);
        Console.WriteLine("".PadRight(first) + string.Concat(tables.Select(t => t.Name.PadRight(widths[t]))));
        foreach (var row in titles)
            Console.WriteLine(row.PadRight(first) + string.Concat(tables.Select(t => t.Shown(row).PadRight(widths[t]))));
        Console.WriteLine(tables.All(t => t.Holds) ? "Everything holds." : "NOT everything holds: rows marked with !");
    }

    string Name => name;
    string Shown(string what) => rows.FirstOrDefault(r => r.What == what) is { What: not null } row ? (row.Holds ? "" : "! ") + row.Value : "-";
}
