using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Platform.Web;

namespace Storefront.Orders.OrderPage;

/// <summary>Pages of an order by its link, without an account. The link is the key: it is kept out of caches, search engines and referrers, and once it has ended no
/// form behind it works.</summary>
public abstract class ByLinkController : ShopController
{
    public override async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        Response.Headers.CacheControl = "private, no-store";
        Response.Headers["Referrer-Policy"] = "no-referrer";
        Response.Headers["X-Robots-Tag"] = "noindex";
        // What is looked at asks for itself.
        if (HttpMethods.IsPost(Request.Method) && RouteData.Values["token"] is string token)
            await HttpContext.RequestServices.GetRequiredService<IMediator>().Send(new LookAtOrder(token), HttpContext.RequestAborted);
        await next();
    }
}
