using System.Text;
using System.Text.RegularExpressions;

namespace Storefront.Orders.Addresses;

/// <summary>How each country writes its postcodes (Universal Postal Union, addressing of the member countries): 9 a digit, A a letter, * either.</summary>
internal static partial class Postcodes
{
    static readonly Dictionary<string, string[]> Shapes = new(StringComparer.Ordinal)
    {
        ["CN"] = ["999999"], ["TW"] = ["999", "99999", "999999"], ["JP"] = ["9999999"], ["KR"] = ["99999"], ["SG"] = ["999999"], ["MY"] = ["99999"], ["TH"] = ["99999"], ["AU"] = ["9999"], ["NZ"] = ["9999"],
        ["US"] = ["99999", "999999999"], ["CA"] = ["A9A9A9"], ["GB"] = ["A99AA", "A999AA", "AA99AA", "AA999AA", "A9A9AA", "AA9A9AA"], ["IE"] = ["A99****", "A9A****"], ["FR"] = ["99999"], ["BE"] = ["9999"], ["NL"] = ["9999AA"],
        ["DE"] = ["99999"], ["CH"] = ["9999"], ["AT"] = ["9999"], ["IT"] = ["99999"], ["ES"] = ["99999"], ["PT"] = ["9999999", "9999"], ["SE"] = ["99999"], ["NO"] = ["9999"], ["DK"] = ["9999"], ["FI"] = ["99999"],
    };

    /// <summary>They write it behind the town, where the number before a line is the house's.</summary>
    static readonly string[] Behind = ["US", "CA", "GB", "IE", "AU", "NZ", "SG", "TH", "KR"];

    /// <summary>The postcode at one end of a line, of one word or two, and the town or whatever else stands there; null where there is none.</summary>
    /// <param name="country">Null where nobody said which: then only what some country writes just so is one.</param>
    public static (string Code, string Place)? Split(string? country, string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        for (var length = Math.Min(2, words.Length); length > 0; length--)
            foreach (var before in new[] { true, false })
            {
                if (before && Behind.Contains(country, StringComparer.Ordinal)) continue;
                var (code, rest) = before ? (string.Join(' ', words[..length]), string.Join(' ', words[length..])) : (string.Join(' ', words[^length..]), string.Join(' ', words[..^length]));
                var isCode = country is null ? Anywhere().IsMatch(code) : Shapes.ContainsKey(country) && Fits(country, code);
                if (isCode && (!rest.Any(char.IsDigit) || (before && (country is not null || IsTown(rest))))) return (code, rest);
            }
        return null;
    }

    /// <summary>A town, or a part of one as Praha 1.</summary>
    public static bool IsTown(string text) => Town().IsMatch(text);

    /// <summary>False only where the country is known to write them otherwise. Blanks, dashes and the country's own letters before it (F-75001) are no matter.</summary>
    public static bool Fits(string country, string code)
    {
        if (!Shapes.TryGetValue(country, out var shapes)) return true;
        var text = code.Normalize(NormalizationForm.FormKC).ToUpperInvariant();
        if (text.IndexOf('-', StringComparison.Ordinal) is > 0 and <= 3 and var dash && text[..dash].All(char.IsAsciiLetter)) text = text[(dash + 1)..];
        text = string.Concat(text.Where(c => c is not (' ' or '-')));
        return Array.Exists(shapes, shape => shape.Length == text.Length && shape.Zip(text).All(p => p.First switch { '9' => char.IsAsciiDigit(p.Second), 'A' => char.IsAsciiLetter(p.Second), _ => char.IsAsciiLetterOrDigit(p.Second) }));
    }

    [GeneratedRegex("^([A-Z]{1,3}-)?([0-9]{4,6}|[0-9]{3} [0-9]{2}|[0-9]{4}-[0-9]{3}|[0-9]{3}-[0-9]{4}|[0-9]{5}-[0-9]{4}|[0-9]{4} ?[A-Z]{2}|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]|[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}|[A-Z][0-9][0-9W] [A-Z0-9]{4})$", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Anywhere();

    [GeneratedRegex("^[^0-9]+( [0-9]{1,2})?$", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Town();
}
