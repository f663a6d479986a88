using Storefront.Contracts;
using Storefront.Orders.Baskets;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Orders;

public sealed class SoldOutLineOnSqlite(SqliteShop shop) : SoldOutLineRules(shop), IClassFixture<SqliteShop>;
public sealed class SoldOutLineOnPostgres(PostgresShop shop) : SoldOutLineRules(shop), IClassFixture<PostgresShop>;

/// <summary>What sold out while it lay in the basket stands there still, and counts for nothing.</summary>
public abstract class SoldOutLineRules(Shop shop) : RunsOn(shop)
{
    // Three boxes of apples earn what the campaign gives to who spends much; walnuts alone do not.
    const string Dear = "drolma-apples/5000g", Cheap = "tsering-walnuts/500g";

    Task<BasketSeen> Seen(Ready ready) => Shop.Send(new LookAtBasket(ready.Basket));

    async Task<Money> PriceAlone(string variant) => (await Seen(await Shop.HasCheckout((variant, 1)))).Total;

    static string Total(Page page) => page.Document.QuerySelector(".sum dd.t")!.TextContent;

    async Task<T> While<T>(string variant, int boxes, Func<Task<T>> look)
    {
        var stock = await Shop.StockOf(variant);
        await Shop.HasStock(variant, boxes);
        try { return await look(); }
        finally { await Shop.HasStock(variant, stock); }
    }

    [Fact]
    public async Task It_is_in_no_sum_and_earns_no_discount()
    {
        var alone = await PriceAlone(Cheap);
        var ready = await Shop.HasCheckout((Cheap, 1), (Dear, 3));
        (await Seen(ready)).Rules.ShouldNotBeEmpty("together they are worth a discount");
        var seen = await While(Dear, 0, () => Seen(ready));
        seen.Total.ShouldBe(alone);
        seen.Boxes.ShouldBe(1);
        seen.Rules.ShouldBeEmpty();
        seen.Lines.Count().ShouldBe(2);
        seen.Sendable.ShouldBeFalse();
    }

    [Theory]
    [InlineData("zh", "没有算进合计")]
    [InlineData("en", "not counted in the total")]
    [InlineData("fr", "hors du total")]
    public async Task The_page_says_so_and_leads_on_when_it_is_taken_out(string language, string said)
    {
        var visitor = Shop.Visitor();
        await visitor.Post("/en/basket/add", ("variant", Buying.Variant(Cheap).ToString()), ("units", "1"));
        var alone = Total(await visitor.Open($"/{language}/basket"));
        await visitor.Post("/en/basket/add", ("variant", Buying.Variant(Dear).ToString()), ("units", "3"));
        await While(Dear, 0, async () =>
        {
            var basket = await visitor.Open($"/{language}/basket");
            basket.Text.ShouldContain(said);
            Total(basket).ShouldBe(alone);
            basket.Document.QuerySelector("a[href^='/" + language + "/checkout']").ShouldBeNull();
            await visitor.Post("/en/basket/remove", ("variant", Buying.Variant(Dear).ToString()));
            basket = await visitor.Open($"/{language}/basket");
            basket.Document.QuerySelector("a[href^='/" + language + "/checkout']").ShouldNotBeNull();
            return true;
        });
    }

    [Fact]
    public async Task A_basket_of_nothing_else_costs_nothing()
    {
        var ready = await Shop.HasCheckout((Dear, 1));
        var seen = await While(Dear, 0, () => Seen(ready));
        (seen.Goods, seen.Delivery, seen.Total).ShouldBe((Money.Zero, Money.Zero, Money.Zero));
        seen.Sendable.ShouldBeFalse();
    }

    [Fact]
    public async Task The_order_is_refused_by_its_name()
    {
        var ready = await Shop.HasCheckout((Cheap, 1), (Dear, 1));
        var refusal = await While(Dear, 0, () => Should.ThrowAsync<Refusal>(() => Shop.Places(ready)));
        refusal.Code.ShouldBe("sold-out");
        (await While(Dear, 0, async () => await Should.ThrowAsync<Refusal>(async () =>
            await Shop.Send(new Storefront.Orders.Checkout.PlaceOrder(ready.Basket, ready.Checkout, await Shop.Sees(ready.Basket), Buying.Everything, "en")))))
            .Code.ShouldBe("sold-out", "with the sums that leave it out too");
        (await Shop.Order(await Shop.Places(ready))).Total.ShouldBe(ready.Total, "it came back");
    }
}
