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

    /// <summary>Null where nothing, no number, or one of two meanings stands. How many decimals were typed stays in the scale.</summary>
    public static decimal? Number(string? text) =>
        Plain(text) is var plain && IsNumber().IsMatch(plain) && decimal.TryParse(BetweenThousands().Replace(plain, "").Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static DateOnly? Day(string? text) => DateOnly.TryParseExact(Plain(text).Replace(" ", "", StringComparison.Ordinal), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    public static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;

    /// <summary>Yuan and fen: nobody is asked a tenth of a fen, and "1.280" may be meant as thousands.</summary>
    public static bool IsPrice(decimal? typed) => typed is { Scale: <= 2 } and >= 1 and <= 100_000;

    static string Plain(string? text) => (text ?? "").Normalize(NormalizationForm.FormKC).Trim();

    [GeneratedRegex(Shape, RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IsNumber();

    [GeneratedRegex(Thousands, RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BetweenThousands();
}
