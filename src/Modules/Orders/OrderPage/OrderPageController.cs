using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Storefront.Contracts;
using Storefront.Orders.Baskets;
using Storefront.Platform.Web;

namespace Storefront.Orders.OrderPage;

/// <summary>The order by its link, without an account. The link is the key: it is kept out of caches, search engines and referrers.</summary>
[Area("Orders"), Route("o/{token}")]
public sealed class OrderPageController(IMediator shop) : ShopController
{
    public override void OnActionExecuting(ActionExecutingContext context)
    {
        Response.Headers.CacheControl = "private, no-store";
        Response.Headers["Referrer-Policy"] = "no-referrer";
        Response.Headers["X-Robots-Tag"] = "noindex";
    }

    [HttpGet("")]
    public Task<IActionResult> Index(string token, CancellationToken ct) => Show(token, ct);

    /// <summary>To the provider; what is paid or over leads back to the order, which says so.</summary>
    [HttpGet("pay")]
    public async Task<IActionResult> Pay(string token, CancellationToken ct) =>
        SeeOther(await shop.Send(new PayOrder(token, Lang), ct) ?? $"/o/{token}?lang={Lang}");

    // A refused form stands at the POST's address: a language link or a restored tab GETs it.
    [HttpGet("cancel")]
    public IActionResult Cancel(string token) => SeeOther($"/o/{token}?lang={Lang}");

    [HttpPost("cancel")]
    public Task<IActionResult> Cancel(string token, string? part, CancellationToken ct) => Answer(async () =>
    {
        // No part means all of it; a part that was sent and cannot be read must never come to mean that.
        var one = Typing.Id(part);
        if (one is null && ModelState.ContainsKey(nameof(part))) throw new Refusal("not-found", RefusalKind.NotFound);
        await shop.Send(new CancelOrder(token, one), ct);
        return SeeOther($"/o/{token}?lang={Lang}");
    }, () => Show(token, ct));

    async Task<IActionResult> Show(string token, CancellationToken ct) => View("Index", await shop.Send(new LookAtOrder(token), ct));
}
