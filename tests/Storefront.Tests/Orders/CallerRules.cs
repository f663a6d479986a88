using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.Notices;
using Storefront.Orders;
using Storefront.Platform;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Orders;

public sealed class CallersOnSqlite(SqliteShop shop) : CallerRules(shop), IClassFixture<SqliteShop>;
public sealed class CallersOnPostgres(PostgresShop shop) : CallerRules(shop), IClassFixture<PostgresShop>;

/// <summary>Somebody rings up and buys: staff fill in what he says, and he pays by the link that is sent to him.</summary>
public abstract class CallerRules(Shop shop) : RunsOn(shop)
{
    async Task<Visitor> SignedIn(string name)
    {
        var visitor = Shop.Visitor();
        await visitor.SignIn(name);
        return visitor;
    }

    [Fact]
    public async Task The_caller_gets_the_link_and_a_day_to_pay_and_the_order_is_nobody_elses()
    {
        var (point, tel) = (await SignedIn("point"), Buying.NewTel());
        var token = await MyOrders.Buys(point, tel);

        var order = await Shop.Order(token);
        order.ShouldSatisfyAllConditions(o => o.PlacedBy.ShouldBe(Seeds.Id("person/point")), o => o.PersonId.ShouldBeNull(),
            o => (o.HoldUntil - o.PlacedAt).ShouldBe(TimeSpan.FromHours(24)));
        var page = await point.Open($"/o/{token}?lang=en");
        page.Text.ShouldContain("Placed for somebody on the phone");
        page.Text.ShouldContain("Your boxes are held until 12 November 10:00 China time.");
        (await point.Open("/en/account/addresses")).Text.ShouldNotContain("人民南路四段 1 号", customMessage: "the caller's address is not the clerk's");
        (await point.Open("/en/account/orders")).Text.ShouldContain("for 林小满");
        (await (await SignedIn("office")).Open("/en/account/orders")).Text.ShouldNotContain(order.Number);

        await Shop.Settle();
        var told = await Shop.Db(db => db.Notices.AsNoTracking().SingleAsync(n => n.OrderId == order.Id && n.Channel == Channel.Text));
        told.Recipient.ShouldBe(tel);
        told.Body.Replace('\u00A0', ' ').ShouldContain("12 November 10:00");
        Shop.Clock.Move(TimeSpan.FromHours(3));
        await Shop.Settle();
        await Shop.Pays(token);
        (await Shop.Order(token)).State.ShouldBe(OrderState.Confirmed);
    }

    [Fact]
    public async Task Whoever_of_the_staff_buys_for_himself_unticks_it()
    {
        var (office, tel) = (await SignedIn("office"), Buying.NewTel());
        await office.Post("/en/basket/add", ("variant", Buying.Variant("tsering-pears/5000g").ToString()), ("units", "1"));
        await office.Post("/en/checkout/address", ("country", "CN"), ("name", "曲珍"), ("tel", tel), ("address-level1", "四川省"), ("address-level2", "成都市"), ("street-address", "人民南路四段 1 号"));
        await office.Post("/en/checkout/delivery", ("delivery", "soon"));
        await office.Post("/en/checkout/payment", ("payment", "online"));
        var check = await office.Open("/en/checkout/check");
        check.Document.QuerySelector("#place input[name=caller]")!.HasAttribute("checked").ShouldBeTrue();

        var own = check.Document.QuerySelectorAll("#place input[name]").Where(i => i.GetAttribute("name") != "caller")
            .ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value")!);
        var refused = await office.Post("/en/checkout/place", [.. own.Where(f => !f.Key.StartsWith("agree-", StringComparison.Ordinal)).Select(f => (f.Key, f.Value))]);
        refused.Document.QuerySelector("#place input[name=caller]")!.HasAttribute("checked").ShouldBeFalse("what was unticked stays so");
        using var form = new FormUrlEncodedContent(own);
        var answer = await office.Client.PostAsync("/en/checkout/place", form);
        answer.Headers.Location!.OriginalString.ShouldContain("/pay");
        (await Shop.Order(answer.Headers.Location.OriginalString.Split('/')[2]))
            .ShouldSatisfyAllConditions(o => o.PlacedBy.ShouldBeNull(), o => o.PersonId.ShouldBe(Seeds.Id("person/office")));
    }

    [Fact]
    public async Task Nobody_else_can_say_that_he_places_it_for_a_caller()
    {
        foreach (var visitor in new[] { Shop.Visitor(), await SignedIn("drolma"), await SignedIn("coordinator") })
        {
            await visitor.Post("/en/basket/add", ("variant", Buying.Variant("tsering-pears/5000g").ToString()), ("units", "1"));
            await visitor.Post("/en/checkout/address", ("country", "CN"), ("name", "林小满"), ("tel", Buying.NewTel()), ("address-level1", "四川省"),
                ("address-level2", "成都市"), ("street-address", "人民南路四段 1 号"));
            await visitor.Post("/en/checkout/delivery", ("delivery", "soon"));
            await visitor.Post("/en/checkout/payment", ("payment", "online"));
            var check = await visitor.Open("/en/checkout/check");
            check.Document.QuerySelector("#place input[name=caller]").ShouldBeNull();
            var fields = check.Document.QuerySelectorAll("#place input[name]").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value")!)).Append(("caller", "1")).ToArray();
            (await visitor.Post("/en/checkout/place", fields)).Status.ShouldBe(HttpStatusCode.Forbidden);
        }
    }
}
