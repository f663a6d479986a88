using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Storefront.Contracts;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Product;

/// <summary>The product as search engines and assistants read it (schema.org, JSON-LD). Its price is the one that the page shows.</summary>
internal static class ForMachines
{
    // Chinese stays as it is, "<" does not: the block stands inside a script element.
    static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static string Describe(ProductPage page, string site, string path) => JsonSerializer.Serialize(new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["@context"] = "https://schema.org",
        ["@type"] = "Product",
        ["name"] = page.Listing.Name.Here,
        ["description"] = page.Listing.Summary.Here,
        ["sku"] = $"{page.Listing.Slug}/{page.Chosen.Slug}",
        ["image"] = page.Photos.Select(p => $"{site}{p.Stem}-1280.webp"),
        ["brand"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["@type"] = "Brand", ["name"] = page.Producer.Name.Here },
        ["weight"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["@type"] = "QuantitativeValue", ["value"] = page.Chosen.Net.Kilograms, ["unitCode"] = "KGM" },
        ["offers"] = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["@type"] = "Offer",
            ["url"] = $"{site}{path}?v={page.Chosen.Slug}",
            ["price"] = Amount(page.Chosen.Price),
            ["priceCurrency"] = Money.Currency,
            ["availability"] = $"https://schema.org/{(!page.InSeason ? "OutOfStock" : page.Chosen.SoldOut ? "SoldOut" : "InStock")}",
            ["priceValidUntil"] = page.Chosen.Offer is { } offer ? ChinaTime.Day(offer.EndsAt).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
        },
    }, Readable);

    static string Amount(Money money) => (money.Fen / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
