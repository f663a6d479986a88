namespace Storefront.Web;

/// <summary>
/// Where a visitor wants goods sent stands in the address (?to=), so that a page is the same for everyone and can be kept. The last that was asked for is remembered by a
/// cookie, and stands in for it where an address names none.
/// </summary>
static class RememberedPlace
{
    const string Key = "to";
    const int LongestArea = 20;

    public static Task Follow(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(context.Request.Method) || !Shows(context)) return next(context);
        var (asked, kept) = (context.Request.Query[Key].ToString(), context.Request.Cookies[Key]);
        if (asked.Length == 0)
        {
            if (IsArea(kept)) context.Request.QueryString = context.Request.QueryString.Add(Key, kept!);
        }
        else if (asked != kept && IsArea(asked))
        {
            // At the last moment: a page that carries a cookie is not kept for others.
            context.Response.OnStarting(() =>
            {
                if (context.Response.StatusCode == StatusCodes.Status200OK)
                    context.Response.Cookies.Append(Key, asked, new() { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps });
                return Task.CompletedTask;
            });
        }
        return next(context);
    }

    /// <summary>Goods are shown with the day on which they would arrive; the basket's own pages go by the address that was typed.</summary>
    static bool Shows(HttpContext context) => context.Request.RouteValues["area"] is "Catalog";

    /// <summary>As the names of areas are written. Whether there is one of that name the page knows: an unknown one is the usual city.</summary>
    static bool IsArea(string? word) => word is { Length: > 0 and <= LongestArea } && word.All(c => char.IsAsciiLetter(c) || c == '-');
}
