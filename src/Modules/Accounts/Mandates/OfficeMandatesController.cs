using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Storefront.Contracts;
using Storefront.Platform.Web;

namespace Storefront.Accounts.Mandates;

/// <summary>The office gives and ends mandates.</summary>
[Area("Accounts"), Route("{lang:lang}/office/mandates"), Authorize(Roles = Roles.Office), AutoValidateAntiforgeryToken, ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class OfficeMandatesController(IMediator shop) : ShopController
{
    [HttpGet("")]
    public Task<IActionResult> Index(CancellationToken ct) => Show(ct);

    [HttpPost("give")]
    public Task<IActionResult> Give(string? person, string? producer, CancellationToken ct) => Answer(async () =>
    {
        await shop.Send(new GiveMandate(Id(person), Id(producer)), ct);
        return SeeOther($"/{Lang}/office/mandates");
    }, () => Show(ct));

    [HttpPost("end")]
    public Task<IActionResult> End(string? mandate, CancellationToken ct) => Answer(async () =>
    {
        await shop.Send(new EndMandate(Id(mandate) ?? throw new Refusal("not-found", RefusalKind.NotFound)), ct);
        return SeeOther($"/{Lang}/office/mandates");
    }, () => Show(ct));

    async Task<IActionResult> Show(CancellationToken ct) => View("~/Accounts/Mandates/Office.cshtml", await shop.Send(new ListMandates(), ct));

    static Guid? Id(string? typed) => Guid.TryParse(typed, out var id) ? id : null;
}
