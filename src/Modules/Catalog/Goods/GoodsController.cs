using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Goods;

[Area("Catalog"), Route("{lang:lang}"), OutputCache(PolicyName = "public")]
public sealed class GoodsController(IMediator shop) : ShopController
{
    [HttpGet("goods")]
    public Task<IActionResult> All(string? to, CancellationToken ct, int page = 1) => Page(null, to, page, ct);

    [HttpGet("c/{slug}")]
    public Task<IActionResult> Shelf(string slug, string? to, CancellationToken ct, int page = 1) => Page(slug, to, page, ct);

    async Task<IActionResult> Page(string? category, string? to, int page, CancellationToken ct) => View("Index", await shop.Send(new ShowGoods(category, page, to), ct));
}
