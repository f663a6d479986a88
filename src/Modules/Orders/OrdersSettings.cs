using Microsoft.Extensions.Configuration;

namespace Storefront.Orders;

/// <param name="Hold">How long stock is kept for an order that is not paid.</param>
internal sealed record OrdersSettings(TimeSpan Hold)
{
    internal static OrdersSettings From(IConfiguration settings) => new(TimeSpan.FromMinutes(settings.GetValue("Orders:HoldMinutes", 15d)));
}
