using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Platform;

namespace Storefront.Notices;

public static class NoticesModule
{
    public static IServiceCollection AddNoticesModule(this IServiceCollection services, IConfiguration settings, bool demo)
    {
        services.AddModule(typeof(NoticesModule).Assembly);
        return services;
    }
}
