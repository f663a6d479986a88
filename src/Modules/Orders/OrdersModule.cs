using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Orders.Baskets;
using Storefront.Orders.Checkout;
using Storefront.Orders.Claims;
using Storefront.Orders.Life;
using Storefront.Orders.Vouchers;
using Storefront.Platform;

namespace Storefront.Orders;

public static class OrdersModule
{
    public static IServiceCollection AddOrdersModule(this IServiceCollection services, IConfiguration settings)
    {
        services.AddModule(typeof(OrdersModule).Assembly);
        services.AddSingleton(OrdersSettings.From(settings));
        services.AddSingleton<CheckoutLane>().AddSingleton<SoldOut>().AddScoped<Delivering>().AddScoped<Agreeing>().AddScoped<Granting>().AddSingleton<WrongCodes>().AddScoped<Redeeming>();
        services.Configure<MvcOptions>(mvc => mvc.Filters.Add<GatherBaskets>());
        services.AddRepeating<ExpireOrders>(TimeSpan.FromSeconds(5));
        services.AddRepeating<ForgetOldBaskets>(TimeSpan.FromHours(1));
        return services;
    }
}
