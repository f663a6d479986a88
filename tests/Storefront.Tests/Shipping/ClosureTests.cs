using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Orders;
using Storefront.Contracts.Shipping;
using Storefront.Shipping;
using Storefront.Shipping.Dispatch;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Shipping;

public abstract class Closing(Shop shop) : RunsOn(shop)
{
    [Fact]
    public async Task Shutting_a_leg_delays_exactly_the_parcels_that_still_have_it_before_them_and_tells_once()
    {
        var (before, _, waits) = await Shop.OnTheRoad(Parcelled.Order(sellers: 2));
        var (past, _, gone) = await Shop.OnTheRoad();
        var packed = await Shop.Packed();
        await Shop.Seen(before, "litang", Shop.Clock.Now);
        await Shop.Seen(past, "yajiang", Shop.Clock.Now);
        var was = (await Shop.ParcelsOf(waits))[0];
        var untouched = (await Shop.ParcelsOf(gone))[0];

        var preview = await Shop.Send(new PreviewClosure("litang--yajiang", null));
        preview.Days.ShouldBe(2);
        preview.Runs.Where(r => r.RunId == before || r.RunId == past).Single()
            .ShouldSatisfyAllConditions(r => r.RunId.ShouldBe(before), r => r.Parcels.Count.ShouldBe(2), r => r.Detour.ShouldNotBeNull());
        (await Shop.ParcelsOf(waits))[0].ExpectedTo.ShouldBe(was.ExpectedTo, "a preview changes nothing");

        var closure = Guid.CreateVersion7();
        await Shop.Send(new CloseLeg(closure, "litang--yajiang", ClosureKind.Snow, null));
        await Shop.Send(new CloseLeg(closure, "litang--yajiang", ClosureKind.Snow, null));
        var delayed = await Shop.Facts<ParcelsDelayed>(waits);
        delayed.Select(d => d.SellerOrderId).ShouldBe(waits.SellerOrders.Select(s => s.SellerOrderId), ignoreOrder: true);
        delayed.ShouldAllBe(d => d.Version == 1 && d.Was == new ArrivalWindow(was.ExpectedFrom, was.ExpectedTo)
            && d.Expected == new ArrivalWindow(was.ExpectedFrom.AddDays(2), was.ExpectedTo.AddDays(2)));
        delayed[0].Reason.ShouldBe(new Text("大雪封路：理塘—雅江", "Closed by snow: Litang–Yajiang", "Route fermée par la neige\u00A0: Litang–Yajiang"));
        foreach (var other in new[] { gone, packed }) (await Shop.Facts<ParcelsDelayed>(other)).ShouldBeEmpty();
        (await Shop.ParcelsOf(gone))[0].ExpectedTo.ShouldBe(untouched.ExpectedTo);
        (await Shop.ParcelsOf(waits)).ShouldAllBe(p => p.PromisedTo == was.PromisedTo && p.ExpectedTo == was.ExpectedTo.AddDays(2));

        (await Should.ThrowAsync<Refusal>(() => Shop.Send(new CloseLeg(Guid.CreateVersion7(), "litang--yajiang", ClosureKind.Slide, null)))).Code.ShouldBe("leg-closed");
        await Shop.Send(new ReopenLeg(closure));
    }

    [Fact]
    public async Task Opening_early_gives_back_the_days_that_were_not_needed_once()
    {
        var (run, _, order) = await Shop.OnTheRoad();
        await Shop.Seen(run, "kangding", Shop.Clock.Now);
        var was = (await Shop.ParcelsOf(order))[0].ExpectedTo;
        var closure = Guid.CreateVersion7();
        await Shop.Send(new CloseLeg(closure, "luding--tianquan", ClosureKind.Slide, Shop.Clock.Now.AddHours(72)));
        (await Shop.ParcelsOf(order))[0].ExpectedTo.ShouldBe(was.AddDays(3));
        Shop.Clock.Move(TimeSpan.FromHours(20));
        (await Shop.Send(new ReopenLeg(closure))).ShouldBeTrue();
        (await Shop.Send(new ReopenLeg(closure))).ShouldBeFalse();
        (await Shop.ParcelsOf(order))[0].ExpectedTo.ShouldBe(was.AddDays(1));
        (await Shop.Send(new ShowBoard())).Closures.ShouldNotContain(c => c.ClosureId == closure);
    }

    [Fact]
    public async Task A_short_wait_is_made_up_on_the_way_and_told_to_nobody()
    {
        var (run, _, order) = await Shop.OnTheRoad();
        await Shop.Seen(run, "tianquan", Shop.Clock.Now);
        var was = (await Shop.ParcelsOf(order))[0];
        var closure = Guid.CreateVersion7();
        await Shop.Send(new CloseLeg(closure, "yaan--chengdu", ClosureKind.Convoy, Shop.Clock.Now.AddHours(3)));
        var now = (await Shop.ParcelsOf(order))[0];
        now.ExpectedTo.ShouldBe(was.ExpectedTo);
        now.Revision.ShouldBeGreaterThan(was.Revision);
        (await Shop.Facts<ParcelsDelayed>(order)).ShouldBeEmpty();
        await Shop.Send(new ReopenLeg(closure));
    }

    [Fact]
    public async Task Two_who_shut_a_leg_at_once_shut_it_once()
    {
        var closures = Enumerable.Range(0, 8).Select(_ => Guid.CreateVersion7()).ToList();
        var done = await Task.WhenAll(closures.Select(id => Task.Run(async () =>
        {
            try { await Shop.Send(new CloseLeg(id, "kangding--luding", ClosureKind.Slide, null)); return true; }
            catch (Refusal refusal) when (refusal.Code == "leg-closed") { return false; }
        })));
        done.Count(shut => shut).ShouldBe(1);
        (await Shop.Db(db => db.Set<Closure>().CountAsync(c => closures.Contains(c.Id)))).ShouldBe(1);
        await Shop.Send(new ReopenLeg(closures[done.ToList().IndexOf(true)]));
    }

    async Task<(Guid Run, OrderConfirmed Order)> Loaded(int promisedInDays)
    {
        var today = ChinaTime.Day(Shop.Clock.Now);
        var order = await Shop.Packed(Parcelled.Order() with { Promise = new(today.AddDays(promisedInDays), today.AddDays(promisedInDays + 1)) });
        var (run, _) = await Shop.NewRun();
        await Shop.Send(new LoadParcels(run, [.. (await Shop.ParcelsOf(order)).Select(p => p.Id)]));
        return (run, order);
    }

    [Fact]
    public async Task A_truck_that_departs_onto_what_was_shut_after_its_planning_is_late_and_says_so()
    {
        var (run, order) = await Loaded(promisedInDays: 4);     // as soon as the open road allows
        var closure = Guid.CreateVersion7();
        await Shop.Send(new CloseLeg(closure, "litang--yajiang", ClosureKind.Snow, null));
        Shop.Clock.Move(TimeSpan.FromHours(2));
        await Shop.Send(new DepartRun(run));
        var left = (await Shop.ParcelsOf(order))[0];
        left.ExpectedTo.ShouldBe(order.Promise.To.AddDays(2));
        (await Shop.Facts<ParcelsDeparted>(order)).Single().Expected.ShouldBe(order.Promise);
        (await Shop.Facts<ParcelsDelayed>(order)).Single().ShouldSatisfyAllConditions(d => d.Version.ShouldBe(1), d => d.Reason.En.ShouldBe("Closed by snow: Litang–Yajiang"),
            d => d.Was.ShouldBe(order.Promise), d => d.Expected.ShouldBe(new(left.ExpectedFrom, left.ExpectedTo)));

        // The truck has waited an hour, however long the leg was shut before.
        Shop.Clock.Move(TimeSpan.FromHours(1));
        await Shop.Send(new ReopenLeg(closure));
        (await Shop.ParcelsOf(order))[0].ExpectedTo.ShouldBe(order.Promise.To);
    }

    [Fact]
    public async Task A_wait_that_was_promised_already_delays_nobody_at_departure()
    {
        var (run, order) = await Loaded(promisedInDays: 6);
        var (snow, convoy) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await Shop.Send(new CloseLeg(snow, "litang--yajiang", ClosureKind.Snow, null));
        await Shop.Send(new CloseLeg(convoy, "yaan--chengdu", ClosureKind.Convoy, Shop.Clock.Now.AddHours(3)));
        await Shop.Send(new DepartRun(run));
        (await Shop.ParcelsOf(order))[0].ExpectedTo.ShouldBe(order.Promise.To);
        (await Shop.Facts<ParcelsDelayed>(order)).ShouldBeEmpty();
        await Shop.Send(new ReopenLeg(snow));
        await Shop.Send(new ReopenLeg(convoy));
        (await Shop.ParcelsOf(order))[0].ExpectedTo.ShouldBe(order.Promise.To);
    }

    [Fact]
    public async Task Two_legs_shut_one_after_the_other_add_up_and_are_told_apart()
    {
        var (run, order) = await Loaded(promisedInDays: 6);
        await Shop.Send(new DepartRun(run));
        var (one, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await Shop.Send(new CloseLeg(one, "litang--yajiang", ClosureKind.Snow, null));
        await Shop.Send(new CloseLeg(other, "kangding--luding", ClosureKind.Slide, Shop.Clock.Now.AddHours(72)));
        (await Shop.ParcelsOf(order))[0].ExpectedTo.ShouldBe(order.Promise.To.AddDays(5));
        (await Shop.Facts<ParcelsDelayed>(order)).Select(d => d.Version).ShouldBe([1, 2]);
        await Shop.Send(new ReopenLeg(one));
        await Shop.Send(new ReopenLeg(other));
        (await Shop.ParcelsOf(order))[0].ExpectedTo.ShouldBe(order.Promise.To);
    }

    [Fact]
    public async Task Legs_shut_at_once_lose_no_delay_and_opened_at_once_give_each_back_once()
    {
        string[] legs = ["litang--yajiang", "kangding--luding", "luding--tianquan"];
        for (var round = 0; round < 4; round++)
        {
            var (run, order) = await Loaded(promisedInDays: 6);
            await Shop.Send(new DepartRun(run));
            var closures = legs.Select(leg => (Id: Guid.CreateVersion7(), Leg: leg)).ToList();
            await Task.WhenAll(closures.Select(c => Task.Run(() => Shop.Send(new CloseLeg(c.Id, c.Leg, ClosureKind.Snow, null)))));
            (await Shop.ParcelsOf(order))[0].ShouldSatisfyAllConditions(p => p.ExpectedTo.ShouldBe(order.Promise.To.AddDays(6)), p => p.Delays.ShouldBe(3));
            (await Shop.Facts<ParcelsDelayed>(order)).Select(d => d.Version).ShouldBe([1, 2, 3], ignoreOrder: true);

            await Task.WhenAll(closures.Select(c => Task.Run(() => Shop.Send(new ReopenLeg(c.Id)))));
            (await Shop.ParcelsOf(order))[0].ExpectedTo.ShouldBe(order.Promise.To);
        }
    }

    [Fact]
    public async Task A_leg_shut_while_a_truck_departs_delays_it_once()
    {
        for (var round = 0; round < 4; round++)
        {
            var (run, order) = await Loaded(promisedInDays: 4);
            var closure = Guid.CreateVersion7();
            await Task.WhenAll(Task.Run(() => Shop.Send(new DepartRun(run))), Task.Run(() => Shop.Send(new CloseLeg(closure, "litang--yajiang", ClosureKind.Snow, null))));
            (await Shop.ParcelsOf(order))[0].ExpectedTo.ShouldBe(order.Promise.To.AddDays(2));
            (await Shop.Facts<ParcelsDelayed>(order)).Count.ShouldBe(1);
            await Shop.Send(new ReopenLeg(closure));
        }
    }

    [Fact]
    public async Task A_truck_that_leads_round_what_is_shut_is_expected_by_the_way_it_goes_and_the_figure_shows_that_way()
    {
        var closure = Guid.CreateVersion7();
        await Shop.Send(new CloseLeg(closure, "sangdui--litang", ClosureKind.Snow, Shop.Clock.Now.AddDays(30)));
        var (_, number, order) = await Shop.OnTheRoad(Parcelled.Order() with { Promise = new(new(2026, 11, 1), new(2026, 11, 2)) });
        (await Shop.Send(new ShowRun(number))).Kilometres.ShouldBe(1033);
        // 23.9 hours in three days, 35.9 slow ones in four; then a day at the hub and one to the door.
        var today = ChinaTime.Day(Shop.Clock.Now);
        (await Shop.Facts<ParcelsDeparted>(order)).Single().Expected.ShouldBe(new(today.AddDays(5), today.AddDays(6)));

        var promise = await Shop.Send(new PromiseWindow("zhongde", "chengdu", PromiseWindow.ReadyFor(Shop.Clock.Now)));
        var figure = await Shop.Send(new DescribeRoad("zhongde", "chengdu"));
        (promise.Kilometres, figure[^1].Kilometres).ShouldBe((1033, 1033d));
        await Shop.Send(new ReopenLeg(closure));
        (await Shop.Send(new DescribeRoad("zhongde", "chengdu")))[^1].Kilometres.ShouldBe(770);
    }

    [Fact]
    public async Task A_new_run_leads_round_what_is_shut()
    {
        var closure = Guid.CreateVersion7();
        await Shop.Send(new CloseLeg(closure, "sangdui--litang", ClosureKind.Snow, Shop.Clock.Now.AddHours(30)));
        var (_, number) = await Shop.NewRun();
        (await Shop.Send(new ShowRun(number))).Kilometres.ShouldBe(1033);
        await Shop.Send(new ReopenLeg(closure));
        (_, number) = await Shop.NewRun();
        (await Shop.Send(new ShowRun(number))).Kilometres.ShouldBe(770);
    }
}

public sealed class ClosingOnSqlite(SqliteShop shop) : Closing(shop), IClassFixture<SqliteShop>;
public sealed class ClosingOnPostgres(PostgresShop shop) : Closing(shop), IClassFixture<PostgresShop>;
