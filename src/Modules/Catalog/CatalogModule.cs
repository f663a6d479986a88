using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Platform;

namespace Storefront.Catalog;

public static class CatalogModule
{
    public static IServiceCollection AddCatalogModule(this IServiceCollection services, IConfiguration settings)
    {
        services.AddModule(typeof(CatalogModule).Assembly);
        services.AddSingleton(new Stock.VariantAges(TimeSpan.FromMilliseconds(settings.GetValue("Catalog:StockKnownForMilliseconds", 500))));
        services.AddSingleton<Stock.VariantsKnown>();
        return services;
    }
}
