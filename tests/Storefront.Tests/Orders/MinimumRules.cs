using System.Net;
using Storefront.Contracts;
using Storefront.Platform;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Orders;

public sealed class MinimumOnSqlite(SqliteShop shop) : MinimumRules(shop), IClassFixture<SqliteShop>;
public sealed class MinimumOnPostgres(PostgresShop shop) : MinimumRules(shop), IClassFixture<PostgresShop>;

/// <summary>A farmer says how much one order must come to: each is a way to the road.</summary>
public abstract class MinimumRules(Shop shop) : RunsOn(shop)
{
    const string Pears = "tsering-pears/5000g", Tree = "zhongde-tree-voucher/harvest";

    /// <summary>As the service point sets it on the farmer's page.</summary>
    async Task Sets(string producer, string minimum)
    {
        var point = Shop.Visitor();
        await point.SignIn("point");
        var page = await point.Open($"/en/farm/page?for={Seeds.Id($"producer/{producer}")}");
        (await point.Submit(page, "form#mypage", [new("minimum", minimum)])).Text.ShouldContain("Saved");
    }

    async Task<Money> PriceOf(string variant) => (await Shop.Send(new Storefront.Contracts.Catalog.DescribeVariants([Buying.Variant(variant)]))).Single().Price;

    [Fact]
    public async Task A_basket_below_it_says_what_is_missing_and_one_above_it_goes_on()
    {
        var price = await PriceOf(Pears);
        await Sets("tsering", ((price * 2).Fen / 100m).ToString(System.Globalization.CultureInfo.InvariantCulture));
        var visitor = Shop.Visitor();
        await visitor.Post("/en/basket/add", ("variant", Buying.Variant("drolma-apples/5000g").ToString()), ("units", "3"));
        var basket = await visitor.Post("/en/basket/add", ("variant", Buying.Variant(Pears).ToString()), ("units", "1"));
        basket = await visitor.Open("/en/basket");
        basket.Text.ShouldContain($"What is bought of Tsering Lhamo has to come to ¥{price.Fen * 2 / 100m:N2} at list prices: ¥{price.Fen / 100m:N2} is missing.");
        basket.Document.QuerySelector("a[href^='/en/checkout']").ShouldBeNull("another producer's goods do not count");

        await visitor.Post("/en/basket/add", ("variant", Buying.Variant(Pears).ToString()), ("units", "1"));
        basket = await visitor.Open("/en/basket");
        basket.Text.ShouldNotContain("is missing");
        basket.Document.QuerySelector("a[href^='/en/checkout']").ShouldNotBeNull();
        (await Shop.Visitor().Open("/en/p/tsering-pears?to=lanzhou")).Text.ShouldContain("all goods of this farm together");
        await Sets("tsering", "");
    }

    [Fact]
    public async Task What_was_raised_after_the_check_page_is_refused_there_and_nothing_is_lost()
    {
        var ready = await Shop.HasCheckout((Pears, 1));
        await Sets("tsering", "500");
        (await Should.ThrowAsync<Refusal>(() => Shop.Places(ready))).Code.ShouldBe("below-minimum");
        await Sets("tsering", "0");
        (await Shop.Order(await Shop.Places(ready))).State.ShouldBe(Storefront.Orders.OrderState.Placed);
    }

    [Fact]
    public async Task Vouchers_need_no_packing_so_they_need_no_minimum()
    {
        await Sets("drolma", "500");
        var visitor = Shop.Visitor();
        await visitor.Post("/en/basket/add", ("variant", Buying.Variant(Tree).ToString()), ("units", "1"));
        (await visitor.Open("/en/basket")).Document.QuerySelector("a[href^='/en/checkout']").ShouldNotBeNull();
        await Sets("drolma", "");
    }

    [Theory, InlineData("-5"), InlineData("501"), InlineData("12.345"), InlineData("lots")]
    public async Task A_sum_that_is_none_is_said_beside_the_field_with_what_was_typed(string typed)
    {
        var drolma = Shop.Visitor();
        await drolma.SignIn("drolma");
        var page = await drolma.Submit(await drolma.Open("/en/farm/page"), "form#mypage", [new("minimum", typed)]);
        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Text.ShouldContain("Give a sum from 0 to 500 yuan");
        page.Document.QuerySelector("#f-minimum")!.GetAttribute("value").ShouldBe(typed);
    }
}
