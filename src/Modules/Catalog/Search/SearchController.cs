using MediatR;
using Microsoft.AspNetCore.Mvc;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Search;

/// <summary>Not kept for others: what people type differs without end.</summary>
[Area("Catalog"), Route("{lang:lang}/search")]
public sealed class SearchController(IMediator shop) : ShopController
{
    [HttpGet("")]
    public async Task<IActionResult> Index([FromQuery] Choice choice, CancellationToken ct) => View(await shop.Send(new ShowSearch(choice), ct));
}
