using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.Notices;
using Storefront.Orders;
using Storefront.Platform;
using Storefront.Tests.Accounts;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Orders;

public sealed class ChangingAddressOnSqlite(SqliteShop shop) : ChangeAddressRules(shop), IClassFixture<SqliteShop>;
public sealed class ChangingAddressOnPostgres(PostgresShop shop) : ChangeAddressRules(shop), IClassFixture<PostgresShop>;

/// <summary>Until it is packed the buyer can say otherwise where an order goes.</summary>
public abstract class ChangeAddressRules(Shop shop) : RunsOn(shop)
{
    async Task<(Visitor Buyer, string Token)> Bought(string tel)
    {
        var token = await Shop.Places(await Shop.HasCheckout(tel, ("tsering-walnuts/500g", 1)));
        await Shop.Pays(token);
        return (Shop.Visitor(), token);
    }

    static async Task<Page> Changes(Visitor buyer, string token, params (string Field, string Value)[] fields)
    {
        var form = await buyer.Open((await buyer.Open($"/o/{token}?lang=en")).Document.QuerySelector("#to a[href*='/address']")!.GetAttribute("href")!);
        return await buyer.Submit(form, "#change-address", People.Fields(fields));
    }

    async Task Packs(string token)
    {
        var (part, farmer) = ((await Shop.Parts(token)).Single().Id, Shop.Visitor());
        await farmer.SignIn("point");
        await farmer.Submit(await farmer.Open($"/en/farm/part/{part}?for={Seeds.Id("producer/tsering")}"), "#weigh");
        await Shop.Settle();
    }

    [Fact]
    public async Task What_is_changed_before_packing_is_where_it_goes_and_where_news_goes()
    {
        var (before, after) = (Buying.NewTel(), Buying.NewTel());
        var (buyer, token) = await Bought(before);
        var page = await Changes(buyer, token, ("name", "韩梅梅"), ("tel", after), ("street-address", "天府大道 8 号"));
        await Shop.Settle();

        page.Path.ShouldStartWith($"/o/{token}");
        page.Document.QuerySelector("#to")!.TextContent.ShouldContain("天府大道 8 号");
        var order = await Shop.Order(token);
        (order.Contact.Name, order.Contact.Phone, order.Address!.Street, order.Buyer).ShouldBe(("韩梅梅", after, "天府大道 8 号", after));
        // Whoever did not change it himself hears of it, where he heard of it until now.
        (await Said(order.Id, Topic.AddressChanged)).ShouldBe([before]);

        await buyer.Submit(await buyer.Open("/en/orders/find"), "form#find", [new("contact", after)]);
        await Shop.Settle();
        (await Said(order.Id, Topic.OrderLink)).ShouldBe([after], "it is found by the number that it has now");
    }

    Task<List<string>> Said(Guid order, Topic topic) => Shop.Db(db => db.Notices.Where(n => n.OrderId == order && n.Topic == topic).Select(n => n.Recipient).ToListAsync());

    [Fact]
    public async Task Saved_as_it_was_nothing_happens()
    {
        var (buyer, token) = await Bought(Buying.NewTel());
        await Changes(buyer, token);
        await Shop.Settle();
        (await Said((await Shop.Order(token)).Id, Topic.AddressChanged)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_delivery_area_is_refused_beside_the_field_and_what_was_typed_stays()
    {
        var (buyer, token) = await Bought(Buying.NewTel());
        var refused = await Changes(buyer, token, ("address-level1", "广东省"), ("address-level2", "深圳市"), ("address-level3", "南山区"), ("street-address", "科技路 9 号"));
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Document.QuerySelector("#f-address-level1-error")!.TextContent.ShouldContain("another delivery area");
        refused.Document.QuerySelector("[name=street-address]")!.GetAttribute("value").ShouldBe("科技路 9 号");
        (await Shop.Order(token)).Address!.Province.ShouldBe("四川省");
    }

    [Fact]
    public async Task What_looks_odd_is_saved_and_said()
    {
        var (buyer, token) = await Bought(Buying.NewTel());
        var page = await Changes(buyer, token, ("address-level3", "高新区"));
        page.Document.QuerySelector("[role=status]")!.TextContent.ShouldContain("Saved");
        page.Document.QuerySelector("#doubt")!.TextContent.ShouldContain("We do not find “高新区” in 成都市");
        (await Shop.Order(token)).Address!.District.ShouldBe("高新区");
    }

    [Fact]
    public async Task What_an_address_must_have_is_asked_here_too()
    {
        var (buyer, token) = await Bought(Buying.NewTel());
        var refused = await Changes(buyer, token, ("tel", "12"), ("street-address", ""));
        refused.Document.QuerySelectorAll("#f-tel-error, #f-street-address-error").Length.ShouldBe(2);
    }

    [Fact]
    public async Task Once_packed_it_is_not_offered_and_a_form_left_open_is_refused()
    {
        var (buyer, token) = await Bought(Buying.NewTel());
        var open = await buyer.Open($"/o/{token}/address?lang=en");
        await Packs(token);
        (await buyer.Open($"/o/{token}?lang=en")).Document.QuerySelector("#to a[href*='/address']").ShouldBeNull();
        (await buyer.Open($"/o/{token}/address?lang=en")).Path.ShouldBe($"/o/{token}?lang=en");

        var refused = await buyer.Submit(open, "#change-address", People.Fields(("street-address", "天府大道 8 号")));
        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        refused.Text.ShouldContain("packed already");
        (await Shop.Order(token)).Address!.Street.ShouldNotBe("天府大道 8 号");
    }

    [Fact]
    public async Task Of_a_gift_the_receiver_changes_and_the_buyer_stays()
    {
        var (buyer, token) = await Bought(Buying.NewTel());
        await Shop.Db(db => db.Orders.Where(o => o.Token == token).ExecuteUpdateAsync(o => o.SetProperty(x => x.Gift, new Gift("韩梅梅", "13700001111", "生日快乐"))));
        var before = await Shop.Order(token);
        (await buyer.Open($"/o/{token}/address?lang=en")).Document.QuerySelector("[name=email]").ShouldBeNull();
        await Changes(buyer, token, ("name", "韩雪"), ("tel", "13700002222"));
        var after = await Shop.Order(token);
        after.Gift.ShouldBe(new Gift("韩雪", "13700002222", "生日快乐"));
        (after.Contact, after.Buyer).ShouldBe((before.Contact, before.Buyer));
    }
}
