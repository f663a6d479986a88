using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Storefront.Platform.Web;

namespace Storefront.Orders.Finding;

/// <summary>For who has lost the links. The answer is the same whether there is an order or not.</summary>
[Area("Orders"), Route("{lang:lang}/orders/find"), ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class FindingController(IMediator shop) : ShopController
{
    [HttpGet("")]
    public IActionResult Index(string? done)
    {
        ViewData["Done"] = done is not null;
        return View();
    }

    [HttpPost(""), EnableRateLimiting(Limits.Letters)]
    public Task<IActionResult> Send([FromForm] string? contact, CancellationToken ct) => Answer(async () =>
    {
        await shop.Send(new SendLinks(contact), ct);
        return SeeOther($"/{Lang}/orders/find?done=1");
    }, () =>
    {
        ModelState.SetModelValue("contact", new(contact));
        return Task.FromResult<IActionResult>(View("Index"));
    });
}
