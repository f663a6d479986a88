using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Questions;

[Area("Catalog"), Route("{lang:lang}/p/{slug}/ask"), ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class QuestionsController(IMediator shop) : ShopController
{
    [HttpGet("")]
    public Task<IActionResult> Index(string slug, string? done, CancellationToken ct)
    {
        ViewData["Done"] = done is not null;
        return Show(slug, ct);
    }

    [HttpPost(""), EnableRateLimiting(Limits.Letters)]
    public Task<IActionResult> Send(string slug, [FromForm] string? words, [FromForm(Name = "reply-to")] string? contact, CancellationToken ct) => Answer(async () =>
    {
        if (await shop.Send(new LookAtAsking(slug), ct) is null) return Ended(slug);
        await shop.Send(new Ask(slug, words, contact, Lang), ct);
        return SeeOther($"/{Lang}/p/{slug}/ask?done=1");
    }, () =>
    {
        foreach (var (name, typed) in Request.Form) ModelState.SetModelValue(name, new(typed));
        return Show(slug, ct);
    });

    async Task<IActionResult> Show(string slug, CancellationToken ct) =>
        await shop.Send(new LookAtAsking(slug), ct) is { } about ? View("Index", about) : Ended(slug);

    /// <summary>The product's own page says whether it was ever sold.</summary>
    IActionResult Ended(string slug) => SeeOther($"/{Lang}/p/{Uri.EscapeDataString(slug)}");
}
