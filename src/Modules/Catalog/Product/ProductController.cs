using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Product;

[Area("Catalog")]
public sealed class ProductController(IMediator shop) : ShopController
{
    [HttpGet("{lang:lang}/p/{slug}"), OutputCache(PolicyName = "public")]
    public async Task<IActionResult> Index(string slug, string? v, string? to, CancellationToken ct) => View(await shop.Send(new ShowProduct(slug, v, to), ct));
}
