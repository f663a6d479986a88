using Microsoft.AspNetCore.Mvc.Filters;
using Storefront.Platform.Web;

namespace Storefront.Orders.OrderPage;

/// <summary>Pages of an order by its link, without an account. The link is the key: it is kept out of caches, search engines and referrers.</summary>
public abstract class ByLinkController : ShopController
{
    public override void OnActionExecuting(ActionExecutingContext context)
    {
        Response.Headers.CacheControl = "private, no-store";
        Response.Headers["Referrer-Policy"] = "no-referrer";
        Response.Headers["X-Robots-Tag"] = "noindex";
    }
}
