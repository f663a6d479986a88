using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Storefront.Contracts;
using Storefront.Platform.Parking;
using Storefront.Platform.Web;

namespace Storefront.Orders.Attention;

[Area("Orders"), Route("{lang:lang}/office/attention"), Authorize(Roles = Roles.Office), AutoValidateAntiforgeryToken, ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class AttentionController(IMediator shop) : ShopController
{
    [HttpGet("")]
    public async Task<IActionResult> Index(string? again, CancellationToken ct)
    {
        ViewData["Again"] = again is not null;
        return View(await shop.Send(new LookAtAttention(), ct));
    }

    [HttpPost("again")]
    public async Task<IActionResult> Again(long position, string? handler, CancellationToken ct)
    {
        await shop.Send(new Unpark(position, handler ?? ""), ct);
        return SeeOther($"/{Lang}/office/attention?again=1");
    }
}
