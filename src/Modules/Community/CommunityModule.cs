using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Platform;

namespace Storefront.Community;

public static class CommunityModule
{
    public static IServiceCollection AddCommunityModule(this IServiceCollection services, IConfiguration settings)
    {
        services.AddModule(typeof(CommunityModule).Assembly);
        return services;
    }
}
