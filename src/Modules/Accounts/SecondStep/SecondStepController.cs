using System.Security.Claims;
using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Storefront.Contracts;
using Storefront.Platform.Pipeline;
using Storefront.Platform.Web;

namespace Storefront.Accounts.SecondStep;

/// <summary>The second step of staff, between the password and the first page: who has typed the password is remembered for ten minutes by a cookie of its own.</summary>
[Area("Accounts"), ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SecondStepController(IMediator mediator, Caller caller, IStringLocalizer<Words> words) : ShopController
{
    CancellationToken Left => HttpContext.RequestAborted;
    string Issuer => words["second.issuer"];

    [HttpGet("{lang:lang}/sign-in/second")]
    public async Task<IActionResult> Second(string? returnUrl) => await Half() is null ? Start() : View(new SecondPage(OwnPath(returnUrl)));

    [HttpPost("{lang:lang}/sign-in/second")]
    public async Task<IActionResult> Second(string? code, string? recovery, string? returnUrl)
    {
        if (await Half() is not { } person) return Start();
        return await Answer(async () =>
        {
            var signedIn = await mediator.Send(new PassSecondStep(person, code, recovery), Left);
            await Enter(signedIn.Principal);
            return SeeOther(OwnPath(returnUrl) ?? $"/{signedIn.Language ?? Lang}{signedIn.Home}");
        }, () => Task.FromResult<IActionResult>(View(new SecondPage(OwnPath(returnUrl)))));
    }

    [HttpGet("{lang:lang}/sign-in/enrol")]
    public async Task<IActionResult> Enrol(string? returnUrl) => await Half() is { } person ? await Key(person, OwnPath(returnUrl), "/sign-in/enrol") : Start();

    [HttpPost("{lang:lang}/sign-in/enrol")]
    public async Task<IActionResult> Enrol(string? code, string? returnUrl)
    {
        if (await Half() is not { } person) return Start();
        return await Answer(async () =>
        {
            var enrolled = await mediator.Send(new Enrol(person, code), Left);
            await Enter(enrolled.SignedIn.Principal);
            return View("Codes", new CodesPage(enrolled.RecoveryCodes, OwnPath(returnUrl) ?? $"/{enrolled.SignedIn.Language ?? Lang}{enrolled.SignedIn.Home}"));
        }, () => Key(person, OwnPath(returnUrl), "/sign-in/enrol"));
    }

    /// <summary>From the account's page, for staff of a demonstration, who are not made to.</summary>
    [HttpGet("{lang:lang}/account/second"), Authorize(Roles = SigningIn.Homes.Staff)]
    public Task<IActionResult> Own() => Key(caller.Person, null, "/account/second");

    [HttpPost("{lang:lang}/account/second"), Authorize(Roles = SigningIn.Homes.Staff), ValidateAntiForgeryToken]
    public Task<IActionResult> Own(string? code) => Answer(async () =>
    {
        var enrolled = await mediator.Send(new Enrol(caller.Person, code), Left);
        await Enter(enrolled.SignedIn.Principal);
        return View("Codes", new CodesPage(enrolled.RecoveryCodes, $"/{Lang}/account"));
    }, () => Key(caller.Person, null, "/account/second"));

    [HttpGet("{lang:lang}/account/second/codes"), Authorize(Roles = SigningIn.Homes.Staff)]
    public IActionResult Codes() => View("Renew");

    [HttpPost("{lang:lang}/account/second/codes"), Authorize(Roles = SigningIn.Homes.Staff), ValidateAntiForgeryToken]
    public Task<IActionResult> Codes(string? code) => Answer(
        async () => View("Codes", new CodesPage(await mediator.Send(new RenewCodes(caller.Person, code), Left), $"/{Lang}/account")),
        () => Task.FromResult<IActionResult>(View("Renew")));

    async Task<IActionResult> Key(Guid person, string? returnUrl, string action) =>
        await mediator.Send(new ShowKey(person, Issuer), Left) is { } key ? View("Enrol", new EnrolPage(key, returnUrl, action)) : SeeOther($"/{Lang}/account");

    /// <summary>Who has typed the right password, and nothing more yet.</summary>
    async Task<Guid?> Half() => Guid.TryParse((await HttpContext.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme))
        .Principal?.FindFirstValue(ClaimTypes.Name), out var id) ? id : null;

    async Task Enter(ClaimsPrincipal principal)
    {
        await HttpContext.SignInAsync(IdentityConstants.ApplicationScheme, principal);
        await HttpContext.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
    }

    IActionResult Start() => SeeOther($"/{Lang}/sign-in");

}

public sealed record SecondPage(string? ReturnUrl);
public sealed record EnrolPage(KeySeen Key, string? ReturnUrl, string Action);
/// <param name="Next">Where to go on, once they are written down.</param>
public sealed record CodesPage(IReadOnlyList<string> RecoveryCodes, string Next);
