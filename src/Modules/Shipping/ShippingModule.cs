using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Platform;
using Storefront.Shipping.Areas;
using Storefront.Shipping.Dispatch;
using Storefront.Shipping.PickUps;
using Storefront.Shipping.Promises;
using Storefront.Shipping.Roads;
using Storefront.Shipping.Tracking;

namespace Storefront.Shipping;

public static class ShippingModule
{
    /// <param name="demo">The pick-up points are made up: nobody would wait at one in Production.</param>
    public static IServiceCollection AddShippingModule(this IServiceCollection services, IConfiguration settings, bool demo)
    {
        services.AddModule(typeof(ShippingModule).Assembly);
        services.AddSingleton(_ => RoadNetwork.Load()).AddSingleton<AreaNames>().AddSingleton<ArrivalDays>().AddSingleton<ShutLegs>();
        services.AddSingleton(_ => GoodsClasses.Load()).AddSingleton(_ => Tariffs.Load()).AddSingleton(_ => demo ? PickUpPoints.Load() : PickUpPoints.None);
        services.AddSingleton<RoadWords>().AddSingleton<TrackingChanges>().AddScoped<Delays>().AddScoped<Riding>();
        return services;
    }
}
