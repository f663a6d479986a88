using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts.Codes;
using Storefront.Accounts.SecondStep;
using Storefront.Accounts.SigningIn;
using Storefront.Platform;
using Storefront.Platform.Data;

namespace Storefront.Accounts;

public static class AccountsModule
{
    /// <param name="demo">Staff of a demonstration may be without a second step.</param>
    public static IServiceCollection AddAccountsModule(this IServiceCollection services, IConfiguration settings, bool demo)
    {
        services.AddModule(typeof(AccountsModule).Assembly);
        services.AddIdentityCore<Person>(PasswordRules.Set)
            .AddUserStore<UserOnlyStore<Person, StoreDb, Guid>>()
            .AddPasswordValidator<NotACommonPassword>()
            .AddClaimsPrincipalFactory<Principals>()
            .AddTokenProvider<AuthenticatorTokenProvider<Person>>(Authenticator.Provider)
            .AddSignInManager();
        services.AddSingleton(new SecondStepRule(Demanded: !demo || settings.GetValue("Accounts:SecondStep", false)));
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, SignedInCookie.Set).AddCookie(IdentityConstants.TwoFactorUserIdScheme, SignedInCookie.SetHalf)
            // Never given. Identity takes it away with a sign-in that a changed password has ended, and fails where it is unknown.
            .AddCookie(IdentityConstants.TwoFactorRememberMeScheme);
        services.Configure<IdentityPasskeyOptions>(passkeys => (passkeys.UserVerificationRequirement, passkeys.ResidentKeyRequirement) = ("required", "required"));
        services.AddAuthorization();
        services.AddSingleton(new CodeLimits(settings.GetValue("Accounts:CodesPerAddress", 30)));
        services.AddRepeating<ForgetOldCodes>(TimeSpan.FromHours(1));
        return services;
    }
}
