using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Community;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Payments;
using Storefront.Notices;
using Storefront.Orders;
using Storefront.Orders.Baskets;
using Storefront.Orders.Checkout;
using Storefront.Orders.OrderPage;
using Storefront.Orders.Reviews;
using Storefront.Orders.Vouchers;
using Storefront.Payments.Ledger;
using Storefront.Platform;
using Storefront.Platform.Web;
using Storefront.Tests.Fixture;
using Storefront.Tests.Payments;

namespace Storefront.Tests.Orders;

public sealed class VouchersOnSqlite(SqliteShop shop) : VoucherRules(shop), IClassFixture<SqliteShop>;
public sealed class VouchersOnPostgres(PostgresShop shop) : VoucherRules(shop), IClassFixture<PostgresShop>;

public abstract class VoucherRules(Shop shop) : RunsOn(shop)
{
    const string Tree = "zhongde-tree-voucher/harvest", LateNight = "zhongde-stay/day-5", LastNight = "zhongde-stay/day-6", Soon = "zhongde-stay/day-1";
    static readonly Guid Drolma = Seeds.Id("producer/drolma");

    Task<List<Voucher>> Vouchers(string token) => Shop.Db(async db =>
    {
        var order = await db.Orders.SingleAsync(o => o.Token == token);
        return await db.Vouchers.AsNoTracking().Where(v => v.OrderId == order.Id).OrderBy(v => v.Position).ToListAsync();
    });

    async Task<(string Token, List<Voucher> Vouchers)> Bought(params (string Variant, int Units)[] lines)
    {
        var token = await Shop.Buys(lines);
        await Shop.Pays(token);
        return (token, await Vouchers(token));
    }

    Task Redeem(string code) => Shop.Send(new RedeemVoucher(code));

    static async Task<string> RefusalOf(Func<Task> act) => (await Should.ThrowAsync<Refusal>(act)).Code;

    [Fact]
    public async Task A_paid_order_has_one_voucher_for_each_unit_however_often_the_money_is_heard_of()
    {
        var token = await Shop.Buys((Tree, 3));
        (await Vouchers(token)).ShouldBeEmpty("nothing is paid yet");
        await Shop.Pays(token);
        var order = await Shop.Order(token);
        var vouchers = await Vouchers(token);
        vouchers.Count.ShouldBe(3);
        vouchers.Select(v => v.Code).Distinct().Count().ShouldBe(3);
        vouchers.ShouldAllBe(v => v.State == VoucherState.Open && Codes.Voucher(v.Code) == v.Code);

        await Shop.Tells(new PaymentSucceeded(order.Id, order.PaidBy!.Value, order.Total, Shop.Clock.Now));
        (await Vouchers(token)).Select(v => v.Code).ShouldBe(vouchers.Select(v => v.Code));
    }

    [Fact]
    public async Task Nothing_of_it_is_sent_packed_or_weighed()
    {
        var (token, _) = await Bought((Tree, 2));
        var order = await Shop.Order(token);
        (order.Address, order.Area, order.Gift, order.Delivery, order.State).ShouldBe((null, null, null, Money.Zero, OrderState.Confirmed));
        var part = (await Shop.Parts(token)).Single();
        (part.Vouchers, part.Fulfilment).ShouldBe((true, Fulfilment.Issued));

        (await Shop.Db(db => db.Set<Storefront.Shipping.Parcel>().CountAsync(p => p.OrderId == order.Id))).ShouldBe(0);
        (await Shop.Db(db => db.Set<Storefront.Catalog.Allocation>().CountAsync(a => a.OrderId == order.Id))).ShouldBe(0);
        (await Shop.Db(db => db.Set<Storefront.Catalog.Hold>().SingleAsync(h => h.OrderId == order.Id))).PackedAt.ShouldNotBeNull("a listing may close although its vouchers are still open");
        var counted = await Shop.Db(db => db.Set<Counted>().AsNoTracking().SingleAsync(c => c.OrderId == order.Id));
        (counted.Units, counted.Mass, counted.Paid).ShouldBe((2, Mass.Zero, order.Total));
        var packer = Shop.Visitor();
        await packer.SignIn("drolma");
        (await packer.Open("/en/farm")).Text.ShouldNotContain(order.Number);
        (await packer.Open("/en/farm/pick")).Text.ShouldNotContain("Voucher");
    }

    [Fact]
    public async Task Boxes_and_vouchers_of_one_producer_are_parts_of_their_own()
    {
        var (token, vouchers) = await Bought(("drolma-apples/2500g", 1), (Tree, 1));
        var parts = await Shop.Parts(token);
        parts.Select(p => (p.ProducerId, p.Vouchers, p.Fulfilment)).ShouldBe([(Drolma, false, Fulfilment.Allocated), (Drolma, true, Fulfilment.Issued)], ignoreOrder: true);
        var order = await Shop.Order(token);
        order.Address!.City.ShouldBe("成都市");
        (await Shop.Db(db => db.Set<Storefront.Shipping.Parcel>().SingleAsync(p => p.OrderId == order.Id))).Boxes.ShouldBe(1);

        var box = parts.Single(p => !p.Vouchers);
        (await RefusalOf(() => Shop.Send(new CancelOrder(token, null)))).ShouldBe("cancel-vouchers");
        (await RefusalOf(() => Shop.Send(new CancelOrder(token, parts.Single(p => p.Vouchers).Id)))).ShouldBe("cancel-vouchers");
        await Shop.Send(new CancelOrder(token, box.Id));
        (await Shop.Order(token)).State.ShouldBe(OrderState.Confirmed, "the voucher is still good");
        await Redeem(vouchers.Single().Code);
        (await Shop.Order(token)).State.ShouldBe(OrderState.Completed);
    }

    [Fact]
    public async Task Going_abroad_what_the_way_costs_goes_back_with_the_last_part_that_is_sent()
    {
        var ready = await Shop.HasCheckout(("rinchen-notebook/1pc", 1), (Tree, 1));
        await Shop.Db(async db =>
        {
            var basket = await db.Baskets.SingleAsync(b => b.Id == ready.Basket);
            db.Entry(basket).Property(b => b.Typed).CurrentValue = new("FR", "Claire", "+33 6 12 34 56 78", "claire@example.org", "Rhône", "Lyon", null, null, "3 rue de la Ré", "69002");
            return await db.SaveChangesAsync();
        });
        var token = await Shop.Places(ready with { Shown = await Shop.Sees(ready.Basket) });
        await Shop.Pays(token);
        var order = await Shop.Order(token);
        order.Delivery.ShouldBeGreaterThan(Money.Zero);
        var box = (await Shop.Parts(token)).Single(p => !p.Vouchers);
        var buyer = Shop.Visitor();
        var page = await buyer.Open($"/o/{token}?lang=en");
        page.Document.QuerySelector($"form:has([value='{box.Id}'])")!.TextContent.ShouldContain($"{Show.Price(box.Goods + order.Delivery)} goes back to you");
        await buyer.Submit(page, $"form:has([value='{box.Id}'])");
        (await Shop.Db(db => db.Refunds.SingleAsync(r => r.OrderId == order.Id))).Amount.ShouldBe(box.Goods + order.Delivery);
    }

    [Fact]
    public async Task A_voucher_is_redeemed_once_and_the_second_hears_when_and_by_whom()
    {
        var (token, vouchers) = await Bought((Tree, 1));
        var point = Shop.Visitor();
        await point.SignIn("point");
        var page = await point.Open($"/en/point/vouchers?code={vouchers[0].Code.ToLowerInvariant()}");
        page.Text.ShouldContain("A tree in Drolma’s orchard", Case.Insensitive);
        page.Text.ShouldContain("李雷");
        var done = await point.Submit(page, "#redeem");
        done.Text.ShouldContain($"Redeemed: {vouchers[0].Code}");

        var voucher = (await Vouchers(token)).Single();
        (voucher.State, voucher.ActedBy, voucher.ActedFor, voucher.EndedAt).ShouldBe((VoucherState.Redeemed, Seeds.Id("person/point"), Drolma, Shop.Clock.Now));
        (await Shop.Order(token)).State.ShouldBe(OrderState.Completed);

        var again = await point.Submit(page, "#redeem");
        again.Status.ShouldBe(System.Net.HttpStatusCode.Conflict);
        again.Text.ShouldContain("redeemed already: 11");
        again.Text.ShouldContain("by 拉姆 Lhamo");
        (await Vouchers(token)).Single().EndedAt.ShouldBe(voucher.EndedAt);
        (await RefusalOf(() => Shop.Send(new GiveBackVoucher(token, voucher.Id)))).ShouldBe("voucher-back-redeemed");
    }

    [Fact]
    public async Task Of_many_who_redeem_it_at_once_one_does()
    {
        var (_, vouchers) = await Bought((Tree, 1));
        var codes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            try { await Redeem(vouchers[0].Code); return "done"; }
            catch (Refusal refused) { return refused.Code; }
        }));
        codes.Count(c => c == "done").ShouldBe(1);
        codes.Count(c => c == "voucher-redeemed").ShouldBe(7);
    }

    [Fact]
    public async Task Redeemed_or_given_back_but_never_both()
    {
        for (var round = 0; round < 4; round++)
        {
            var (token, vouchers) = await Bought((Tree, 1));
            var order = await Shop.Order(token);
            var (code, id) = (vouchers[0].Code, vouchers[0].Id);
            var races = await Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
            {
                try
                {
                    if (i % 2 == 0) { await Redeem(code); return "redeemed"; }
                    await Shop.Send(new GiveBackVoucher(token, id));
                    return "back";
                }
                catch (Refusal refused) { return refused.Code; }
            }));
            var back = await Shop.Db(db => db.Refunds.CountAsync(r => r.OrderId == order.Id));
            (await Vouchers(token)).Single().State.ShouldBe(back == 1 ? VoucherState.GivenBack : VoucherState.Redeemed);
            // Given back a second time it says nothing, since nothing more happens.
            races.Count(r => r == "redeemed").ShouldBe(back == 1 ? 0 : 1);
            races.Where(r => r is not ("redeemed" or "back")).ShouldAllBe(r => r == (back == 1 ? "voucher-given-back" : "voucher-redeemed") || r == "voucher-back-redeemed");
        }
    }

    [Fact]
    public async Task Given_back_it_is_paid_back_to_the_fen_and_its_place_is_sold_again()
    {
        await Shop.HasStock(LastNight, 3);
        var (token, vouchers) = await Bought((LastNight, 3));
        (await Shop.StockOf(LastNight)).ShouldBe(0);
        var order = await Shop.Order(token);
        var line = await Shop.Db(db => db.OrderLines.SingleAsync(l => l.OrderId == order.Id));

        await Shop.Send(new GiveBackVoucher(token, vouchers[0].Id));
        await Shop.Send(new GiveBackVoucher(token, vouchers[0].Id));
        await Shop.Settle();
        (await Shop.StockOf(LastNight)).ShouldBe(1);
        (await Shop.Order(token)).PaymentState.ShouldBe(PaymentState.PartlyRefunded);
        (await Shop.Db(db => db.Set<Counted>().SingleAsync(c => c.Id == line.Id))).Units.ShouldBe(2);

        foreach (var voucher in vouchers.Skip(1)) await Shop.Send(new GiveBackVoucher(token, voucher.Id));
        await Shop.Settle();
        order = await Shop.Order(token);
        (order.State, order.PaymentState).ShouldBe((OrderState.Cancelled, PaymentState.Refunded));
        (await Shop.StockOf(LastNight)).ShouldBe(3);
        (await Shop.Db(db => db.Refunds.Where(r => r.OrderId == order.Id).SumAsync(r => r.Amount.Fen))).ShouldBe(order.Total.Fen);
        foreach (var account in Enum.GetValues<Account>()) (await Shop.Balance(order.Id, account)).ShouldBe(Money.Zero, account.ToString());
        (await RefusalOf(() => Redeem(vouchers[2].Code))).ShouldBe("voucher-given-back");
    }

    [Fact]
    public async Task Without_road_and_box_their_shares_are_the_producers()
    {
        foreach (var fen in new[] { 1L, 7, 19900, 26801 })
        {
            var split = PriceSplit.Of(new(fen), vouchers: true);
            (split.Producer + split.Road + split.Box + split.Service).ShouldBe(new Money(fen));
            (split.Road, split.Box).ShouldBe((Money.Zero, Money.Zero));
        }
        var (token, vouchers) = await Bought(("drolma-apples/2500g", 1), (Tree, 1));
        var order = await Shop.Order(token);
        var parts = await Shop.Parts(token);
        var (box, tree) = (parts.Single(p => !p.Vouchers).Goods, parts.Single(p => p.Vouchers).Goods);
        (await Shop.Balance(order.Id, Account.Producers, Drolma)).ShouldBe(Money.Zero - PriceSplit.Of(box).Producer - PriceSplit.Of(tree, true).Producer);
        await Shop.Send(new GiveBackVoucher(token, vouchers[0].Id));
        (await Shop.Balance(order.Id, Account.Producers, Drolma)).ShouldBe(Money.Zero - PriceSplit.Of(box).Producer);
    }

    [Fact]
    public async Task A_dated_place_is_redeemed_on_its_day_alone_and_never_oversold()
    {
        await Shop.HasStock(LateNight, 3);
        var buyers = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            try { return await Shop.Buys((LateNight, 1)); }
            catch (Refusal) { return null; }
        }));
        buyers.Count(b => b is not null).ShouldBe(3);
        (await Shop.StockOf(LateNight)).ShouldBe(0);
        var token = buyers.First(b => b is not null)!;
        await Shop.Pays(token);
        var code = (await Vouchers(token)).Single().Code;
        (await RefusalOf(() => Redeem(code))).ShouldBe("voucher-early");
    }

    [Fact]
    public async Task Bad_codes_are_told_apart()
    {
        (await RefusalOf(() => Redeem(" "))).ShouldBe("voucher-missing");
        (await RefusalOf(() => Redeem("ABCD-EFGH"))).ShouldBe("voucher-mistyped");
        (await RefusalOf(() => Redeem(Codes.NewVoucher()))).ShouldBe("voucher-unknown");
        (await RefusalOf(() => Shop.Send(new GiveBackVoucher("nobody's", Guid.NewGuid())))).ShouldBe("not-found");
    }

    [Fact]
    public async Task Whoever_guesses_codes_rests_and_typing_errors_do_not_count()
    {
        var point = Shop.Visitor();
        await point.SignIn("office");
        async Task<System.Net.HttpStatusCode> Look(string code) => (await point.Open($"/en/point/vouchers?code={code}")).Status;
        for (var i = 0; i < 30; i++) (await Look("K7Q2-MX5T")).ShouldBe(System.Net.HttpStatusCode.UnprocessableEntity);
        for (var i = 0; i < 20; i++) (await Look(Codes.NewVoucher())).ShouldBe(System.Net.HttpStatusCode.UnprocessableEntity);
        (await Look(Codes.NewVoucher())).ShouldBe(System.Net.HttpStatusCode.TooManyRequests);
        Shop.Clock.Move(TimeSpan.FromMinutes(11));
        (await Look(Codes.NewVoucher())).ShouldBe(System.Net.HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Only_the_staff_of_a_point_that_acts_for_the_producer_and_the_office_redeem()
    {
        // Lobsang has no mandate with the point: as if the tree were his.
        var (token, vouchers) = await Bought((Tree, 1));
        var order = await Shop.Order(token);
        await Shop.Db(db => db.SellerOrders.Where(s => s.OrderId == order.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.ProducerId, Seeds.Id("producer/lobsang"))));
        var point = Shop.Visitor();
        await point.SignIn("point");
        var refused = await point.Open($"/en/point/vouchers?code={vouchers[0].Code}");
        refused.Status.ShouldBe(System.Net.HttpStatusCode.Conflict);
        refused.Text.ShouldContain("does not act");
        (await Vouchers(token)).Single().State.ShouldBe(VoucherState.Open);

        foreach (var other in new[] { "drolma", "coordinator" })
        {
            var visitor = Shop.Visitor();
            await visitor.SignIn(other);
            (await visitor.Open("/en/point/vouchers")).Status.ShouldBe(System.Net.HttpStatusCode.Forbidden);
        }
        var office = Shop.Visitor();
        await office.SignIn("office");
        (await office.Submit(await office.Open($"/en/point/vouchers?code={vouchers[0].Code}"), "#redeem")).Text.ShouldContain("Redeemed:");
    }

    [Fact]
    public async Task The_buyer_hears_the_codes_by_mail_and_where_they_are_by_text()
    {
        var ready = await Shop.HasCheckout((Tree, 2));
        await Shop.Db(async db =>
        {
            var basket = await db.Baskets.SingleAsync(b => b.Id == ready.Basket);
            db.Entry(basket).Property(b => b.Typed).CurrentValue = new("CN", "李雷", "13900009876", "li@example.org", ContactOnly: true);
            return await db.SaveChangesAsync();
        });
        var token = await Shop.Places(ready with { Shown = await Shop.Sees(ready.Basket) });
        await Shop.Pays(token);
        var order = await Shop.Order(token);
        var notices = await Shop.Db(db => db.Notices.AsNoTracking().Where(n => n.OrderId == order.Id && n.Topic != Topic.Placed).ToListAsync());
        notices.ShouldAllBe(n => n.Topic == Topic.Vouchers);
        foreach (var voucher in await Vouchers(token))
        {
            var body = notices.Single(n => n.Channel == Channel.Mail).Body;
            body.ShouldContain(voucher.Code);
            body.ShouldContain($"/o/{token}/card?lang=zh&voucher={voucher.Id}");
        }
        notices.ShouldContain(n => n.Channel == Channel.Text && n.Body.Contains($"/o/{token}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reviewed_is_what_was_redeemed_and_claims_are_for_boxes()
    {
        var (token, vouchers) = await Bought((Tree, 2));
        var listing = Seeds.Id("listing/zhongde-tree-voucher");
        SendReview Review() => new(Guid.CreateVersion7(), token, listing, 5, "很好。", null, [], false, "zh");
        (await RefusalOf(() => Shop.Send(Review()))).ShouldBe("review-not-delivered");
        await Redeem(vouchers[0].Code);
        await Shop.Send(Review());
        await Redeem(vouchers[1].Code);
        var part = (await Shop.Parts(token)).Single();
        (part.Fulfilment, part.DeliveredAt).ShouldBe((Fulfilment.Delivered, null));
        (await RefusalOf(() => Shop.Send(new Storefront.Orders.Claims.MakeClaim(Guid.CreateVersion7(), token, part.Id, Storefront.Orders.Claims.ClaimKind.Missing,
            default, [], null, new(null, null, null, null))))).ShouldBe("claim-not-delivered");
    }

    [Fact]
    public async Task What_costs_nothing_has_its_vouchers_at_once()
    {
        await Shop.HasPrice(Soon, 0);
        var token = await Shop.Buys((Soon, 1));
        (await Vouchers(token)).Count.ShouldBe(1);
        (await Shop.Order(token)).State.ShouldBe(OrderState.Confirmed);
        (await Shop.Parts(token)).Single().Fulfilment.ShouldBe(Fulfilment.Issued);
        await Shop.HasPrice(Soon, 26800);
    }
}

public sealed class VoucherDaysOnSqlite(SqliteShop shop) : VoucherDays(shop), IClassFixture<SqliteShop>;
public sealed class VoucherDaysOnPostgres(PostgresShop shop) : VoucherDays(shop), IClassFixture<PostgresShop>;

/// <summary>What the calendar does to vouchers; it moves the clock by weeks, so the class is one story.</summary>
public abstract class VoucherDays(Shop shop) : RunsOn(shop)
{
    [Fact]
    public async Task Days_pass()
    {
        const string Tree = "zhongde-tree-voucher/harvest", Night = "zhongde-stay/day-2";
        static async Task<string> RefusalOf(Func<Task> act) => (await Should.ThrowAsync<Refusal>(act)).Code;
        async Task<(string Token, Voucher Voucher)> Bought(string variant)
        {
            var token = await Shop.Buys((variant, 1));
            await Shop.Pays(token);
            var order = await Shop.Order(token);
            return (token, await Shop.Db(db => db.Vouchers.AsNoTracking().SingleAsync(v => v.OrderId == order.Id)));
        }
        var today = ChinaTime.Day(Shop.Clock.Now);
        var night = (await Shop.Send(new DescribeVariants([Buying.Variant(Night)]))).Single().Voucher!.Value;
        var tree = (await Shop.Send(new DescribeVariants([Buying.Variant(Tree)]))).Single().Voucher!.Value;
        night.OneDay.ShouldBeTrue();
        night.BackUntil.ShouldBe(night.Until.AddDays(-7));
        tree.BackUntil.ShouldBe(tree.Until.AddDays(30));

        var (early, late) = (await Bought(Night), await Bought(Night));
        var kept = (await Bought(Tree), await Bought(Tree), await Bought(Tree));

        // The last day on which the night can be given back, and the day after.
        Shop.Clock.Move(TimeSpan.FromDays(night.BackUntil.DayNumber - today.DayNumber));
        await Shop.Send(new GiveBackVoucher(early.Token, early.Voucher.Id));
        Shop.Clock.Move(TimeSpan.FromDays(1));
        (await RefusalOf(() => Shop.Send(new GiveBackVoucher(late.Token, late.Voucher.Id)))).ShouldBe("voucher-back-too-late");
        (await Shop.Visitor().Open("/en/p/zhongde-stay?v=day-2")).Text.ShouldContain("7 days before");

        // Its day, and the day after: past days are not for sale.
        Shop.Clock.Move(TimeSpan.FromDays(6));
        ChinaTime.Day(Shop.Clock.Now).ShouldBe(night.From);
        (await Shop.StockOf(Night)).ShouldBe(2);
        var waiting = await Shop.HasCheckout((Night, 1));
        var third = await Bought(Night);
        await Shop.Send(new RedeemVoucher(late.Voucher.Code));
        Shop.Clock.Move(TimeSpan.FromDays(1));
        (await RefusalOf(() => Shop.Send(new RedeemVoucher(third.Voucher.Code)))).ShouldBe("voucher-expired");
        Shop.Clock.Move(TimeSpan.FromSeconds(10));
        (await RefusalOf(() => Shop.Places(waiting))).ShouldBe("gone");
        (await Shop.Send(new TakeStock([new(Guid.NewGuid(), [new(Buying.Variant(Night), 1)])]))).Single().ShortOf.ShouldBe([Buying.Variant(Night)], "the lane looks for itself");
        var page = await Shop.Visitor().Open("/zh/p/zhongde-stay");
        page.Document.QuerySelectorAll("#packs input").Length.ShouldBe(4);

        // A tree until its last day; after it the money for thirty days more, and then no more.
        Shop.Clock.Move(TimeSpan.FromDays(tree.Until.DayNumber - ChinaTime.Day(Shop.Clock.Now).DayNumber));
        await Shop.Send(new RedeemVoucher(kept.Item1.Voucher.Code));
        Shop.Clock.Move(TimeSpan.FromDays(1));
        (await RefusalOf(() => Shop.Send(new RedeemVoucher(kept.Item2.Voucher.Code)))).ShouldBe("voucher-expired");
        await Shop.Send(new GiveBackVoucher(kept.Item2.Token, kept.Item2.Voucher.Id));
        Shop.Clock.Move(TimeSpan.FromDays(30));
        (await RefusalOf(() => Shop.Send(new GiveBackVoucher(kept.Item3.Token, kept.Item3.Voucher.Id)))).ShouldBe("voucher-back-too-late");

        // All its days are over: the page stays, and says that nothing is left.
        (await Shop.Visitor().Open("/zh/p/zhongde-stay")).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        (await Shop.Send(new DescribeVariants([Buying.Variant(Night)]))).ShouldBeEmpty();
    }
}
