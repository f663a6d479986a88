using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Villages;

[Area("Catalog")]
public sealed class VillagesController(IMediator shop) : ShopController
{
    [HttpGet("{lang:lang}/villages/{place}"), OutputCache(PolicyName = "public")]
    public async Task<IActionResult> Index(string place, string? to, CancellationToken ct) => View(await shop.Send(new ShowVillage(place, to), ct));
}
