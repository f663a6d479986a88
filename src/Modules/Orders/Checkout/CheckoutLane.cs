using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Storefront.Contracts;
using Storefront.Platform;

namespace Storefront.Orders.Checkout;

/// <summary>
/// Where placements wait. Stock is given in order of arrival, in memory; a request has read the basket, checked the address and found area,
/// window and delivery before it enters. Asking again with the same checkout finds what a request that gave up may have placed.
/// </summary>
internal sealed class CheckoutLane(IServiceScopeFactory scopes, ILogger<CheckoutLane> log) : Lane<Placement, Placed>(scopes, log)
{
    protected override ICommand<IReadOnlyList<Placed>> Together(IReadOnlyList<Placement> items) => new PlaceOrders(items);
}
