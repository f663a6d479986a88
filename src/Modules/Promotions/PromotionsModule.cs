using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Platform;
using Storefront.Promotions.Pricing;

namespace Storefront.Promotions;

public static class PromotionsModule
{
    public static IServiceCollection AddPromotionsModule(this IServiceCollection services, IConfiguration settings)
    {
        services.AddModule(typeof(PromotionsModule).Assembly);
        services.AddSingleton<CampaignBook>();
        return services;
    }
}
