using System.Globalization;
using System.Text.RegularExpressions;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Architecture;

/// <summary>Contrast by WCAG 2 of the pairs that pages put on each other, from the style sheet's own tokens: text 4.5, edges and marks 3.</summary>
public sealed partial class ColourTests
{
    static readonly (string On, string[] Text)[] TextPairs =
    [
        ("paper", ["ink", "ink-2", "apple", "leaf", "lake", "barley"]), ("surface", ["ink", "ink-2", "apple", "leaf", "lake", "barley"]), ("sunk", ["ink", "ink-2"]),
        ("apple-tint", ["ink", "ink-2", "apple"]), ("leaf-tint", ["ink", "ink-2", "leaf"]), ("lake-tint", ["ink", "ink-2", "lake"]), ("barley-tint", ["ink", "ink-2", "barley"]),
        ("sky", ["ink", "ink-2"]), ("far", ["ink"]), ("done", ["ink"]), ("apple-fill", ["white"]), ("apple-deep", ["white"]),
    ];

    static readonly (string On, string[] Marks)[] MarkPairs = [("surface", ["edge", "lake", "apple"]), ("paper", ["edge", "lake", "apple"]), ("far", ["edge"]), ("sunk", ["edge", "lake"])];

    [Theory]
    [InlineData("light"), InlineData("dark")]
    public void Text_and_edges_stand_out(string scheme)
    {
        var tokens = Tokens(scheme);
        foreach (var (on, texts) in TextPairs) foreach (var text in texts) Contrast(tokens[text], tokens[on]).ShouldBeGreaterThanOrEqualTo(4.5, $"--{text} on --{on}, {scheme}");
        foreach (var (on, marks) in MarkPairs) foreach (var mark in marks) Contrast(tokens[mark], tokens[on]).ShouldBeGreaterThanOrEqualTo(3, $"--{mark} on --{on}, {scheme}");
    }

    static Dictionary<string, string> Tokens(string scheme)
    {
        var parts = Repository.Read("src/Storefront.Web/Styles/site.css").Split("@layer tokens{")[1].Split("@layer base{")[0].Split("prefers-color-scheme:dark");
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal) { ["white"] = "FFFFFF" };
        foreach (var part in scheme == "dark" ? parts : parts[..1])
            foreach (Match token in Token().Matches(part)) tokens[token.Groups["name"].Value] = token.Groups["colour"].Value;
        return tokens;
    }

    static double Contrast(string a, string b)
    {
        var (x, y) = (Luminance(a), Luminance(b));
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    static double Luminance(string colour) => 0.2126 * Channel(colour[..2]) + 0.7152 * Channel(colour[2..4]) + 0.0722 * Channel(colour[4..6]);

    static double Channel(string hex) => int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0 is var c && c <= 0.04045 ? c / 12.92
        : Math.Pow((c + 0.055) / 1.055, 2.4);

    [GeneratedRegex(@"--(?<name>[a-z0-9-]+):#(?<colour>[0-9A-Fa-f]{6})[;}]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
