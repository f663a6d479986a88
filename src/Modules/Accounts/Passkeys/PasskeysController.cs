using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Storefront.Accounts.Account;
using Storefront.Accounts.SigningIn;
using Storefront.Platform.Pipeline;
using Storefront.Platform.Web;

namespace Storefront.Accounts.Passkeys;

/// <summary>An addition for browsers with script: what passkey.js posts from the sign-in page and from the account's.</summary>
[Area("Accounts"), ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class PasskeysController(IMediator mediator, Caller caller) : ShopController
{
    CancellationToken Left => HttpContext.RequestAborted;

    [HttpPost("{lang:lang}/sign-in/passkey/options")]
    public async Task<IActionResult> Options() => Content(await mediator.Send(new AskWhoHasPasskey(), Left), "application/json");

    [HttpPost("{lang:lang}/sign-in/passkey")]
    public Task<IActionResult> SignIn(string? credential, string? returnUrl) => Answer(async () =>
    {
        var person = await mediator.Send(new SignInByPasskey(credential), Left);
        await HttpContext.SignInAsync(IdentityConstants.ApplicationScheme, person.Principal);
        return SeeOther(OwnPath(returnUrl) ?? $"/{person.Language ?? Lang}{person.Home}");
    }, () => Task.FromResult<IActionResult>(View("~/Accounts/SigningIn/Index.cshtml", new SignInPage(Guid.NewGuid(), OwnPath(returnUrl), null))));

    [HttpPost("{lang:lang}/account/passkeys/options"), Authorize, ValidateAntiForgeryToken]
    public async Task<IActionResult> OwnOptions() => Content(await mediator.Send(new AskForPasskey(caller.Person), Left), "application/json");

    [HttpPost("{lang:lang}/account/passkeys"), Authorize, ValidateAntiForgeryToken]
    public Task<IActionResult> Add(string? credential) => Answer(async () =>
    {
        await mediator.Send(new AddPasskey(caller.Person, credential), Left);
        return SeeOther($"/{Lang}/account?done=passkey");
    }, Seen);

    [HttpPost("{lang:lang}/account/passkeys/remove"), Authorize, ValidateAntiForgeryToken]
    public async Task<IActionResult> Remove(string? id)
    {
        await mediator.Send(new RemovePasskey(caller.Person, id), Left);
        return SeeOther($"/{Lang}/account?done=no-passkey");
    }

    // A refused form stands at the POST's address: a language link or a restored tab GETs it.
    [HttpGet("{lang:lang}/sign-in/passkey")]
    public IActionResult ToSignIn() => SeeOther($"/{Lang}/sign-in");

    [HttpGet("{lang:lang}/account/passkeys"), HttpGet("{lang:lang}/account/passkeys/remove")]
    public IActionResult ToAccount() => SeeOther($"/{Lang}/account");

    async Task<IActionResult> Seen() => View("~/Accounts/Account/Index.cshtml", await mediator.Send(new LookAtAccount(caller.Person), Left));
}
