using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Storefront.Contracts;
using Storefront.Orders.Baskets;
using Storefront.Platform.Web;

namespace Storefront.Orders.Fapiaos;

[Area("Orders"), Route("{lang:lang}/office/fapiaos"), Authorize(Roles = Roles.Office), AutoValidateAntiforgeryToken, ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class OfficeFapiaosController(IMediator shop) : ShopController
{
    [HttpGet("")]
    public async Task<IActionResult> Index(string? sent, CancellationToken ct)
    {
        ViewData["Sent"] = sent is not null;
        return View("~/Orders/Fapiaos/Office.cshtml", await shop.Send(new ListFapiaos(), ct));
    }

    // A restored tab GETs the address of the form.
    [HttpGet("sent")]
    public IActionResult Sent() => SeeOther($"/{Lang}/office/fapiaos");

    [HttpPost("sent")]
    public async Task<IActionResult> Sent([FromForm] string? order, CancellationToken ct)
    {
        await shop.Send(new MarkFapiaoSent(Typing.Id(order) ?? throw new Refusal("not-found", RefusalKind.NotFound)), ct);
        return SeeOther($"/{Lang}/office/fapiaos?sent=1");
    }
}
