using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Storefront.Contracts;
using Storefront.Platform.Web;

namespace Storefront.Accounts.Access;

/// <summary>The office says who farms for whom and who works here.</summary>
[Area("Accounts"), Route("{lang:lang}/office/people"), Authorize(Roles = Roles.Office), AutoValidateAntiforgeryToken, ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class AccessController(IMediator shop) : ShopController
{
    [HttpGet("")]
    public Task<IActionResult> Index(string? done, CancellationToken ct)
    {
        ViewData["Done"] = done is not null;
        return Show(ct);
    }

    [HttpGet("farmer"), HttpGet("staff"), HttpGet("end")]
    public IActionResult Back() => SeeOther($"/{Lang}/office/people");

    [HttpPost("farmer")]
    public Task<IActionResult> Farmer(string? name, string? tel, string? producer, CancellationToken ct) => Answer(async () =>
    {
        await shop.Send(new AddFarmer(name, tel, Typed.Id(producer)), ct);
        return SeeOther($"/{Lang}/office/people?done=1");
    }, () => Show(ct));

    /// <summary>The page that answers says the first password, and no other ever does: so it is no page to come back to.</summary>
    [HttpPost("staff")]
    public Task<IActionResult> Staff([FromForm(Name = "staff-name")] string? name, string? username, string? role, CancellationToken ct) => Answer(async () =>
    {
        ViewData["Password"] = await shop.Send(new AddStaff(name, username, role), ct);
        ViewData["UserName"] = username!.Trim();
        ModelState.Clear();
        return await Show(ct);
    }, () => Show(ct));

    [HttpPost("end")]
    public Task<IActionResult> End(string? person, CancellationToken ct) => Answer(async () =>
    {
        await shop.Send(new EndAccess(Typed.Id(person) ?? throw new Refusal("not-found", RefusalKind.NotFound)), ct);
        return SeeOther($"/{Lang}/office/people?done=1");
    }, () => Show(ct));

    async Task<IActionResult> Show(CancellationToken ct) => View("Index", await shop.Send(new ListPeople(), ct));
}
