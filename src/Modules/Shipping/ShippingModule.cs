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
    public static IServiceCollection AddShippingModule(this IServiceCollection services, IConfiguration settings)
    {
        services.AddModule(typeof(ShippingModule).Assembly);
        services.AddSingleton(_ => RoadNetwork.Load()).AddSingleton<AreaNames>().AddSingleton<ArrivalDays>().AddSingleton<ShutLegs>();
        services.AddSingleton(_ => GoodsClasses.Load()).AddSingleton(_ => Tariffs.Load()).AddSingleton(_ => PickUpPoints.Load());
        services.AddSingleton<RoadWords>().AddSingleton<TrackingChanges>().AddScoped<Delays>().AddScoped<Riding>();
        return services;
    }
}
