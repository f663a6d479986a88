using Microsoft.EntityFrameworkCore;
using Storefront.Contracts.Shipping;
using Storefront.Orders;
using Storefront.Tests.Fixture;
using Storefront.Tests.Orders;

namespace Storefront.Tests.Community;

internal sealed record Delivered(string Token, Order Order, SellerOrder Part, OrderLine Line);

internal static class Delivering
{
    extension(Shop shop)
    {
        /// <summary>Bought and paid, its boxes still in the village.</summary>
        internal async Task<Delivered> Bought(string variant, int units = 1)
        {
            var token = await shop.Buys((variant, units));
            await shop.Pays(token);
            var order = await shop.Order(token);
            return new(token, order, (await shop.Parts(token)).Single(), await shop.Db(db => db.OrderLines.AsNoTracking().SingleAsync(l => l.OrderId == order.Id)));
        }

        internal async Task<Delivered> HandedOver(string variant, int units = 1)
        {
            var bought = await shop.Bought(variant, units);
            await shop.Tells(new ParcelsDelivered(bought.Order.Id, bought.Part.Id, shop.Clock.Now, "photo"));
            return bought;
        }
    }
}
