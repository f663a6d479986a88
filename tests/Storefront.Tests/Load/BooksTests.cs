using Microsoft.EntityFrameworkCore;
using Storefront.Load;
using Storefront.Orders;
using Storefront.Orders.OrderPage;
using Storefront.Platform;
using Storefront.Tests.Fixture;
using Storefront.Tests.Orders;

namespace Storefront.Tests.Load;

public sealed class BooksOnSqlite(SqliteShop shop) : BooksRules(shop), IClassFixture<SqliteShop>;
public sealed class BooksOnPostgres(PostgresShop shop) : BooksRules(shop), IClassFixture<PostgresShop>;

/// <summary>The load rig's zeros mean something only if each is a one when something is wrong: every check is shown a damaged book.</summary>
public abstract class BooksRules(Shop shop) : RunsOn(shop)
{
    async Task<Books> Books() => new(await Shop.Db(db => Task.FromResult(db.Database.GetConnectionString()!)));

    async Task<Order> Paid()
    {
        var token = await Shop.Buys(("drolma-apples/2500g", 1), ("tsering-walnuts/1000g", 1));
        await Shop.Pays(token);
        return await Shop.Order(token);
    }

    async Task<Order> Cancelled(bool whole)
    {
        var order = await Paid();
        await Shop.Send(new CancelOrder(order.Token, whole ? null : (await Shop.Parts(order.Token))[0].Id));
        await Shop.Settle();
        return await Shop.Order(order.Token);
    }

    async Task<Order> Underweight()
    {
        var order = await Paid();
        var part = (await Shop.Parts(order.Token)).Single(p => p.ProducerId == Seeds.Id("producer/drolma"));
        var farmer = Shop.Visitor();
        await farmer.SignIn("drolma");
        var page = await farmer.Open($"/en/farm/part/{part.Id}?for={part.ProducerId}");
        var field = page.Document.QuerySelector("#weigh [name^=kg-]")!.GetAttribute("name")!;
        await farmer.Submit(await farmer.Submit(page, "#weigh", [new(field, "2.1")]), "#weigh");
        await Shop.Settle();
        return await Shop.Order(order.Token);
    }

    Task<int> Damage(string sql, Order order) => Shop.Db(db => db.Database.ExecuteSqlRawAsync(sql, order.Id));

    [Fact]
    public async Task Nothing_is_found_where_nothing_is_wrong()
    {
        var books = await Books();
        var (before, sums) = (await books.NotExactlyOnce(), await books.Sum());
        await Paid();
        await Cancelled(whole: true);
        await Cancelled(whole: false);
        await Shop.Buys(("drolma-apples/2500g", 1));
        await Underweight();
        (await books.NotExactlyOnce()).ShouldBe(before);
        var now = await books.Sum();
        (now.MoneyWithoutOrder, now.OrdersWithoutMoney).ShouldBe((sums.MoneyWithoutOrder, sums.OrdersWithoutMoney));
    }

    [Theory]
    [InlineData("delete from catalog_allocations where order_id = {0}", 1)]
    [InlineData("delete from shipping_parcels where order_id = {0}", 2)]
    [InlineData("delete from payments_ledger where order_id = {0}", 1)]
    [InlineData("delete from community_counted where order_id = {0}", 2)]
    [InlineData("update community_counted set units = units + 1 where order_id = {0}", 2)]
    [InlineData("update community_counted set state = 'Cancelled' where order_id = {0}", 2)]
    [InlineData("delete from notices_messages where order_id = {0} and topic = 'Placed'", 1)]
    [InlineData("delete from notices_messages where order_id = {0} and topic = 'Paid'", 1)]
    [InlineData("update notices_messages set topic = 'Paid', version = 2 where order_id = {0} and topic = 'Placed'", 2)]
    [InlineData("delete from notices_orders where order_id = {0}", 2)]
    public async Task An_effect_of_a_paid_order_that_is_missing_or_double_is_found(string damage, int found)
    {
        var (books, order) = (await Books(), await Paid());
        var before = await books.NotExactlyOnce();
        await Damage(damage, order);
        (await books.NotExactlyOnce()).ShouldBe(before + found);
    }

    [Theory]
    [InlineData("delete from notices_messages where order_id = {0} and topic = 'Refunded'", 1)]
    [InlineData("update community_counted set state = 'Counted' where order_id = {0}", 2)]
    [InlineData("delete from payments_ledger where order_id = {0} and cause = 'RefundSent'", 1)]
    public async Task An_effect_of_a_refund_that_is_missing_is_found(string damage, int found)
    {
        var (books, order) = (await Books(), await Cancelled(whole: true));
        var before = await books.NotExactlyOnce();
        await Damage(damage, order);
        (await books.NotExactlyOnce()).ShouldBe(before + found);
    }

    [Theory]
    [InlineData("update community_counted set mass_grams = 2500 where mass_grams = 2100 and order_id = {0}", 1)]
    [InlineData("update community_counted set paid_fen = paid_fen + 1 where mass_grams = 2100 and order_id = {0}", 1)]
    [InlineData("delete from notices_messages where order_id = {0} and topic = 'Refunded'", 1)]
    public async Task An_effect_of_a_light_box_that_is_missing_is_found(string damage, int found)
    {
        var (books, order) = (await Books(), await Underweight());
        var before = await books.NotExactlyOnce();
        await Damage(damage, order);
        (await books.NotExactlyOnce()).ShouldBe(before + found);
    }

    [Fact]
    public async Task Money_of_a_paid_order_that_ended_without_a_refund_has_no_order()
    {
        var (books, order) = (await Books(), await Paid());
        var before = (await books.Sum()).MoneyWithoutOrder;
        await Damage("update orders_orders set state = 'Cancelled' where id = {0}", order);
        (await books.Sum()).MoneyWithoutOrder.ShouldBe(before + 1);
    }

    [Fact]
    public async Task Money_of_a_cancelled_part_that_the_provider_still_holds_has_no_order()
    {
        var (books, order) = (await Books(), await Cancelled(whole: false));
        var before = (await books.Sum()).MoneyWithoutOrder;
        await Damage("delete from payments_ledger where order_id = {0} and cause = 'RefundSent'", order);
        (await books.Sum()).MoneyWithoutOrder.ShouldBe(before + 1);
    }

    [Theory]
    [InlineData("update payments_attempts set refunded_fen = amount_fen where order_id = {0}")]
    [InlineData("delete from payments_ledger where order_id = {0}")]
    [InlineData("delete from payments_attempts where order_id = {0}")]
    public async Task A_living_order_whose_money_is_gone_is_found(string damage)
    {
        var (books, order) = (await Books(), await Cancelled(whole: false));
        var before = (await books.Sum()).OrdersWithoutMoney;
        await Damage(damage, order);
        (await books.Sum()).OrdersWithoutMoney.ShouldBe(before + 1);
    }
}
