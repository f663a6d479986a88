using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Applying;

/// <summary>Whoever wants to sell here, before anybody knows him.</summary>
[Area("Catalog"), Route("{lang:lang}/sell")]
public sealed class ApplyingController(IMediator shop) : ShopController
{
    [HttpGet("")]
    public IActionResult Index(string? done)
    {
        ViewData["Done"] = done is not null;
        return View();
    }

    [HttpPost(""), EnableRateLimiting(Limits.Letters)]
    public Task<IActionResult> Send([FromForm] string? name, [FromForm] string? tel, [FromForm] string? village, [FromForm] string? goods, CancellationToken ct) => Answer(async () =>
    {
        await shop.Send(new Apply(name, tel, village, goods, Lang), ct);
        return SeeOther($"/{Lang}/sell?done=1");
    }, () => Task.FromResult<IActionResult>(View("Index")));
}
