using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Storefront.Orders.Baskets;

/// <summary>The basket's id, which no script can read, and beside it the number of boxes, which the header's script shows on cached pages.</summary>
internal static class BasketCookie
{
    const string Id = "basket";
    const string Count = "basket-count";

    extension(HttpContext web)
    {
        internal Guid? Basket => Guid.TryParseExact(web.Request.Cookies[Id], "N", out var id) ? id : null;

        internal Guid BasketOrNew => web.Basket ?? Guid.NewGuid();

        internal void KeepBasket(Guid id, int boxes)
        {
            web.Response.Cookies.Append(Id, id.ToString("N"), web.Options(httpOnly: true));
            web.KeepCount(boxes);
        }

        internal void KeepCount(int boxes)
        {
            if (boxes > 0) web.Response.Cookies.Append(Count, boxes.ToString(CultureInfo.InvariantCulture), web.Options(httpOnly: false));
            else web.Response.Cookies.Delete(Count);
        }

        CookieOptions Options(bool httpOnly) => new() { HttpOnly = httpOnly, Secure = web.Request.IsHttps, SameSite = SameSiteMode.Lax, MaxAge = Orders.Basket.KeptFor, IsEssential = true, Path = "/" };
    }
}

/// <summary>What people type into a number field, or send without one.</summary>
internal static class Typing
{
    /// <summary>A whole number, full-width digits and thousands separators included; null when it is none. What no int holds becomes the largest.</summary>
    public static int? Number(string? text) =>
        decimal.TryParse(Plain(text), NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) ? (int)Math.Clamp(number, int.MinValue, int.MaxValue) : null;

    /// <summary>Trimmed, with full-width digits, letters and signs as their ASCII twins.</summary>
    public static string Plain(string? text) => string.Concat((text ?? "").Select(c => c is >= '！' and <= '～' ? (char)(c - 0xFEE0) : c == '　' ? ' ' : c)).Trim();

    public static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;
}
