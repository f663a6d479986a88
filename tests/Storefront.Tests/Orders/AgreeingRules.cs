using System.Net;
using System.Security.Cryptography;
using System.Text;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Storefront.Contracts;
using Storefront.Contracts.Promotions;
using Storefront.Notices;
using Storefront.Orders;
using Storefront.Orders.Baskets;
using Storefront.Orders.Checkout;
using Storefront.Platform.Web;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Orders;

public sealed class AgreeingOnSqlite(SqliteShop shop) : AgreeingRules(shop), IClassFixture<SqliteShop>;
public sealed class AgreeingOnPostgres(PostgresShop shop) : AgreeingRules(shop), IClassFixture<PostgresShop>;

/// <summary>What a buyer confirms before paying, and the order that costs nothing.</summary>
public abstract class AgreeingRules(Shop shop) : RunsOn(shop)
{
    async Task<(Visitor Guest, Page Check)> AtTheCheck(string variant)
    {
        var guest = Shop.Visitor();
        await guest.Post("/en/basket/add", ("variant", Buying.Variant(variant).ToString()), ("units", "1"));
        var page = await guest.Submit(await guest.Open("/en/checkout/address"), "main form", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["name"] = "李雷", ["tel"] = Buying.NewTel(), ["address-level1"] = "四川省", ["address-level2"] = "成都市", ["street-address"] = "人民南路四段 1 号",
        });
        page = await guest.Submit(page, "main form");
        return (guest, await guest.Submit(page, "main form"));
    }

    static List<string> Asked(Page check) => [.. check.Document.QuerySelectorAll("#place [type=checkbox]").Select(box => box.GetAttribute("name")!)];

    [Theory]
    [InlineData("tsering-pears/2500g", "agree-perishable,agree-carriers,agree-abroad")]
    [InlineData("yangchen-butter/250g", "agree-perishable,agree-carriers,agree-abroad")]
    [InlineData("tsering-walnuts/500g", "agree-carriers,agree-abroad")]
    public async Task Only_what_applies_is_asked_for_and_nothing_is_ticked_beforehand(string variant, string fields)
    {
        var (_, check) = await AtTheCheck(variant);
        Asked(check).ShouldBe(fields.Split(','));
        check.Document.QuerySelectorAll("#place [checked]").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_not_confirmed_is_said_beside_it_and_what_is_stays_ticked()
    {
        var (guest, check) = await AtTheCheck("tsering-pears/2500g");
        var refused = await guest.Submit(check, "form#place", [new("agree-carriers", "1")]);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Document.QuerySelector("#f-agree-perishable-error")!.TextContent.ShouldContain("Please tick that perishable goods");
        refused.Document.QuerySelector("#f-agree-abroad-error").ShouldNotBeNull();
        refused.Document.QuerySelector("#f-agree-carriers-error").ShouldBeNull();
        refused.Document.QuerySelectorAll("#place [checked]").Select(box => box.GetAttribute("name")).ShouldBe(["agree-carriers"]);
        refused.Document.QuerySelectorAll("#errors a").Select(a => a.GetAttribute("href")).ShouldBe(["#f-agree-perishable", "#f-agree-abroad"]);

        var paying = await guest.Submit(refused, "form#place", [new("agree-perishable", "1"), new("agree-abroad", "1")]);
        paying.Status.ShouldBe(HttpStatusCode.OK);
        paying.Path.ShouldStartWith("/payments/sandbox/");
    }

    [Fact]
    public async Task What_was_confirmed_is_kept_with_the_order_and_shown_there()
    {
        var token = await Shop.Buys(("tsering-pears/2500g", 1));
        var order = await Shop.Order(token);
        order.Agreed.ShouldBe([.. Buying.Everything.Select(what => new Agreed(what, Agreeing.Version, "zh", order.PlacedAt))]);
        var page = await Shop.Visitor().Open($"/o/{token}?lang=en");
        page.Text.ShouldContain("No seven-day return for perishable goods");
        page.Text.ShouldContain($"text of {Agreeing.Version}");
    }

    /// <summary>Whoever changes one of these texts sets a new Agreeing.Version, and then this number.</summary>
    [Fact]
    public void The_version_names_these_texts()
    {
        var words = Shop.Services.GetRequiredService<IStringLocalizer<Storefront.Orders.Words>>();
        var texts = string.Join('\n', new[] { "zh", "en", "fr" }.SelectMany(language => Buying.Everything.Select(what => Languages.In(language, () => words[$"agree.{what}"].Value))));
        (Agreeing.Version, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(texts)))[..16]).ShouldBe(("2026-11-28", "46274e1389e4a220"));
    }

    [Fact]
    public async Task An_order_that_costs_nothing_is_confirmed_by_being_placed_and_no_provider_is_asked()
    {
        await Shop.HasPrice("sonam-apple-chips/100g", 0);
        var (guest, check) = await AtTheCheck("sonam-apple-chips/100g");
        Asked(check).ShouldBe(["agree-carriers"], "no payment data goes anywhere");
        check.Text.ShouldContain("There is nothing to pay");
        check.Text.ShouldNotContain("Pay online");
        var placed = await guest.Submit(check, "form#place", [new("agree-carriers", "1")]);
        placed.Path.ShouldStartWith("/o/");
        placed.Text.ShouldContain("Paid: the farmers are packing");

        var order = await Shop.Order(placed.Path.Split('/', '?')[2]);
        (order.State, order.PaymentState, order.Total, order.PaidAt).ShouldBe((OrderState.Confirmed, PaymentState.Paid, Money.Zero, order.PlacedAt));
        (await Shop.Db(db => db.Set<Storefront.Payments.Attempt>().CountAsync(a => a.OrderId == order.Id))).ShouldBe(0);
        await Shop.Settle();
        (await Shop.Db(db => db.Set<Storefront.Shipping.Parcel>().CountAsync(p => p.OrderId == order.Id))).ShouldBe(1, "it is sent like any other");

        await guest.Submit(placed, "#cancel");
        (await Shop.Order(order.Token)).State.ShouldBe(OrderState.Cancelled, "and cancelled like any other, with nothing to give back");
        await Shop.Settle();
        (await Shop.Db(db => db.Set<Notice>().Where(n => n.OrderId == order.Id).Select(n => n.Topic).Distinct().ToListAsync())).ShouldBe([Topic.Paid, Topic.Cancelled], ignoreOrder: true);
        (await Shop.Db(db => db.Set<Storefront.Orders.Refund>().CountAsync(r => r.OrderId == order.Id))).ShouldBe(0);
    }

    [Fact]
    public async Task What_costs_nothing_takes_no_share_of_a_saving()
    {
        await Shop.HasPrice("drolma-crooked/3000g", 0);
        var ready = await Shop.HasCheckout(("drolma-crooked/3000g", 1), ("drolma-apples/5000g", 3));
        var order = await Shop.Order(await Shop.Places(ready));
        order.Discount.ShouldBeGreaterThan(Money.Zero);
        order.Total.ShouldBeGreaterThan(Money.Zero);
    }
}
