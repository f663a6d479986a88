using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Catalog.Village;
using Storefront.Contracts;
using Storefront.Contracts.Shipping;
using Storefront.Orders;
using Storefront.Orders.Baskets;
using Storefront.Orders.Checkout;
using Storefront.Platform;
using Storefront.Shipping.Promises;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Orders;

public sealed class WhereGoodsMayGoOnSqlite(SqliteShop shop) : WhereGoodsMayGoRules(shop), IClassFixture<SqliteShop>;
public sealed class WhereGoodsMayGoOnPostgres(PostgresShop shop) : WhereGoodsMayGoRules(shop), IClassFixture<PostgresShop>;

public abstract class WhereGoodsMayGoRules(Shop shop) : RunsOn(shop)
{
    const string Fruit = "Fresh fruit and vegetables may not cross the border";

    static readonly Dictionary<string, string> Lyon = new(StringComparer.Ordinal)
    {
        ["country"] = "FR", ["name"] = "Marie Curie", ["tel"] = "+33 6 12 34 56 78", ["address-level2"] = "Lyon", ["street-address"] = "12 rue de la République", ["postal-code"] = "69002",
    };

    [Fact]
    public void Every_class_of_the_village_is_described_in_every_language()
    {
        var classes = GoodsClasses.Load().Classes;
        VillageFile.Read().Listings.Select(l => l.GoodsClass).Except(classes.Keys, StringComparer.Ordinal).ShouldBeEmpty();
        foreach (var (name, kind) in classes) new[] { kind.Why.Exact("zh"), kind.Why.Exact("en"), kind.Why.Exact("fr") }.ShouldAllBe(why => why != null, name);
    }

    [Theory]
    [InlineData("fresh", "FR", false), InlineData("fresh", "HK", false), InlineData("fresh", "beijing", true), InlineData("dairy", "JP", false), InlineData("honey", "HK", true)]
    [InlineData("honey", "FR", false), InlineData("dry", "FR", true), InlineData("never-heard-of", "FR", false), InlineData("never-heard-of", "chengdu", true)]
    public async Task Goods_of_a_class_may_go(string goodsClass, string area, bool may)
    {
        var day = new DateOnly(2026, 11, 12);
        (await Shop.Send(new FindUnsendable(area, [new(Guid.NewGuid(), goodsClass, day, day.AddDays(4), null)]))).Count.ShouldBe(may ? 0 : 1);
    }

    [Theory, InlineData(6, true), InlineData(7, false)]
    public async Task Frozen_goods_go_as_far_as_they_stay_frozen(int days, bool may)
    {
        var day = new DateOnly(2026, 11, 12);
        var found = await Shop.Send(new FindUnsendable("shanghai", [new(Guid.NewGuid(), "frozen", day, day.AddDays(days), null)]));
        found.Count.ShouldBe(may ? 0 : 1);
        if (!may) found[0].Why.En.ShouldBe("It bears at most 6 days on the road, and this one takes up to 7.");
    }

    [Theory, InlineData(7, true), InlineData(6, false)]
    public async Task What_would_not_keep_a_while_after_it_arrived_does_not_go(int rest, bool may)
    {
        var day = new DateOnly(2026, 11, 12);
        var found = await Shop.Send(new FindUnsendable("chengdu", [new(Guid.NewGuid(), "fresh", day, day.AddDays(4), day.AddDays(4 + rest))]));
        found.Count.ShouldBe(may ? 0 : 1);
        if (!may) found[0].Why.En.ShouldBe("It keeps until 22\u00A0November and might arrive only on 16\u00A0November: too late.");
    }

    [Fact]
    public async Task The_product_page_and_the_basket_of_a_region_abroad_say_why_fruit_does_not_go_there()
    {
        var guest = Shop.Visitor();
        var product = await guest.Open("/en/p/tsering-pears?to=FR");
        product.Text.ShouldContain(Fruit);
        product.Text.ShouldNotContain("Arrives");
        product.Document.QuerySelector(".buy details")!.HasAttribute("open").ShouldBeTrue("another place is one choice away");
        product.Document.QuerySelectorAll(".bar, .buy .btn:not(.alt), [name=now]").ShouldBeEmpty("nothing urges to buy what cannot come");
        product.Document.DocumentElement.OuterHtml.ShouldNotContain("OfferShippingDetails", customMessage: "nor are machines told that it does");
        var basket = await guest.Submit(product, ".buy form[method=post]", [new("variant", Buying.Variant("tsering-pears/2500g").ToString())]);
        basket.Path.ShouldBe("/en/basket?to=FR");
        basket.Document.QuerySelector(".bad")!.TextContent.ShouldContain(Fruit);
        basket.Document.QuerySelector("a.btn[href^='/en/checkout/address?']").ShouldBeNull("nothing to check out there");
        basket.Document.QuerySelector("a.btn[href='/en/checkout/address']").ShouldNotBeNull("but another address may do");

        var other = await guest.Post("/en/basket/remove?to=FR", ("variant", Buying.Variant("tsering-pears/2500g").ToString()), ("units", "1"));
        other.Path.ShouldStartWith("/en/basket?to=FR&removed=");
        var walnuts = await guest.Post("/en/basket/add", ("variant", Buying.Variant("tsering-walnuts/500g").ToString()), ("units", "1"), ("to", "FR"));
        walnuts.Document.QuerySelector(".bad").ShouldBeNull();
        (await guest.Open("/en/checkout/address?to=FR")).Document.QuerySelector<IHtmlSelectElement>("[name=country]")!.Value.ShouldBe("FR", "the country to begin with");
    }

    [Fact]
    public async Task An_address_that_fruit_may_not_go_to_is_refused_beside_the_field_and_nothing_typed_is_lost()
    {
        var guest = Shop.Visitor();
        await guest.Post("/en/basket/add", ("variant", Buying.Variant("tsering-pears/2500g").ToString()), ("units", "1"));
        var page = await guest.Open("/en/checkout/address");
        page = await guest.Submit(page, "main form", Lyon, "change-country=1");
        var refused = await guest.Submit(page, "main form", Lyon);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Document.QuerySelector("#f-country-error")!.TextContent.ShouldContain(Fruit);
        foreach (var (field, typed) in Lyon) (refused.Document.QuerySelector($"[name={field}]") switch { IHtmlSelectElement s => s.Value,
            var input => input!.GetAttribute("value") }).ShouldBe(typed);

        var hongKong = await guest.Submit(refused, "main form", [new("country", "CN"), new("tel", "13812345678"), new("address-level1", "香港特别行政区"), new("address-level2", "香港")]);
        hongKong.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        hongKong.Document.QuerySelector("#f-address-level1-error")!.TextContent.ShouldContain(Fruit);

        var delivery = await guest.Submit(hongKong, "main form", [new("address-level1", "四川省"), new("address-level2", "成都市")]);
        delivery.Path.ShouldBe("/en/checkout/delivery");
    }

    [Fact]
    public async Task The_country_alone_is_enough_for_the_basket_to_say_so()
    {
        var guest = Shop.Visitor();
        await guest.Post("/en/basket/add", ("variant", Buying.Variant("drolma-apples/2500g").ToString()), ("units", "1"));
        (await guest.Open("/en/basket")).Document.QuerySelector(".bad").ShouldBeNull();
        var page = await guest.Submit(await guest.Open("/en/checkout/address"), "main form", [new("country", "FR")], "change-country=1");

        var basket = await guest.Open("/en/basket");
        basket.Document.QuerySelectorAll(".bad").Single().TextContent.ShouldContain(Fruit);
        basket.Document.QuerySelector("a.btn[href='/en/checkout/address']")!.TextContent.ShouldContain("address", Case.Insensitive);
        (await guest.Open("/en/basket?to=shanghai")).Document.QuerySelector(".bad").ShouldBeNull("what is asked for goes first");

        await guest.Submit(page, "main form", [new("country", "CN")], "change-country=1");
        (await guest.Open("/en/basket")).Document.QuerySelector(".bad").ShouldBeNull();
    }

    [Fact]
    public async Task What_was_put_in_after_the_address_is_said_in_the_basket_and_leads_there_from_every_later_step()
    {
        var guest = Shop.Visitor();
        await guest.Post("/en/basket/add", ("variant", Buying.Variant("tsering-walnuts/500g").ToString()), ("units", "1"));
        var page = await guest.Submit(await guest.Open("/en/checkout/address"), "main form", Lyon, "change-country=1");
        (await guest.Submit(page, "main form", Lyon)).Path.ShouldBe("/en/checkout/delivery");
        await guest.Post("/en/basket/add", ("variant", Buying.Variant("tsering-pears/2500g").ToString()), ("units", "1"));
        foreach (var step in new[] { "/en/basket", "/en/checkout/delivery" })
        {
            var basket = await guest.Open(step);
            basket.Path.ShouldBe("/en/basket");
            basket.Document.QuerySelectorAll(".bad").Single().TextContent.ShouldContain(Fruit);
        }
    }

    [Fact]
    public async Task Placing_holds_the_rule_too_and_takes_nothing()
    {
        var ready = await Shop.HasCheckout(("tsering-pears/5000g", 1), ("tsering-walnuts/500g", 1));
        await Shop.Db(db => db.Baskets.Where(b => b.Id == ready.Basket)
            .ExecuteUpdateAsync(b => b.SetProperty(x => x.Typed, new TypedAddress("FR", "Marie", "+33612345678", null, null, "Lyon", null, null, "12 rue"))));
        var stock = await Shop.StockOf("tsering-pears/5000g");
        var refused = await Shop.Places(ready).ShouldThrowAsync<ManyRefusals>();
        refused.All.Select(r => (r.Code, ((Text)r.Arguments[0]).En)).ShouldBe([("goods-not-sent", "Old-tree pears of Qingde")]);
        (await Shop.StockOf("tsering-pears/5000g")).ShouldBe(stock);
        (await Shop.Db(db => db.Orders.CountAsync(o => o.CheckoutId == ready.Checkout))).ShouldBe(0);
    }

    [Fact]
    public async Task What_spoils_within_a_week_is_not_offered_for_the_week_after()
    {
        async Task<int> Choices(int days)
        {
            var until = ChinaTime.Day(Shop.Clock.Now).AddDays(days);
            await Shop.Db(db => db.Lots.Where(l => l.ListingId == Seeds.Id("listing/lobsang-pomegranates")).ExecuteUpdateAsync(l => l.SetProperty(x => x.BestBefore, until)));
            // Another pack each time: what is known of one is kept for some seconds.
            var ready = await Shop.HasCheckout((days > 20 ? "lobsang-pomegranates/2500g" : "lobsang-pomegranates/5000g", 1));
            return (await Shop.Send(new LookAtBasket(ready.Basket))).Choices.Select(c => c.When).Distinct(StringComparer.Ordinal).Count();
        }
        (await Choices(30)).ShouldBe(2);
        (await Choices(16)).ShouldBe(1);
    }
}
