using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Storefront.Platform.Web;

/// <summary>
/// What a public page adds to its title and description (ViewData["Found"]), so that it is found and looks right where its link is shared. The layout
/// writes from it the page's address in each language, Open Graph and JSON-LD.
/// </summary>
/// <param name="Picture">The path of a picture; without one the link is shared without.</param>
/// <param name="Type">As Open Graph names it.</param>
/// <param name="Nodes">What of schema.org stands on the page.</param>
public sealed record Found(string? Picture = null, string Type = "website", params IReadOnlyList<LinkedData> Nodes)
{
    /// <summary>A picture that was drawn for the shop has a twin of that size; a farmer's photo is shared as it is, at its largest.</summary>
    public static string Sharing(string stem) => stem.StartsWith("/pictures/", StringComparison.Ordinal) ? $"{stem}-og.jpg" : $"{stem}-1280.webp";

    /// <summary>A twin's, which is known: of a photo nobody says it here.</summary>
    public (int Width, int Height)? Size => Picture?.EndsWith("-og.jpg", StringComparison.Ordinal) == true ? (1200, 630) : null;
}

/// <summary>A page that is always there and may be found, by its path behind the language: "" is the home page. The sitemap lists them.</summary>
public sealed record StandingPage(string Path);

/// <summary>A thing of schema.org. What is null is not said.</summary>
public sealed class LinkedData : Dictionary<string, object>
{
    // Chinese stays as it is, "<" does not: the block stands inside a script element.
    static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public LinkedData(string type, params ReadOnlySpan<(string Name, object? Value)> said) : base(StringComparer.Ordinal)
    {
        this["@type"] = type;
        foreach (var (name, value) in said) if (value is not null) this[name] = value;
    }

    /// <summary>Who sells, as every page says it and offers refer to it.</summary>
    public static LinkedData Shop(string site, string? name = null) => name is null
        ? new("Organization", ("@id", $"{site}/#shop"))
        : new("Organization", ("@id", $"{site}/#shop"), ("name", name), ("url", $"{site}/"), ("logo", $"{site}/icons/icon-512.png"));

    public static string Graph(IEnumerable<LinkedData> nodes) =>
        JsonSerializer.Serialize(new Dictionary<string, object>(StringComparer.Ordinal) { ["@context"] = "https://schema.org", ["@graph"] = nodes }, Readable);
}
