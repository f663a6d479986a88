using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Platform;
using Storefront.Platform.Web;

namespace Storefront.Catalog;

public static class CatalogModule
{
    public static IServiceCollection AddCatalogModule(this IServiceCollection services, IConfiguration settings)
    {
        services.AddModule(typeof(CatalogModule).Assembly);
        services.AddSingleton(CatalogSettings.From(settings));
        services.AddSingleton(new Stock.VariantAges(TimeSpan.FromMilliseconds(settings.GetValue("Catalog:StockKnownForMilliseconds", 500))));
        services.AddSingleton<Stock.VariantsKnown>();
        services.AddSingleton<Machines.Feeds>();
        foreach (var path in new[] { "", "/goods", "/producers", "/sell" }) services.AddSingleton(new StandingPage(path));
        services.AddRepeating<Stock.CutWhatExpired>(TimeSpan.FromMinutes(20));      // a day ends once; soon after it, not a day later
        services.AddRepeating<Uploads.ForgetUploads>(TimeSpan.FromHours(1));
        services.AddRepeating<Pictures.ForgetUnusedPhotos>(TimeSpan.FromHours(1));
        services.AddRepeating<BackInStock.WatchStock>(TimeSpan.FromMinutes(1));
        services.AddRepeating<Search.FollowSeasons>(TimeSpan.FromMinutes(5));
        return services;
    }
}
