using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Storefront.Orders;
using Storefront.Orders.Baskets;
using Storefront.Tests.Accounts;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Orders;

/// <summary>One basket for a person, on every device.</summary>
public abstract class Gathering(Shop shop) : RunsOn(shop)
{
    static Task<Page> Add(Visitor visitor, string variant, int units) => visitor.Post("/en/basket/add", ("variant", Buying.Variant(variant).ToString()), ("units", $"{units}"));

    static async Task<Dictionary<string, string>> Lies(Visitor visitor) => (await visitor.Open("/en/basket")).Document.QuerySelectorAll("form[action$='/change']")
        .ToDictionary(f => f.QuerySelector("[name=variant]")!.GetAttribute("value")!, f => f.QuerySelector("[name=units]")!.GetAttribute("value")!, StringComparer.Ordinal);

    static KeyValuePair<string, string> Line(string variant, int units) => KeyValuePair.Create(Buying.Variant(variant).ToString(), $"{units}");

    [Fact]
    public async Task A_basket_filled_before_signing_in_is_there_on_another_device()
    {
        var (phone, desk, number) = (Shop.Visitor(), Shop.Visitor(), People.NewNumber());
        await Add(phone, "drolma-apples/2500g", 2);
        await Shop.SignIn(phone, number);
        (await Lies(phone)).ShouldBe([Line("drolma-apples/2500g", 2)]);

        var landed = await Shop.SignIn(desk, number);
        landed.Answer.Headers.GetValues("Set-Cookie").ShouldContain(c => c.StartsWith("basket-count=2;", StringComparison.Ordinal));
        (await desk.Open("/en/basket")).Text.ShouldContain("1 thing was chosen on another device");
        (await desk.Open("/en/basket")).Text.ShouldNotContain("another device");      // said once
        await Add(desk, "tsering-pears/5000g", 1);
        (await Lies(phone)).ShouldBe([Line("drolma-apples/2500g", 2), Line("tsering-pears/5000g", 1)], ignoreOrder: true);
    }

    [Fact]
    public async Task What_two_devices_hold_comes_together_and_is_said()
    {
        var (phone, desk, number) = (Shop.Visitor(), Shop.Visitor(), People.NewNumber());
        await Shop.SignIn(phone, number);
        await Add(phone, "drolma-apples/2500g", 2);
        await phone.Open("/en/basket");

        await Add(desk, "drolma-apples/2500g", 3);
        await Add(desk, "tsering-pears/5000g", 1);
        await Shop.SignIn(desk, number, "?returnUrl=%2Fen%2Fbasket");
        // It was signed in to lead here: the sentence stands on the page that was led to.
        var page = await desk.Open("/en/basket");
        (await Lies(desk)).ShouldBe([Line("drolma-apples/2500g", 3), Line("tsering-pears/5000g", 1)], ignoreOrder: true);
        (await Lies(phone)).ShouldBe([Line("drolma-apples/2500g", 3), Line("tsering-pears/5000g", 1)], ignoreOrder: true);
        page.Text.ShouldNotContain("no longer");
    }

    [Fact]
    public async Task The_address_that_was_typed_last_is_the_one_that_is_meant()
    {
        var (phone, desk, number) = (Shop.Visitor(), Shop.Visitor(), People.NewNumber());
        await Shop.SignIn(phone, number);
        await Add(phone, "drolma-apples/2500g", 1);
        await TypeStreet(phone, "旧街 1 号");
        Shop.Clock.Move(TimeSpan.FromMinutes(1));
        await Add(desk, "tsering-pears/5000g", 1);
        await TypeStreet(desk, "新街 2 号");
        await Shop.SignIn(desk, number);
        (await Street(desk)).ShouldBe("新街 2 号");

        // The other way round: what this browser still had from before gives way.
        var late = Shop.Visitor();
        await Add(late, "drolma-apples/2500g", 1);
        await TypeStreet(late, "更旧的街");
        Shop.Clock.Move(TimeSpan.FromMinutes(1));
        await TypeStreet(desk, "最新街 3 号");
        await Shop.SignIn(late, number);
        (await Street(late)).ShouldBe("最新街 3 号");
    }

    static async Task TypeStreet(Visitor visitor, string street) =>
        (await visitor.Post("/en/checkout/address", ("country", "CN"), ("name", "李雷"), ("tel", "13812345678"), ("address-level1", "四川省"), ("address-level2", "成都市"),
        ("street-address", street))).Path.ShouldBe("/en/checkout/delivery");

    static async Task<string?> Street(Visitor visitor) => (await visitor.Open("/en/checkout/address")).Document.QuerySelector("[name=street-address]") is { } field
        ? field.GetAttribute("value") ?? field.TextContent : null;

    [Fact]
    public async Task A_price_that_rose_is_explained_after_signing_in_too()
    {
        var (phone, desk, number) = (Shop.Visitor(), Shop.Visitor(), People.NewNumber());
        await Shop.SignIn(phone, number);
        await Add(phone, "drolma-apples/2500g", 1);
        var pear = Buying.Variant("tsering-pears/5000g");
        var fen = await Shop.Db(db => db.Database.SqlQuery<long>($"select price_fen as \"Value\" from catalog_variants where id = {pear}").SingleAsync());
        await desk.Post("/en/basket/add", ("variant", $"{pear}:{fen - 200}"), ("units", "1"));
        await Shop.SignIn(desk, number);
        (await desk.Open("/en/basket")).Text.ShouldContain($"It was ¥{(fen - 200) / 100m:0.00} when you put it in");
    }

    [Fact]
    public async Task What_came_together_is_said_on_the_baskets_page_once_wherever_the_sign_in_landed()
    {
        var (phone, desk, number) = (Shop.Visitor(), Shop.Visitor(), People.NewNumber());
        await Shop.SignIn(phone, number);
        await Add(phone, "drolma-apples/2500g", 2);
        await phone.Open("/en/basket");
        await Add(desk, "tsering-pears/5000g", 1);
        (await Shop.SignIn(desk, number)).Path.ShouldBe("/en/account");
        (await desk.Open("/en/basket")).Text.ShouldContain("1 thing you chose on this device went into the basket of your account");
        (await desk.Open("/en/basket")).Text.ShouldNotContain("went into");
    }

    [Fact]
    public async Task After_signing_out_the_browser_has_an_empty_basket_and_the_account_keeps_its_own()
    {
        var (visitor, number) = (Shop.Visitor(), People.NewNumber());
        var page = await Shop.SignIn(visitor, number);
        await Add(visitor, "drolma-apples/2500g", 2);
        await visitor.Open("/en/basket");
        await visitor.Submit(await visitor.Open("/en/account"), "#sign-out");
        (await Lies(visitor)).ShouldBeEmpty();
        await Shop.SignIn(visitor, number);
        (await Lies(visitor)).ShouldBe([Line("drolma-apples/2500g", 2)]);
    }

    [Fact]
    public async Task A_cookie_of_somebody_elses_basket_leads_to_the_own_one()
    {
        var (first, second) = (Shop.Visitor(), Shop.Visitor());
        await Shop.SignIn(first, People.NewNumber());
        await Add(first, "drolma-apples/2500g", 2);
        await first.Open("/en/basket");
        // As if two people shared a browser whose cookies were not cleared.
        var theirs = await Shop.Db(db => db.Baskets.Where(b => b.PersonId != null).OrderByDescending(b => b.UpdatedAt).Select(b => b.Id).FirstAsync());
        await Shop.SignIn(second, People.NewNumber());
        second.Client.DefaultRequestHeaders.Add("Cookie", $"basket={theirs:N}");
        var number = People.NewNumber();
        var gathered = await Shop.Send(new GatherBasket(Guid.NewGuid(), theirs));
        gathered.Basket.ShouldNotBe(theirs);
        gathered.Boxes.ShouldBe(0);
        (await Lies(first)).ShouldBe([Line("drolma-apples/2500g", 2)]);
    }

    [Fact]
    public async Task Two_devices_that_sign_in_at_once_end_with_one_basket()
    {
        var person = Guid.NewGuid();
        var guests = new List<Guid>();
        for (var i = 0; i < 6; i++)
        {
            guests.Add(Guid.NewGuid());
            await Shop.Send(new AddToBasket(guests[i], Buying.Variant(i % 2 == 0 ? "drolma-apples/2500g" : "tsering-pears/5000g"), i + 1));
        }
        await Task.WhenAll(guests.Select(g => Shop.Send(new GatherBasket(person, g))));
        var basket = (await Shop.Db(db => db.Baskets.Where(b => b.PersonId == person).ToListAsync())).ShouldHaveSingleItem();
        var lines = await Shop.Db(db => db.BasketLines.Where(l => l.BasketId == basket.Id).ToDictionaryAsync(l => l.VariantId, l => l.Units));
        lines.ShouldBe(new Dictionary<Guid, int> { [Buying.Variant("drolma-apples/2500g")] = 5, [Buying.Variant("tsering-pears/5000g")] = 6 }, ignoreOrder: true);
        (await Shop.Db(db => db.Baskets.CountAsync(b => guests.Contains(b.Id)))).ShouldBe(1);
    }

    [Fact]
    public async Task An_order_takes_the_basket_with_it_on_every_device()
    {
        var (phone, desk, number) = (Shop.Visitor(), Shop.Visitor(), People.NewNumber());
        await Shop.SignIn(phone, number);
        await Shop.SignIn(desk, number);
        await MyOrders.Buys(phone, number);
        (await Lies(desk)).ShouldBeEmpty();
        await Add(desk, "drolma-apples/2500g", 1);
        await desk.Open("/en/basket");
        (await Lies(phone)).ShouldBe([Line("drolma-apples/2500g", 1)]);
    }
}

public sealed class GatheringOnSqlite(SqliteShop shop) : Gathering(shop), IClassFixture<SqliteShop>;
public sealed class GatheringOnPostgres(PostgresShop shop) : Gathering(shop), IClassFixture<PostgresShop>;

public sealed class TogetherTests
{
    /// <summary>No line is lost, none grows beyond what somebody chose, and gathering once more changes nothing.</summary>
    [Fact]
    public void Gathering_loses_no_line() => Prop.ForAll(Baskets(), Baskets(), (mine, theirs) =>
    {
        var together = GatherBasketHandler.Together(mine, theirs);
        together.Keys.ShouldBe(mine.Keys.Union(theirs.Keys), ignoreOrder: true);
        foreach (var (variant, units) in together) units.ShouldBe(Math.Max(mine.GetValueOrDefault(variant), theirs.GetValueOrDefault(variant)));
        GatherBasketHandler.Together(together, theirs).ShouldBe(together, ignoreOrder: true);
    }).QuickCheckThrowOnFailure();

    static readonly Guid[] Variants = [.. Enumerable.Range(0, 8).Select(_ => Guid.NewGuid())];

    static Arbitrary<Dictionary<Guid, int>> Baskets() => Gen.ListOf(Gen.Zip(Gen.Elements(Variants), Gen.Choose(1, Basket.MostUnits)))
        .Select(lines => lines.GroupBy(l => l.Item1).ToDictionary(g => g.Key, g => g.First().Item2)).ToArbitrary();
}
