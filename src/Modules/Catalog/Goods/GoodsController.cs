using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Storefront.Catalog.Search;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Goods;

[Area("Catalog"), Route("{lang:lang}"), OutputCache(PolicyName = "public")]
public sealed class GoodsController(IMediator shop) : ShopController
{
    [HttpGet("goods")]
    public async Task<IActionResult> All([FromQuery] Choice choice, CancellationToken ct) => View("Index", await shop.Send(new ShowGoods(null, choice), ct));

    [HttpGet("c/{slug}")]
    public async Task<IActionResult> Shelf(string slug, [FromQuery] Choice choice, CancellationToken ct) => View("Index", await shop.Send(new ShowGoods(slug, choice), ct));
}
