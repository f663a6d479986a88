using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Storefront.Contracts;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Revisions;

[Area("Catalog"), Route("{lang:lang}/revisions"), Authorize(Roles = $"{Roles.Office},{Roles.ServicePoint}"), AutoValidateAntiforgeryToken,
    ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class RevisionsController(IMediator shop) : ShopController
{
    [HttpGet("")]
    public async Task<IActionResult> Index(string? decided, CancellationToken ct)
    {
        ViewData["Decided"] = decided is not null;
        return await List(ct);
    }

    // A refused form stands at the POST's address: a language link or a restored tab GETs it.
    [HttpGet("decide")]
    public IActionResult Back() => SeeOther($"/{Lang}/revisions");

    [HttpPost("decide")]
    public Task<IActionResult> Decide([FromForm] string? revision, [FromForm(Name = "for")] string? producer, [FromForm] string? decision, [FromForm] string? seen,
        CancellationToken ct) => Answer(async () =>
    {
        await shop.Send(new DecideRevision(Id(producer), Id(revision), decision == "approve", Request.Form[$"reason-{Id(revision)}"], seen), ct);
        return SeeOther($"/{Lang}/revisions?decided=1");
    }, () =>
    {
        foreach (var (name, typed) in Request.Form) ModelState.SetModelValue(name, new(typed));
        return List(ct);
    });

    static Guid Id(string? typed) => Typed.Id(typed) ?? throw new Refusal("not-found", RefusalKind.NotFound);

    async Task<IActionResult> List(CancellationToken ct) => View("Index", await shop.Send(new ListRevisions(), ct));
}
