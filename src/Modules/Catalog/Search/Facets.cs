using System.Globalization;

namespace Storefront.Catalog.Search;

/// <summary>What goods are narrowed by. A value of one is a word of the index that nobody can type: "month=10".</summary>
internal static class Facets
{
    public const string Category = "category", Producer = "producer", Village = "village", Month = "month", Price = "price";
    /// <summary>Not a word of the index: what arrives by a day hangs on the road, and is narrowed by villages.</summary>
    public const string By = "by";
    /// <summary>The word that every listing has.</summary>
    public const string Everything = "";
    /// <summary>The kind of a word that was written by somebody.</summary>
    public const string Written = "word";

    /// <summary>In yuan, from and below.</summary>
    public static IReadOnlyList<string> Prices { get; } = ["0-20", "20-50", "50-100", "100-200", "200-"];

    public static string Term(string facet, string value) => $"{facet}={value}";
    public static string KindOf(string term) => term.IndexOf('=', StringComparison.Ordinal) is var at && at < 0 ? Written : term[..at];

    public static string PriceOf(long fen) => Prices[fen switch { < 20_00 => 0, < 50_00 => 1, < 100_00 => 2, < 200_00 => 3, _ => 4 }];
    public static string MonthOf(int month) => month.ToString(CultureInfo.InvariantCulture);
}
