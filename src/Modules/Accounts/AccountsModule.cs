using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Platform;

namespace Storefront.Accounts;

public static class AccountsModule
{
    public static IServiceCollection AddAccountsModule(this IServiceCollection services, IConfiguration settings)
    {
        services.AddModule(typeof(AccountsModule).Assembly);
        return services;
    }
}
