using System.Diagnostics;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Orders;
using Storefront.Orders.Baskets;
using Storefront.Orders.Checkout;
using Storefront.Platform.Data;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Orders;

public sealed class PlacingOnSqlite(SqliteShop shop) : PlacingRules(shop), IClassFixture<SqliteShop>;
public sealed class PlacingOnPostgres(PostgresShop shop) : PlacingRules(shop), IClassFixture<PostgresShop>
{
    /// <summary>On SQLite the lane's transaction is the only writer.</summary>
    [Fact]
    public async Task What_is_added_while_the_order_is_placed_lies_in_a_basket_of_its_own()
    {
        var (ready, added) = (await Shop.HasCheckout(("tsering-pears/2500g", 1)), Buying.Variant("tsering-walnuts/500g"));
        Task<string> placing;
        Task<int> adding;
        await using (var scope = Shop.Services.CreateAsyncScope())
        {
            // Somebody holds the pears: the lane has looked at the basket and waits for them.
            var db = scope.ServiceProvider.GetRequiredService<StoreDb>();
            await using var holding = await db.Database.BeginTransactionAsync();
            await db.Database.ExecuteSqlAsync($"select 1 from catalog_variants where id = {Buying.Variant("tsering-pears/2500g")} for update");
            placing = Task.Run(() => Shop.Places(ready));
            await Until(async () => await Waiting() == 1);
            adding = Task.Run(() => Shop.Send(new AddToBasket(ready.Basket, added, 2)));
            await Until(async () => adding.IsCompleted || await Waiting() == 2);
            await holding.RollbackAsync();
        }
        var order = await Shop.Order(await placing);
        await adding;

        (await Shop.Db(db => db.OrderLines.CountAsync(l => l.OrderId == order.Id))).ShouldBe(1);
        var basket = await Shop.Db(db => db.Baskets.AsNoTracking().SingleAsync(b => b.Id == ready.Basket));
        basket.CheckoutId.ShouldNotBe(ready.Checkout);
        var line = await Shop.Db(db => db.BasketLines.AsNoTracking().SingleAsync(l => l.BasketId == ready.Basket));
        (line.VariantId, line.Units).ShouldBe((added, 2));
    }

    Task<int> Waiting() => Shop.Db(db =>
        db.Database.SqlQuery<int>($"""select count(*)::int as "Value" from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'""")
            .SingleAsync());

    static async Task Until(Func<Task<bool>> so)
    {
        // Each look is a round trip to the server, which is pause enough.
        var begun = Stopwatch.GetTimestamp();
        while (!await so()) Stopwatch.GetElapsedTime(begun).ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }
}

public abstract class PlacingRules(Shop shop) : RunsOn(shop)
{
    [Fact]
    public async Task An_order_freezes_what_was_shown_and_its_parts_add_up()
    {
        var ready = await Shop.HasCheckout(("drolma-apples/2500g", 2), ("tashi-apples/3000g", 1), ("tsering-walnuts/1000g", 1));
        var before = await Shop.StockOf("drolma-apples/2500g");

        var order = await Shop.Order(await Shop.Places(ready));

        order.State.ShouldBe(OrderState.Placed);
        order.PaymentState.ShouldBe(PaymentState.Unpaid);
        order.Total.ShouldBe(ready.Total);
        order.HoldUntil.ShouldBe(order.PlacedAt.AddMinutes(15));
        order.Area.ShouldBe("chengdu");
        order.Contact.Name.ShouldBe("李雷");
        order.Token.ShouldNotBe(order.TrackingToken);
        var parts = await Shop.Parts(order.Token);
        parts.Count.ShouldBe(3);
        parts.ShouldAllBe(p => p.Fulfilment == Fulfilment.None);
        var lines = await Shop.Db(db => db.OrderLines.AsNoTracking().Where(l => l.OrderId == order.Id).ToListAsync());
        var adjustments = await Shop.Db(db => db.Adjustments.AsNoTracking().Where(a => a.OrderId == order.Id).ToListAsync());
        lines.ShouldAllBe(l => l.Paid == l.UnitPrice * l.Units - adjustments.Where(a => a.LineId == l.Id).Sum(a => a.Amount));
        (lines.Sum(l => l.Paid) + order.Delivery).ShouldBe(order.Total);
        parts.Sum(p => p.Goods).ShouldBe(lines.Sum(l => l.Paid));
        adjustments.Sum(a => a.Amount).ShouldBe(order.Discount);
        order.Discount.ShouldBeGreaterThan(Money.Zero, "the campaign has a spend-and-save rule");
        (await Shop.StockOf("drolma-apples/2500g")).ShouldBe(before - 2);
        (await Shop.Db(db => db.Baskets.CountAsync(b => b.Id == ready.Basket))).ShouldBe(0);
        (await Shop.Db(db => db.BasketLines.CountAsync(b => b.BasketId == ready.Basket))).ShouldBe(0);
    }

    [Fact]
    public async Task The_same_checkout_again_answers_the_same_order()
    {
        var ready = await Shop.HasCheckout(("tsering-pears/2500g", 1));
        var token = await Shop.Places(ready);
        (await Shop.Places(ready)).ShouldBe(token);
        (await Shop.Send(new PlaceOrder(null, ready.Checkout, ready.Shown, Buying.Everything, "zh"))).ShouldBe(token);
    }

    [Fact]
    public async Task The_same_checkout_many_times_at_once_makes_one_order_and_takes_stock_once()
    {
        await Shop.HasStock("tsering-pears/5000g", 3);
        var ready = await Shop.HasCheckout(("tsering-pears/5000g", 2));
        var tokens = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Shop.Places(ready))));
        tokens.Distinct().Count().ShouldBe(1);
        (await Shop.Db(db => db.Orders.CountAsync(o => o.CheckoutId == ready.Checkout))).ShouldBe(1);
        (await Shop.StockOf("tsering-pears/5000g")).ShouldBe(1);
    }

    [Fact]
    public async Task One_line_short_gives_nothing_away()
    {
        await Shop.HasStock("lobsang-pomegranates/5000g", 5);
        var plenty = await Shop.StockOf("lobsang-pomegranates/2500g");
        var ready = await Shop.HasCheckout(("lobsang-pomegranates/2500g", 1), ("lobsang-pomegranates/5000g", 2));
        await Shop.HasStock("lobsang-pomegranates/5000g", 1);

        var refusal = await Shop.Places(ready).ShouldThrowAsync<Refusal>();

        (refusal.Code, refusal.Kind).ShouldBe(("units-left", RefusalKind.Conflict));
        ((Text)refusal.Arguments[1]!).In("en").ShouldBe("5 kg box", "the other pack is there still");
        refusal.Arguments[2].ShouldBe(1);
        (await Shop.StockOf("lobsang-pomegranates/2500g")).ShouldBe(plenty);
        (await Shop.StockOf("lobsang-pomegranates/5000g")).ShouldBe(1);
        (await Shop.Db(db => db.Orders.CountAsync(o => o.CheckoutId == ready.Checkout))).ShouldBe(0);
        (await Shop.Db(db => db.Baskets.CountAsync(b => b.Id == ready.Basket))).ShouldBe(1, "the basket stays");
    }

    [Fact]
    public async Task Another_total_than_the_shown_one_is_not_placed_and_the_stock_comes_back()
    {
        await Shop.HasStock("sonam-apple-chips/250g", 10);
        var ready = await Shop.HasCheckout(("sonam-apple-chips/250g", 2));
        await Shop.HasPrice("sonam-apple-chips/250g", 2700);

        var refusal = await Shop.Places(ready).ShouldThrowAsync<Refusal>();

        refusal.Code.ShouldBe("price-changed");
        refusal.Arguments[0].ShouldBe(new Money(5400));
        (await Shop.StockOf("sonam-apple-chips/250g")).ShouldBe(10);
        (await Shop.Places(ready, new Money(5400))).ShouldNotBeEmpty();
        (await Shop.StockOf("sonam-apple-chips/250g")).ShouldBe(8);
    }

    [Fact]
    public async Task A_total_of_ones_own_buys_nothing()
    {
        var ready = await Shop.HasCheckout(("tsering-walnuts/500g", 1));
        (await Shop.Places(ready, new Money(1)).ShouldThrowAsync<Refusal>()).Code.ShouldBe("price-changed");
        (await Shop.Db(db => db.Orders.CountAsync(o => o.CheckoutId == ready.Checkout))).ShouldBe(0);
    }

    [Fact]
    public async Task The_limit_per_person_holds_over_orders_and_is_given_back_with_nothing_taken()
    {
        var tel = Buying.NewTel();
        var first = await Shop.HasCheckout(tel, ("drolma-apples/1500g", 4));
        var second = await Shop.HasCheckout($"+86 {tel}", ("drolma-apples/1500g", 4));
        await Shop.Places(first);
        var left = await Shop.StockOf("drolma-apples/1500g");

        (await Shop.Places(second).ShouldThrowAsync<Refusal>()).Code.ShouldBe("limit-per-person");

        (await Shop.StockOf("drolma-apples/1500g")).ShouldBe(left);
        await Shop.Places(await Shop.HasCheckout(tel, ("drolma-apples/1500g", 1)));
    }

    [Fact]
    public async Task Two_hundred_buyers_for_twenty_boxes_place_exactly_twenty()
    {
        await Shop.HasStock("tashi-golden/2500g", 20);
        var ready = new List<Ready>();
        for (var i = 0; i < 200; i++) ready.Add(await Shop.HasCheckout(("tashi-golden/2500g", 1)));

        var answers = await Task.WhenAll(ready.Select(r => Task.Run(async () =>
        {
            try { return await Shop.Places(r); }
            catch (Refusal refusal) { return refusal.Code; }
        })));

        answers.Count(a => a == "sold-out").ShouldBe(180);
        answers.Where(a => a != "sold-out").Distinct().Count().ShouldBe(20);
        (await Shop.StockOf("tashi-golden/2500g")).ShouldBe(0);
        var sold = Buying.Variant("tashi-golden/2500g");
        (await Shop.Db(db => db.OrderLines.CountAsync(l => l.VariantId == sold))).ShouldBe(20);
        (await Shop.Db(db => db.BasketLines.CountAsync(l => l.VariantId == sold))).ShouldBe(180);
    }

    [Fact]
    public async Task A_poisoned_checkout_does_not_fail_the_others_of_its_batch()
    {
        var lane = Shop.Services.GetRequiredService<CheckoutLane>();
        var good = new List<Placement>();
        for (var i = 0; i < 5; i++) good.Add(await PlacementOf(await Shop.HasCheckout(("tsering-walnuts/2500g", 1))));
        // No row may hold a null token of contact: this one cannot be written.
        var poisoned = (await PlacementOf(await Shop.HasCheckout(("tsering-walnuts/2500g", 1)))) with { Buyer = null! };

        var answers = await Task.WhenAll(good.Take(2).Append(poisoned).Concat(good.Skip(2)).Select(async p =>
        {
            try { return (await lane.Enter(p)).Token; }
            catch (Exception failure) when (failure is not Refusal) { return "poisoned"; }
        }));

        answers.Count(a => a == "poisoned").ShouldBe(1);
        answers.Distinct().Count().ShouldBe(6);
        foreach (var p in good) (await Shop.Db(db => db.Orders.CountAsync(o => o.CheckoutId == p.CheckoutId))).ShouldBe(1);
    }

    [Fact]
    public async Task A_basket_that_changed_since_it_was_checked_is_not_placed()
    {
        var ready = await Shop.HasCheckout(("tsering-walnuts/500g", 1));
        var placement = await PlacementOf(ready);
        await Shop.Send(new ChangeBasket(ready.Basket, Buying.Variant("tsering-walnuts/500g"), 3));
        (await Shop.Services.GetRequiredService<CheckoutLane>().Enter(placement)).Refused!.Code.ShouldBe("basket-changed");
    }

    [Fact]
    public async Task A_line_swapped_for_another_of_the_same_price_is_not_placed_as_what_was_shown()
    {
        var ready = await Shop.HasCheckout(("tsering-pears/2500g", 1));
        await Shop.HasPrice("lobsang-pomegranates/2500g", 2600);
        Shop.Clock.Move(TimeSpan.FromSeconds(1));
        await Shop.Send(new AddToBasket(ready.Basket, Buying.Variant("lobsang-pomegranates/2500g"), 1));
        await Shop.Send(new RemoveFromBasket(ready.Basket, Buying.Variant("tsering-pears/2500g")));
        var now = await Shop.Sees(ready.Basket);
        now.Total.ShouldBe(ready.Total);

        (await Shop.Places(ready).ShouldThrowAsync<Refusal>()).Code.ShouldBe("basket-changed");

        (await Shop.Db(db => db.Orders.CountAsync(o => o.CheckoutId == ready.Checkout))).ShouldBe(0);
        (await Shop.Places(ready with { Shown = now })).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Another_window_than_the_shown_one_is_not_placed()
    {
        var ready = await Shop.HasCheckout(("tsering-walnuts/500g", 1));
        var shown = ready.Shown.Window;
        var refusal = await Shop.Places(ready with { Shown = ready.Shown with { Window = new(shown.From.AddDays(-1), shown.To) } }).ShouldThrowAsync<Refusal>();
        (refusal.Code, refusal.Arguments[0]).ShouldBe(("window-changed", (object)shown));
        (await Shop.Db(db => db.Orders.CountAsync(o => o.CheckoutId == ready.Checkout))).ShouldBe(0);
    }

    [Fact]
    public async Task Whoever_has_no_complete_checkout_places_nothing()
    {
        var ready = await Shop.HasCheckout(("tsering-walnuts/500g", 1));
        await Shop.Db(db => db.Baskets.Where(b => b.Id == ready.Basket).ExecuteUpdateAsync(b => b.SetProperty(x => x.Payment, (string?)null)));
        (await Shop.Places(ready).ShouldThrowAsync<Refusal>()).Code.ShouldBe("checkout-incomplete");
        (await Shop.Send(new PlaceOrder(null, Guid.NewGuid(), ready.Shown, Buying.Everything, "zh")).ShouldThrowAsync<Refusal>()).Code.ShouldBe("empty-basket");
        (await Shop.Send(new PlaceOrder(ready.Basket, Guid.NewGuid(), ready.Shown, Buying.Everything, "zh")).ShouldThrowAsync<Refusal>()).Code.ShouldBe("basket-changed");
    }

    async Task<Placement> PlacementOf(Ready ready)
    {
        var seen = await Shop.Send(new LookAtBasket(ready.Basket));
        var typed = seen.Kept!.Typed!;
        return new(Guid.CreateVersion7(), ready.Basket, ready.Checkout, ready.Total, "zh", typed.ToContact("zh"), typed.ToGift(), null, typed.ToAddress(),
            typed.Buyer, "chengdu", seen.Delivery, seen.Choices[0].Window,
            [], [.. seen.Lines.Select(l => new LineWanted(l.Offer, l.Units))]);
    }
}
