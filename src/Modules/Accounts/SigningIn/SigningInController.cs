using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Storefront.Platform.Web;

namespace Storefront.Accounts.SigningIn;

[Area("Accounts"), ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SigningInController(IMediator mediator) : ShopController
{
    [HttpGet("{lang:lang}/sign-in")]
    public IActionResult Index(string? returnUrl) => View(Page(returnUrl));

    [HttpPost("{lang:lang}/sign-in")]
    public Task<IActionResult> Index(string? username, string? password, string? returnUrl) => Answer(
        async () =>
        {
            var (principal, home) = await mediator.Send(new SignIn(username, password), HttpContext.RequestAborted);
            await HttpContext.SignInAsync(IdentityConstants.ApplicationScheme, principal);
            return SeeOther(Url.IsLocalUrl(returnUrl) ? returnUrl : $"/{Lang}{home}");
        },
        () => Task.FromResult<IActionResult>(View(Page(returnUrl))));

    [HttpPost("{lang:lang}/sign-out"), Authorize, ValidateAntiForgeryToken]
    public async Task<IActionResult> Leave()
    {
        await HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        return SeeOther($"/{Lang}");
    }

    SignInPage Page(string? returnUrl) => new(Url.IsLocalUrl(returnUrl) ? returnUrl : null, User.Identity?.IsAuthenticated == true ? $"/{Lang}{Homes.Of(User)}" : null);
}

/// <param name="ReturnUrl">A path of this shop, or null.</param>
/// <param name="Home">Where the person who is signed in already may go on, or null.</param>
public sealed record SignInPage(string? ReturnUrl, string? Home);
