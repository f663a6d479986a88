using System.Globalization;
using System.Text;

namespace Storefront.Catalog.Listings;

/// <summary>Numbers and days as people type them on a phone: full-width digits, a comma for the point, spaces.</summary>
internal static class Typed
{
    /// <summary>Null where nothing or no number stands.</summary>
    public static decimal? Number(string? text) =>
        decimal.TryParse(Plain(text).Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static DateOnly? Day(string? text) => DateOnly.TryParseExact(Plain(text), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    public static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;

    static string Plain(string? text) => string.Concat((text ?? "").Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c)));
}
