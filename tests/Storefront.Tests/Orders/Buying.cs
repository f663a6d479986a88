using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Orders;
using Storefront.Orders.Baskets;
using Storefront.Orders.Checkout;
using Storefront.Platform;
using Storefront.Platform.Data;
using Storefront.Platform.Facts;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Orders;

/// <summary>A checkout that is filled in and ready to place.</summary>
internal sealed record Ready(Guid Basket, Guid Checkout, Shown Shown)
{
    public Money Total => Shown.Total;
}

internal static class Buying
{
    static int buyers;

    /// <summary>A mobile that nobody in this run has used before.</summary>
    public static string NewTel() => $"139{Interlocked.Increment(ref buyers):D8}";

    extension(Shop shop)
    {
        internal Task<Ready> HasCheckout(params (string Variant, int Units)[] lines) => shop.HasCheckout(NewTel(), lines);

        internal async Task<Ready> HasCheckout(string tel, params (string Variant, int Units)[] lines)
        {
            var (basket, checkout) = (Guid.NewGuid(), Guid.NewGuid());
            await shop.Db(async db =>
            {
                db.Add(new Basket
                {
                    Id = basket, CheckoutId = checkout, UpdatedAt = shop.Clock.Now, Delivery = Delivering.Soon, Payment = KeepPayment.Online,
                    Typed = new("CN", "李雷", tel, null, "四川省", "成都市", "武侯区", null, "人民南路四段 1 号"),
                });
                db.AddRange(lines.Select(l => new BasketLine { BasketId = basket, VariantId = Variant(l.Variant), Units = l.Units }));
                return await db.SaveChangesAsync();
            });
            return new(basket, checkout, await shop.Sees(basket));
        }

        /// <summary>What the check page shows now, of a delivery that is picked at once.</summary>
        internal async Task<Shown> Sees(Guid basket)
        {
            var seen = await shop.Send(new LookAtBasket(basket));
            return new(seen.Total, seen.Choices[0].Window, seen.Kept!.Revision);
        }

        /// <summary>Presses the button; answers the order's token.</summary>
        internal Task<string> Places(Ready ready, Money? shown = null) =>
            shop.Send(new PlaceOrder(ready.Basket, ready.Checkout, ready.Shown with { Total = shown ?? ready.Total }, Everything, "zh"));

        internal async Task<string> Buys(params (string Variant, int Units)[] lines) => await shop.Places(await shop.HasCheckout(lines));

        internal Task<Order> Order(string token) => shop.Db(db => db.Orders.AsNoTracking().SingleAsync(o => o.Token == token));

        internal Task<List<SellerOrder>> Parts(string token) => shop.Db(async db =>
        {
            var order = await db.Orders.SingleAsync(o => o.Token == token);
            return await db.SellerOrders.AsNoTracking().Where(s => s.OrderId == order.Id).OrderBy(s => s.Id).ToListAsync();
        });

        internal async Task<int> StockOf(string variant) => (await shop.Send(new DescribeVariants([Variant(variant)]))).Single().Available;

        /// <summary>As if so many boxes were left. Written as the database sees it: the table is Catalog's.</summary>
        internal Task HasStock(string variant, int boxes) => shop.Db(db => db.Database.ExecuteSqlAsync($"update catalog_variants set available = {boxes} where id = {Variant(variant)}"));

        internal Task HasPrice(string variant, long fen) => shop.Db(db => db.Database.ExecuteSqlAsync($"update catalog_variants set price_fen = {fen} where id = {Variant(variant)}"));

        internal async Task Tells(params IFact[] facts)
        {
            await shop.Db(async db =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync();
                await Outbox.Write(db, facts, shop.Services.GetRequiredService<FactHandlers>(), shop.Clock.Now, default);
                await transaction.CommitAsync();
                return true;
            });
            await shop.Settle();
        }

        /// <summary>Pays at the provider's page as a person would, and waits for its news.</summary>
        internal async Task Pays(string token)
        {
            var visitor = shop.Visitor();
            var page = await visitor.Open($"/o/{token}/pay?lang=zh");
            await visitor.Submit(page, "main form", button: "choice=pay");
            await shop.Settle();
        }
    }

    /// <summary>What a buyer ticks on the check page.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Ticked => Everything.Select(what => KeyValuePair.Create(Agreeing.FieldOf(what), "1"));

    internal static readonly string[] Everything = [Agreeing.Perishable, Agreeing.Carriers, Agreeing.Abroad];

    public static Guid Variant(string slug) => Seeds.Id($"variant/{slug}");
}
