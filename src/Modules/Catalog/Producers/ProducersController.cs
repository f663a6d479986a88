using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Producers;

[Area("Catalog"), Route("{lang:lang}/producers"), OutputCache(PolicyName = "public")]
public sealed class ProducersController(IMediator shop) : ShopController
{
    [HttpGet("")]
    public async Task<IActionResult> Index(string? to, CancellationToken ct) => View(await shop.Send(new ShowProducers(to), ct));

    [HttpGet("{slug}")]
    public async Task<IActionResult> One(string slug, string? to, CancellationToken ct) => View(await shop.Send(new ShowProducer(slug, to), ct));
}
