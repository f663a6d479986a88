using Microsoft.Extensions.Configuration;
using Storefront.Contracts;

namespace Storefront.Orders;

/// <param name="Hold">How long stock is kept for an order that is not paid.</param>
/// <param name="HoldForCaller">The same for an order that staff placed for somebody on the phone, who has to find the message first.</param>
/// <param name="WeightTolerance">How many per cent a box may weigh less than it was sold as before money goes back.</param>
/// <param name="ClaimWithin">How long after the hand-over a buyer can say that something is wrong.</param>
/// <param name="ClaimByRule">What the claims of one order may come to and still be granted at once; above it the office decides.</param>
/// <param name="WrongCodes">How many voucher codes that do not exist one person may try within ten minutes.</param>
internal sealed record OrdersSettings(TimeSpan Hold, TimeSpan HoldForCaller, decimal WeightTolerance, TimeSpan ClaimWithin, Money ClaimByRule, int WrongCodes)
{
    internal static OrdersSettings From(IConfiguration settings) => new(
        TimeSpan.FromMinutes(settings.GetValue("Orders:HoldMinutes", 15d)),
        TimeSpan.FromHours(settings.GetValue("Orders:CallerHoldHours", 24d)),
        settings.GetValue("Orders:WeightTolerancePercent", 2m),
        TimeSpan.FromHours(settings.GetValue("Orders:ClaimHours", 48d)),
        new(settings.GetValue("Orders:ClaimByRuleFen", 5000L)),
        settings.GetValue("Orders:WrongVoucherCodes", 20));
}
