using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Product;

[Area("Catalog")]
public sealed class ProductController(IMediator shop) : ShopController
{
    [HttpGet("{lang:lang}/p/{slug}"), OutputCache(PolicyName = "public")]
    public async Task<IActionResult> Index(string slug, string? v, string? to, CancellationToken ct)
    {
        if (await shop.Send(new ShowProduct(slug, v, to), ct) is { } page) return View(page);
        var ended = await shop.Send(new ShowEnded(slug, to), ct);
        Response.StatusCode = StatusCodes.Status410Gone;
        return View("Ended", ended);
    }
}
