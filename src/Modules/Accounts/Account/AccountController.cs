using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Storefront.Accounts.Codes;
using Storefront.Platform.Pipeline;
using Storefront.Platform.Web;

namespace Storefront.Accounts.Account;

/// <summary>What a person may know and change of the own account.</summary>
[Area("Accounts"), Authorize, AutoValidateAntiforgeryToken, Route("{lang:lang}/account"), ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class AccountController(IMediator mediator, Caller caller) : ShopController
{
    CancellationToken Left => HttpContext.RequestAborted;

    /// <param name="done">What was just changed.</param>
    [HttpGet("")]
    public Task<IActionResult> Index(string? done)
    {
        if (done is "data" or "password" or "no-password" or "number" or "passkey" or "no-passkey") ViewData["Done"] = done;
        return Seen();
    }

    // A refused form stands at the POST's address: a language link or a restored tab GETs it.
    [HttpGet("data"), HttpGet("password")]
    public IActionResult Back() => SeeOther($"/{Lang}/account");

    [HttpPost("data")]
    public Task<IActionResult> Data(string? name, string? language) => Answer(async () =>
    {
        await mediator.Send(new ChangeData(name, language), Left);
        return await Renewed("data", language is { Length: > 0 } ? language : Lang);
    }, Seen);

    [HttpPost("password")]
    public Task<IActionResult> Password(string? current, string? @new, string? remove) => Answer(async () =>
    {
        await mediator.Send(new ChangePassword(current, @new, remove is not null), Left);
        return await Renewed(remove is null ? "password" : "no-password", Lang);
    }, Seen);

    [HttpGet("number")]
    public Task<IActionResult> Number(string? sent) => NumberPage(sent);

    [HttpPost("number")]
    public Task<IActionResult> Number(string? tel, string? form) => Answer(
        async () => SeeOther($"/{Lang}/account/number?sent={await mediator.Send(new AskCode(tel, Typed.Id(form), HttpContext.Connection.RemoteIpAddress, Lang), Left):N}"), Seen);

    [HttpGet("number/code")]
    public IActionResult NumberCode() => Back();

    [HttpPost("number/code")]
    public Task<IActionResult> NumberCode(string? sent, string? code) => Answer(async () =>
    {
        await mediator.Send(new ChangeNumber(Typed.Id(sent), code), Left);
        return await Renewed("number", Lang);
    }, () => NumberPage(sent));

    async Task<IActionResult> NumberPage(string? sent) => await mediator.Send(new LookAtCode(Typed.Id(sent)), Left) is { } phone
        ? View("Number", new NumberPage(Typed.Id(sent)!.Value, phone)) : SeeOther($"/{Lang}/account");

    async Task<IActionResult> Seen() => View("Index", await mediator.Send(new LookAtAccount(caller.Person), Left));

    /// <summary>The cookie says the name and stands on the security stamp: after a change this browser gets a new one.</summary>
    async Task<IActionResult> Renewed(string done, string language)
    {
        await HttpContext.SignInAsync(IdentityConstants.ApplicationScheme, await mediator.Send(new PrincipalOf(caller.Person), Left));
        return SeeOther($"/{language}/account?done={done}");
    }
}

public sealed record NumberPage(Guid Sent, string Phone);
