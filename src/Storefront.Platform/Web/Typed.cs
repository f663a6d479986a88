using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Storefront.Platform.Web;

/// <summary>Numbers and days as people type them on a phone: full-width digits, a comma for the point or between thousands, spaces.</summary>
public static partial class Typed
{
    /// <summary>
    /// Plain or with well-formed thousands. A comma is the point only before one or two digits: before three it parts thousands, and "1,280" is
    /// never 1.28. The page's script (listing.js) reads by the same two patterns.
    /// </summary>
    public const string Shape = "^(([0-9]+|[1-9][0-9]{0,2}( [0-9]{3})+)(\\.[0-9]+|,[0-9]{1,2})?|[1-9][0-9]{0,2}(,[0-9]{3})+(\\.[0-9]+)?)$";
    public const string Thousands = "[ ,](?=[0-9]{3}(?![0-9]))";

    static readonly string[] Kilo = ["公斤", "千克", "kg"], Yuans = ["元", "块", "¥", "yuan", "rmb", "cny"], Counters = ["箱", "盒", "件", "份", "棵", "位", "boxes", "box",
        "cartons", "carton", "places", "place"];

    /// <summary>Null where nothing, no number, or one of two meanings stands. How many decimals were typed stays in the scale.</summary>
    public static decimal? Number(string? text) => Read(Plain(text));

    /// <summary>With or without its unit. A jin is half of it: that stays refused.</summary>
    public static decimal? Kilograms(string? text) => Read(Without(Plain(text), Kilo));

    /// <summary>With or without its unit, behind it or, as a sign, before it.</summary>
    public static decimal? Yuan(string? text) => Plain(text) is ['¥', .. var rest] ? Read(rest.TrimStart()) : Read(Without(Plain(text), Yuans));

    /// <summary>Boxes or places, with or without the word that they are counted by.</summary>
    public static decimal? Count(string? text) => Read(Without(Plain(text), Counters));

    /// <summary>A whole number, be it below nought; null where it is none. What no int holds becomes the largest.</summary>
    public static int? Whole(string? text) =>
        Plain(text) is ['-', .. var below] ? Whole(-Read(below)) : Whole(Read(Plain(text)));

    static int? Whole(decimal? number) => number is { Scale: 0 } whole ? (int)Math.Clamp(whole, int.MinValue, int.MaxValue) : null;

    static string Without(string plain, string[] units) => plain[..^(Array.Find(units, u => plain.EndsWith(u, StringComparison.OrdinalIgnoreCase))?.Length ?? 0)].TrimEnd();

    static decimal? Read(string plain) =>
        IsNumber().IsMatch(plain) && decimal.TryParse(BetweenThousands().Replace(plain, "").Replace(',', '.'), NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture, out var number) ? number : null;

    public static DateOnly? Day(string? text) => DateOnly.TryParseExact(Plain(text).Replace(" ", "", StringComparison.Ordinal), "yyyy-MM-dd",
        CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    public static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;

    /// <summary>Yuan and fen: nobody is asked a tenth of a fen, and "1.280" may be meant as thousands.</summary>
    public static bool IsPrice(decimal? typed) => typed is { Scale: <= 2 } and >= 1 and <= 100_000;

    static string Plain(string? text) => (text ?? "").Normalize(NormalizationForm.FormKC).Trim();

    [GeneratedRegex(Shape, RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IsNumber();

    [GeneratedRegex(Thousands, RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BetweenThousands();
}
