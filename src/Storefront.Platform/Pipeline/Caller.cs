using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Storefront.Platform.Pipeline;

/// <summary>Who sends a request: the person of the web request, or the shop itself (workers, seeds, provider events).</summary>
public sealed class Caller(IHttpContextAccessor web)
{
    ClaimsPrincipal? User => web.HttpContext?.User;

    /// <summary>No person behind it: a worker of the shop.</summary>
    public bool IsShop => web.HttpContext is null;
    public Guid? PersonId => Guid.TryParse(User?.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;
    public bool Is(string role) => User?.IsInRole(role) == true;

    /// <summary>The person who acts, where the page has already asked for a sign-in.</summary>
    public Guid Person => PersonId ?? throw new InvalidOperationException("Nobody is signed in; the page should have asked.");
}
