using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Storefront.Platform.Web;

namespace Storefront.Accounts.SigningIn;

/// <summary>What the cookie says of a person: id, user name, roles (their claims) and the name to greet by.</summary>
sealed class Principals(UserManager<Person> people, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<Person>(people, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Person user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new(ClaimTypes.GivenName, user.DisplayName.Length > 0 ? user.DisplayName : Show.MaskedPhone(user.PhoneNumber)));
        return identity;
    }
}
