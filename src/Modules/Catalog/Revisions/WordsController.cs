using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Storefront.Contracts;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Revisions;

[Area("Catalog"), Route("{lang:lang}/farm/listings/{slug}/words"), Authorize(Roles = $"{Roles.Farmer},{Roles.ServicePoint},{Roles.Office}"),
    AutoValidateAntiforgeryToken, ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class WordsController(IMediator shop) : ShopController
{
    [HttpGet("")]
    public async Task<IActionResult> Index(string slug, [FromQuery(Name = "for")] string? producer, string? saved, CancellationToken ct)
    {
        ViewData["Saved"] = saved is not null;
        return await Open(slug, producer, ct);
    }

    [HttpPost("")]
    public Task<IActionResult> Change(string slug, [FromForm] string? id, [FromForm(Name = "for")] string? producer, [FromForm] string? seen, CancellationToken ct) => Answer(async () =>
    {
        await shop.Send(new ChangeWords(Typed.Id(id) ?? Guid.CreateVersion7(), Acting(producer), slug, Request.Written("name"), Request.Written("about"), seen), ct);
        return SeeOther($"/{Lang}/farm/listings/{slug}/words?for={producer}&saved=1");
    }, () =>
    {
        foreach (var (name, typed) in Request.Form) ModelState.SetModelValue(name, new(typed));
        return Open(slug, producer, ct);
    });

    static Guid Acting(string? producer) => Typed.Id(producer) ?? throw new Refusal("not-found", RefusalKind.NotFound);

    async Task<IActionResult> Open(string slug, string? producer, CancellationToken ct) =>
        View("~/Catalog/Revisions/Words.cshtml", await shop.Send(new LookAtWords(Acting(producer), slug), ct));
}
