using System.Text.RegularExpressions;

namespace Storefront.Platform.Web;

/// <summary>Numbers however they were typed: with +86, spaces, dashes, brackets or full-width digits. China: eleven digits; elsewhere E.164.</summary>
public static partial class Phones
{
    public static string? Mobile(string? typed)
    {
        var digits = Digits(typed);
        if (digits.StartsWith("+86", StringComparison.Ordinal)) digits = digits[3..];
        else if (digits.StartsWith("0086", StringComparison.Ordinal)) digits = digits[4..];
        else if (digits.Length == 13 && digits.StartsWith("86", StringComparison.Ordinal)) digits = digits[2..];
        return MainlandMobile().IsMatch(digits) ? digits : null;
    }

    public static string? International(string? typed)
    {
        var digits = Digits(typed);
        if (digits.StartsWith("00", StringComparison.Ordinal)) digits = $"+{digits[2..]}";
        return E164().IsMatch(digits) ? digits : null;
    }

    /// <summary>
    /// As it is dialled from abroad or within its country. Where a national number begins with a trunk prefix only with it: without one a number may be anything.
    /// Prefixes by ITU-T E.164 and its national numbering plans; what is dialled without a prefix has as many digits as its plan gives.
    /// </summary>
    public static string? From(string country, string? typed)
    {
        if (International(typed) is { } whole) return whole;
        if (!Plans.TryGetValue(country, out var plan)) return null;
        var digits = Digits(typed);
        return Regex.IsMatch(digits, $"^{plan.National}$", RegexOptions.None, TimeSpan.FromMilliseconds(100)) ? $"+{plan.Code}{(plan.Trunk ? digits[1..] : digits)}" : null;
    }

    const string Prefixed = "0[1-9][0-9]{6,10}";
    static readonly Dictionary<string, (string Code, string National, bool Trunk)> Plans = new(StringComparer.Ordinal)
    {
        ["AT"] = ("43", Prefixed, true), ["AU"] = ("61", "0[2-9][0-9]{8}", true), ["BE"] = ("32", "0[1-9][0-9]{7,8}", true), ["CH"] = ("41", "0[1-9][0-9]{8}", true),
        ["DE"] = ("49", Prefixed, true), ["FI"] = ("358", Prefixed, true), ["FR"] = ("33", "0[1-9][0-9]{8}", true), ["GB"] = ("44", "0[1-9][0-9]{8,9}", true),
        ["IE"] = ("353", "0[1-9][0-9]{6,8}", true), ["JP"] = ("81", "0[1-9][0-9]{8,9}", true), ["KR"] = ("82", "0[1-9][0-9]{7,9}", true), ["MY"] = ("60", "0[1-9][0-9]{7,9}", true),
        ["NL"] = ("31", "0[1-9][0-9]{8}", true), ["NZ"] = ("64", "0[2-9][0-9]{7,9}", true), ["SE"] = ("46", "0[1-9][0-9]{6,8}", true), ["TH"] = ("66", "0[1-9][0-9]{7,8}", true),
        ["TW"] = ("886", "0[1-9][0-9]{7,8}", true), ["CA"] = ("1", "[2-9][0-9]{2}[2-9][0-9]{6}", false), ["US"] = ("1", "[2-9][0-9]{2}[2-9][0-9]{6}", false),
        ["DK"] = ("45", "[2-9][0-9]{7}", false), ["ES"] = ("34", "[6-9][0-9]{8}", false), ["HK"] = ("852", "[2-9][0-9]{7}", false), ["IT"] = ("39", "(0[1-9][0-9]{5,9}|3[0-9]{8,9})", false),
        ["MO"] = ("853", "[268][0-9]{7}", false), ["NO"] = ("47", "[2-9][0-9]{7}", false), ["PT"] = ("351", "[29][0-9]{8}", false), ["SG"] = ("65", "[3689][0-9]{7}", false),
    };

    /// <summary>A number that a text message can reach: in China a mobile only.</summary>
    public static string? Textable(string? typed) => Mobile(typed) ?? (International(typed) is { } abroad && !abroad.StartsWith("+86", StringComparison.Ordinal) ? abroad : null);

    /// <summary>A kept number as the world outside China dials it.</summary>
    public static string Dialled(string kept) => kept.StartsWith('+') ? kept : $"+86{kept}";

    static string Digits(string? typed) => string.Concat((typed ?? "").Select(c => c is >= '！' and <= '～' ? (char)(c - 0xFEE0) : c)
        .Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '–' or '‑' or '(' or ')' or '.' or '/')));

    [GeneratedRegex("^1[3-9][0-9]{9}$", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex MainlandMobile();

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}$", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex E164();
}
