using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Storefront.Contracts;
using Storefront.Orders.Baskets;
using Storefront.Platform.Web;

namespace Storefront.Orders.Claims;

[Area("Orders"), Route("{lang:lang}/office/claims"), Authorize(Roles = Roles.Office), AutoValidateAntiforgeryToken, ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class OfficeClaimsController(IMediator shop) : ShopController
{
    [HttpGet("")]
    public Task<IActionResult> Index(string? decided, CancellationToken ct)
    {
        ViewData["Decided"] = decided is not null;
        return Show(ct);
    }

    // A refused form stands at the POST's address: a language link or a restored tab GETs it.
    [HttpGet("decide")]
    public IActionResult Decide() => SeeOther($"/{Lang}/office/claims");

    [HttpPost("decide")]
    public Task<IActionResult> Decide([FromForm] string? claim, [FromForm] string? grant, CancellationToken ct) => Answer(async () =>
    {
        var id = Typing.Id(claim) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        await shop.Send(new DecideClaim(id, ClaimsController.Chosen<ClaimWish>(grant), Request.Form[$"answer-{id}"]), ct);
        return SeeOther($"/{Lang}/office/claims?decided=1");
    }, () =>
    {
        foreach (var (name, typed) in Request.Form) ModelState.SetModelValue(name, new(typed));
        return Show(ct);
    });

    async Task<IActionResult> Show(CancellationToken ct) => View("~/Orders/Claims/Office.cshtml", await shop.Send(new ListClaims(), ct));
}
