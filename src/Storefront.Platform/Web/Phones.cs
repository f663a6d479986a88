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

    /// <summary>A number that a text message can reach: in China a mobile only.</summary>
    public static string? Textable(string? typed) => Mobile(typed) ?? (International(typed) is { } abroad && !abroad.StartsWith("+86", StringComparison.Ordinal) ? abroad : null);

    /// <summary>A kept number as the world outside China dials it.</summary>
    public static string Dialled(string kept) => kept.StartsWith('+') ? kept : $"+86{kept}";

    static string Digits(string? typed) => string.Concat((typed ?? "").Select(c => c is >= '！' and <= '～' ? (char)(c - 0xFEE0) : c).Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '–' or '‑' or '(' or ')' or '.' or '/')));

    [GeneratedRegex("^1[3-9][0-9]{9}$", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex MainlandMobile();

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}$", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex E164();
}
