using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Platform;

namespace Storefront.Payments;

public static class PaymentsModule
{
    public static IServiceCollection AddPaymentsModule(this IServiceCollection services, IConfiguration settings, bool demo)
    {
        services.AddModule(typeof(PaymentsModule).Assembly);
        return services;
    }
}
