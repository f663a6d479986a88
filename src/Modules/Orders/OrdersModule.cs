using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Platform;

namespace Storefront.Orders;

public static class OrdersModule
{
    public static IServiceCollection AddOrdersModule(this IServiceCollection services, IConfiguration settings)
    {
        services.AddModule(typeof(OrdersModule).Assembly);
        return services;
    }
}
