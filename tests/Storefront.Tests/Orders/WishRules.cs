using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.Orders;
using Storefront.Orders.Wishes;
using Storefront.Tests.Accounts;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Orders;

public abstract class Wishing(Shop shop) : RunsOn(shop)
{
    static Task<Page> Wish(Visitor visitor, string variant) => visitor.Post("/en/account/wishes/add", ("variant", Buying.Variant(variant).ToString()), ("units", "1"));

    static List<string> Wished(Page page) => [.. page.Document.QuerySelectorAll("form[action$='/remove'] [name=variant]").Select(i => i.GetAttribute("value")!)];

    [Fact]
    public async Task The_products_page_has_a_heart_that_works_without_script()
    {
        var heart = (await Shop.Visitor().Open("/en/p/drolma-apples")).Document.QuerySelector(".buy form [formaction]")!;
        heart.GetAttribute("formaction").ShouldBe("/en/account/wishes/add");
        heart.TextContent.ShouldContain("wish list");
    }

    [Fact]
    public async Task A_guest_signs_in_and_finds_what_was_wished_for()
    {
        var (visitor, number) = (Shop.Visitor(), People.NewNumber());
        var asked = await Wish(visitor, "drolma-apples/2500g");
        asked.Path.ShouldStartWith("/en/sign-in?returnUrl=");
        asked = await visitor.Submit(asked, "#by-number", People.Fields(("tel", number)));
        var page = await visitor.Enter(asked, await Shop.CodeFor(number));
        page.Path.ShouldBe("/en/account/wishes");
        Wished(page).ShouldBe([Buying.Variant("drolma-apples/2500g").ToString()]);
        // Taken off, it does not come back by itself.
        Wished(await visitor.Submit(page, "form[action$='/wishes/remove']")).ShouldBeEmpty();
        Wished(await visitor.Open("/en/account/wishes")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_list_says_price_and_stock_as_they_are_now_and_leads_into_the_basket()
    {
        var visitor = Shop.Visitor();
        await Shop.SignIn(visitor, People.NewNumber());
        foreach (var variant in new[] { "tsering-pears/5000g", "drolma-crooked/3000g", "tsering-pears/5000g" })
        {
            await Wish(visitor, variant);
            Shop.Clock.Move(TimeSpan.FromSeconds(1));
        }
        await Shop.HasStock("drolma-crooked/3000g", 0);
        await Shop.HasPrice("tsering-pears/5000g", 4321);
        await Shop.HasStock("tsering-pears/5000g", 7);
        Shop.Clock.Move(TimeSpan.FromMinutes(1));      // what is known of variants is read anew

        var page = await visitor.Open("/en/account/wishes");
        Wished(page).ShouldBe([Buying.Variant("drolma-crooked/3000g").ToString(), Buying.Variant("tsering-pears/5000g").ToString()]);      // twice is once
        var rows = page.Document.QuerySelectorAll("main .lines li").ToList();
        rows[0].QuerySelector("form[action$='/basket/add']").ShouldBeNull();
        rows[1].TextContent.ShouldContain("43.21");
        rows[1].TextContent.ShouldContain("7 left");
        (await visitor.Submit(page, "form[action$='/basket/add']")).Path.ShouldBe("/en/basket");
        await Shop.HasStock("drolma-crooked/3000g", 50);
    }

    [Theory, InlineData("not-an-id"), InlineData("00000000-0000-0000-0000-000000000001"), InlineData("")]
    public async Task What_the_shop_does_not_know_cannot_be_wished_for(string variant)
    {
        var visitor = Shop.Visitor();
        await Shop.SignIn(visitor, People.NewNumber());
        var page = await visitor.Post("/en/account/wishes/add", ("variant", variant));
        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Document.QuerySelector("#errors").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_list_is_ones_own_and_ends_at_two_hundred()
    {
        var (visitor, number) = (Shop.Visitor(), People.NewNumber());
        await Shop.SignIn(visitor, number);
        var person = (await Shop.Db(db => db.Set<Storefront.Accounts.Person>().SingleAsync(p => p.PhoneNumber == number))).Id;
        await Shop.Db(async db =>
        {
            for (var i = 0; i < Storefront.Orders.Wishes.Wish.MostForAPerson; i++) db.Add(new Wish { PersonId = person, VariantId = Guid.NewGuid(), At = Shop.Clock.Now });
            return await db.SaveChangesAsync();
        });
        (await Wish(visitor, "drolma-apples/2500g")).Status.ShouldBe(HttpStatusCode.Conflict);
        var other = Shop.Visitor();
        await Shop.SignIn(other, People.NewNumber());
        Wished(await other.Open("/en/account/wishes")).ShouldBeEmpty();
    }
}

public sealed class WishingOnSqlite(SqliteShop shop) : Wishing(shop), IClassFixture<SqliteShop>;
public sealed class WishingOnPostgres(PostgresShop shop) : Wishing(shop), IClassFixture<PostgresShop>;
