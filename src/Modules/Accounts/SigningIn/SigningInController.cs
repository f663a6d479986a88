using System.Security.Claims;
using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Storefront.Accounts.Codes;
using Storefront.Accounts.SecondStep;
using Storefront.Platform.Web;

namespace Storefront.Accounts.SigningIn;

[Area("Accounts"), ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SigningInController(IMediator mediator) : ShopController
{
    [HttpGet("{lang:lang}/sign-in")]
    public IActionResult Index(string? returnUrl) => View(Page(returnUrl));

    [HttpPost("{lang:lang}/sign-in")]
    public Task<IActionResult> Index(string? username, string? password, string? returnUrl) => Answer(
        async () => await Enter(await mediator.Send(new SignIn(username, password), HttpContext.RequestAborted), returnUrl),
        () => Task.FromResult<IActionResult>(View(Page(returnUrl))));

    // A refused form stands at the POST's address: a language link or a restored tab GETs it.
    [HttpGet("{lang:lang}/sign-in/number")]
    public IActionResult Number(string? returnUrl) => SeeOther($"/{Lang}/sign-in{Back(returnUrl, '?')}");

    /// <param name="again">The code that did not come: the number stands there.</param>
    [HttpPost("{lang:lang}/sign-in/number")]
    public Task<IActionResult> Number(string? tel, string? again, string? form, string? returnUrl) => Answer(
        async () =>
        {
            var (ct, from) = (HttpContext.RequestAborted, HttpContext.Connection.RemoteIpAddress);
            var code = again is null ? await mediator.Send(new AskCode(tel, Typed.Id(form), from, Lang), ct)
                : await mediator.Send(new AskAgain(Typed.Id(again), Typed.Id(form), from, Lang), ct);
            return SeeOther($"/{Lang}/sign-in/code?sent={code:N}{Back(returnUrl, '&')}");
        },
        () => again is null ? Task.FromResult<IActionResult>(View("Index", Page(returnUrl))) : CodePage(again, returnUrl));

    [HttpGet("{lang:lang}/sign-in/code")]
    public Task<IActionResult> Code(string? sent, string? returnUrl) => CodePage(sent, returnUrl);

    [HttpPost("{lang:lang}/sign-in/code")]
    public Task<IActionResult> Code(string? sent, string? code, string? returnUrl) => Answer(
        async () => await Enter(await mediator.Send(new SignInByCode(Typed.Id(sent), code), HttpContext.RequestAborted), returnUrl),
        () => CodePage(sent, returnUrl));

    [HttpPost("{lang:lang}/sign-out"), Authorize, ValidateAntiForgeryToken]
    public async Task<IActionResult> Leave()
    {
        await HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        // The next person at this browser finds nothing of this one.
        foreach (var name in PersonalCookies.All) Response.Cookies.Delete(name);
        return SeeOther($"/{Lang}");
    }

    async Task<IActionResult> Enter(SignedIn person, string? returnUrl)
    {
        if (person.Then != Following.Nothing)
        {
            var half = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, person.Person.ToString())], IdentityConstants.TwoFactorUserIdScheme));
            await HttpContext.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, half);
            return SeeOther($"/{Lang}/sign-in/{(person.Then == Following.SecondStep ? "second" : "enrol")}{Back(returnUrl, '?')}");
        }
        await HttpContext.SignInAsync(IdentityConstants.ApplicationScheme, person.Principal);
        return SeeOther(OwnPath(returnUrl) ?? $"/{person.Language ?? Lang}{person.Home}");
    }

    async Task<IActionResult> CodePage(string? sent, string? returnUrl) => await mediator.Send(new LookAtCode(Typed.Id(sent)), HttpContext.RequestAborted) is { } phone
        ? View("Code", new CodePage(Typed.Id(sent)!.Value, phone, Guid.NewGuid(), OwnPath(returnUrl)))
        : SeeOther($"/{Lang}/sign-in{Back(returnUrl, '?')}");

    SignInPage Page(string? returnUrl) => new(Guid.NewGuid(), OwnPath(returnUrl), User.Identity?.IsAuthenticated == true ? $"/{Lang}{Homes.Of(User)}" : null);

    string Back(string? returnUrl, char before) => OwnPath(returnUrl) is { } path ? $"{before}returnUrl={Uri.EscapeDataString(path)}" : "";
}

/// <param name="Form">Names the message that is sent from this page, once.</param>
/// <param name="ReturnUrl">A path of this shop, or null.</param>
/// <param name="Home">Where the person who is signed in already may go on, or null.</param>
public sealed record SignInPage(Guid Form, string? ReturnUrl, string? Home);

public sealed record CodePage(Guid Sent, string Phone, Guid Form, string? ReturnUrl);
