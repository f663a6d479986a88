using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Storefront.Platform.Web;

namespace Storefront.Accounts.SigningIn;

/// <summary>The one cookie of a sign-in: two weeks from the last visit, readable by no script, sent to no other site's form.</summary>
static class SignedInCookie
{
    public const string Name = "signed-in";

    public static void Set(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = Name;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.Cookie.IsEssential = true;
        // Said to the browser as a duration and never as a date: its clock and the shop's need not agree.
        cookie.Cookie.MaxAge = cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
        cookie.SlidingExpiration = true;
        cookie.Events.OnRedirectToLogin = AskToSignIn;
        cookie.Events.OnRedirectToAccessDenied = denied =>
        {
            denied.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
        // A changed password or an ended account ends its sign-ins within half an hour.
        cookie.Events.OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync;
    }

    /// <summary>Between the password and the second step.</summary>
    public static void SetHalf(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "second-step";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.Cookie.IsEssential = true;
        cookie.Cookie.MaxAge = cookie.ExpireTimeSpan = TimeSpan.FromMinutes(10);
        cookie.SlidingExpiration = false;
    }

    static Task AskToSignIn(RedirectContext<CookieAuthenticationOptions> asked)
    {
        var (request, response) = (asked.Request, asked.Response);
        // After a refused POST the way back is the page that held the form, which only GET can show again.
        var back = HttpMethods.IsGet(request.Method) ? $"{request.Path}{request.QueryString}" : "";
        response.StatusCode = StatusCodes.Status303SeeOther;
        response.Headers.Location = $"/{Languages.Current}/sign-in{(back.Length == 0 ? "" : $"?returnUrl={Uri.EscapeDataString(back)}")}";
        response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
