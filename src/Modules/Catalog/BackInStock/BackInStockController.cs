using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Storefront.Platform.Web;

namespace Storefront.Catalog.BackInStock;

[Area("Catalog"), Route("{lang:lang}"), ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class BackInStockController(IMediator shop) : ShopController
{
    [HttpGet("p/{slug}/tell-me")]
    public Task<IActionResult> Index(string slug, string? v, string? done, CancellationToken ct)
    {
        ViewData["Done"] = done is not null;
        return Show(slug, v, ct);
    }

    [HttpPost("p/{slug}/tell-me"), EnableRateLimiting(Limits.Letters)]
    public Task<IActionResult> Wait(string slug, [FromForm] string? variant, [FromForm] string? contact, CancellationToken ct) => Answer(async () =>
    {
        await shop.Send(new WaitForStock(slug, Typed.Id(variant), contact, Lang), ct);
        return SeeOther($"/{Lang}/p/{slug}/tell-me?done=1");
    }, () =>
    {
        foreach (var (name, typed) in Request.Form) ModelState.SetModelValue(name, new(typed));
        return Show(slug, null, ct);
    });

    async Task<IActionResult> Show(string slug, string? variant, CancellationToken ct) => View("Index", await shop.Send(new LookAtWaiting(slug, variant), ct));

    /// <summary>What a message leads to. The link is the key: it is kept out of referrers.</summary>
    [HttpGet("back/{token}")]
    public async Task<IActionResult> Back(string token, CancellationToken ct)
    {
        Response.Headers["Referrer-Policy"] = "no-referrer";
        return View("Back", await shop.Send(new LookAtAlert(token), ct));
    }

    [HttpPost("back/{token}")]
    public async Task<IActionResult> Stop(string token, CancellationToken ct)
    {
        await shop.Send(new StopAlerts(token), ct);
        return SeeOther($"/{Lang}/back");
    }

    [HttpGet("back")]
    public IActionResult Stopped() => View("Stopped");
}
