using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Community.Counting;
using Storefront.Platform;

namespace Storefront.Community;

public static class CommunityModule
{
    public static IServiceCollection AddCommunityModule(this IServiceCollection services, IConfiguration settings)
    {
        services.AddModule(typeof(CommunityModule).Assembly);
        services.AddSingleton(new Figures(settings.GetValue("Community:KilogramsPerHousehold", 2000), TimeSpan.FromSeconds(settings.GetValue("Community:FiguresKeptForSeconds", 3.0))));
        services.AddSingleton<KeptSums>();
        return services;
    }
}
