using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Storefront.Contracts;
using Storefront.Platform.Web;

namespace Storefront.Community.Office;

[Area("Community"), Route("{lang:lang}/office"), Authorize(Roles = Roles.Office)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class OfficeController(IMediator shop) : ShopController
{
    [HttpGet]
    public async Task<IActionResult> Index(string? scheduled, CancellationToken ct)
    {
        ViewData["Scheduled"] = scheduled is not null;
        return View(await shop.Send(new LookAtOffice(), ct));
    }

    [HttpGet("campaigns/{slug}")]
    public async Task<IActionResult> Campaign(string slug, CancellationToken ct) => View(await shop.Send(new LookAtCampaign(slug), ct));
}
