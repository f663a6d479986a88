using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts.SigningIn;
using Storefront.Platform;
using Storefront.Platform.Data;

namespace Storefront.Accounts;

public static class AccountsModule
{
    public static IServiceCollection AddAccountsModule(this IServiceCollection services, IConfiguration settings)
    {
        services.AddModule(typeof(AccountsModule).Assembly);
        services.AddIdentityCore<Person>(PasswordRules.Set)
            .AddUserStore<UserOnlyStore<Person, StoreDb, Guid>>()
            .AddPasswordValidator<NotACommonPassword>()
            .AddClaimsPrincipalFactory<Principals>()
            .AddSignInManager();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, SignedInCookie.Set);
        services.AddAuthorization();
        return services;
    }
}
