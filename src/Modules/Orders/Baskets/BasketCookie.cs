using System.Globalization;
using Microsoft.AspNetCore.Http;
using Storefront.Contracts;
using Storefront.Platform.Web;

namespace Storefront.Orders.Baskets;

/// <summary>The basket's id, which no script can read, and beside it the number of boxes, which the header's script shows on cached pages.</summary>
internal static class BasketCookie
{
    const string Id = PersonalCookies.Basket;
    const string Count = PersonalCookies.BasketCount;

    extension(HttpContext web)
    {
        internal Guid? Basket => web.Items.TryGetValue(Id, out var gathered) ? (Guid?)gathered : Guid.TryParseExact(web.Request.Cookies[Id], "N", out var id) ? id : null;

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

        /// <summary>From here on this browser's basket is the person's. What came together is said on the basket's page, once.</summary>
        internal void Gather(Gathered gathered)
        {
            web.Items[Id] = gathered.Basket;
            web.KeepBasket(gathered.Basket, gathered.Boxes);
            if (gathered.Added + gathered.Back > 0) web.Response.Cookies.Append(PersonalCookies.BasketGathered, $"{gathered.Added}-{gathered.Back}", web.Options(httpOnly: true));
            web.Items[PersonalCookies.BasketGathered] = gathered;
        }

        /// <summary>How many packs of this browser came into the account's basket, and how many the account brought; null when there is nothing to say.</summary>
        internal (int Added, int Back)? TakeGathered()
        {
            if (web.Items[PersonalCookies.BasketGathered] is Gathered { Added: var added, Back: var back } && added + back == 0) return null;
            var (now, kept) = (web.Items[PersonalCookies.BasketGathered] as Gathered, web.Request.Cookies[PersonalCookies.BasketGathered]?.Split('-'));
            if (now is null && kept is null) return null;
            web.Response.Cookies.Delete(PersonalCookies.BasketGathered);
            return now is not null ? (now.Added, now.Back) : kept is [var first, var second] && Typed.Whole(first) is { } a && Typed.Whole(second) is { } b ? (a, b) : null;
        }

        CookieOptions Options(bool httpOnly) => new() { HttpOnly = httpOnly, Secure = web.Request.IsHttps, SameSite = SameSiteMode.Lax,
            MaxAge = Orders.Basket.KeptFor, IsEssential = true, Path = "/" };
    }
}

/// <summary>What people type into a number field, or send without one.</summary>
internal static class Typing
{
    /// <summary>Trimmed, with full-width digits, letters and signs as their ASCII twins.</summary>
    public static string Plain(string? text) => string.Concat((text ?? "").Select(c => c is >= '！' and <= '～' ? (char)(c - 0xFEE0) : c == '　' ? ' ' : c)).Trim();

    public static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;

    /// <summary>A variant's id, and after a colon the price in fen that the page showed.</summary>
    public static (Guid? Id, Money? Seen) Chosen(string? variant) =>
        variant?.Split(':') is [var id, var fen] && long.TryParse(fen, NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? (Id(id), new(seen)) : (Id(variant), null);
}
