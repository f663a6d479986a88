using Microsoft.Extensions.Configuration;

namespace Storefront.Orders;

/// <param name="Hold">How long stock is kept for an order that is not paid.</param>
/// <param name="WeightTolerance">How many per cent a box may weigh less than it was sold as before money goes back.</param>
/// <param name="PublicUrl">Where labels lead; null for where the page itself was asked for.</param>
internal sealed record OrdersSettings(TimeSpan Hold, decimal WeightTolerance, string? PublicUrl)
{
    internal static OrdersSettings From(IConfiguration settings) => new(TimeSpan.FromMinutes(settings.GetValue("Orders:HoldMinutes", 15d)),
        settings.GetValue("Orders:WeightTolerancePercent", 2m), settings["Public:BaseUrl"] is { Length: > 0 } url ? url.TrimEnd('/') : null);
}
