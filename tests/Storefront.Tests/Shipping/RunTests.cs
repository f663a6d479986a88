using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Orders;
using Storefront.Contracts.Shipping;
using Storefront.Shipping;
using Storefront.Shipping.Dispatch;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Shipping;

public abstract class Carrying(Shop shop) : RunsOn(shop)
{
    static async Task<Refusal> Refused(Task act) => await Should.ThrowAsync<Refusal>(() => act);

    [Fact]
    public async Task A_paid_order_makes_one_parcel_for_each_producer_once()
    {
        var order = Parcelled.Order(sellers: 3, gross: 2900, units: 2);
        await Shop.Told(order);
        await Shop.Told(order);
        var parcels = await Shop.ParcelsOf(order);
        parcels.Count.ShouldBe(3);
        parcels.ShouldAllBe(p => p.State == ParcelState.AwaitingPacking && p.Boxes == 2 && p.Gross == new Mass(5800) && p.Area == "chengdu" && p.TrackingToken == order.TrackingToken);
        parcels[0].What.ShouldBe(new Text("高原苹果 2.5 公斤装 × 2", "Highland apples 2.5 kg box × 2", "Pommes carton × 2"));
        new ArrivalWindow(parcels[0].PromisedFrom, parcels[0].PromisedTo).ShouldBe(order.Promise);
    }

    [Fact]
    public async Task Packing_and_cancelling_reach_only_the_part_they_are_about()
    {
        var order = Parcelled.Order(sellers: 3);
        await Shop.Told(order, new SellerOrderPacked(order.OrderId, order.SellerOrders[0].SellerOrderId, order.SellerOrders[0].ProducerId, Shop.Clock.Now,
            Guid.CreateVersion7(), Guid.CreateVersion7()),
            new OrderCancelled(order.OrderId, order.Number, order.Contact, false, Money.Zero, [order.SellerOrders[1].SellerOrderId], [], order.PlacedAt, Shop.Clock.Now));
        (await Shop.ParcelsOf(order)).OrderBy(p => order.SellerOrders.ToList().FindIndex(s => s.SellerOrderId == p.SellerOrderId)).Select(p => p.State)
            .ShouldBe([ParcelState.Packed, ParcelState.Cancelled, ParcelState.AwaitingPacking]);
    }

    [Fact]
    public async Task A_run_is_made_once_and_leads_along_the_open_roads()
    {
        var id = Guid.CreateVersion7();
        var number = await Shop.Send(new CreateRun(id, "3 号车", "", 800, "zhongde", "chengdu", null));
        (await Shop.Send(new CreateRun(id, "3 号车", "", 800, "zhongde", "chengdu", null))).ShouldBe(number);
        (await Shop.Send(new ShowRun(number))).Kilometres.ShouldBe(770);
        var (_, by) = await Shop.NewRun(via: "daocheng");
        (await Shop.Send(new ShowRun(by))).Kilometres.ShouldBe(826);
        await Should.ThrowAsync<FluentValidation.ValidationException>(() => Shop.NewRun(capacity: 0));
    }

    [Fact]
    public async Task A_form_that_comes_twice_at_once_makes_one_run()
    {
        var id = Guid.CreateVersion7();
        var numbers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Shop.Send(new CreateRun(id, "3 号车", "", 800, "zhongde", "chengdu", null)))));
        numbers.Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
        (await Shop.Db(db => db.Set<Run>().CountAsync(r => r.Id == id))).ShouldBe(1);
    }

    [Fact]
    public async Task Loading_the_same_parcels_again_is_done_already()
    {
        var parcels = (await Shop.ParcelsOf(await Shop.Packed(Parcelled.Order(sellers: 2)))).ConvertAll(p => p.Id);
        var (run, _) = await Shop.NewRun();
        (await Shop.Send(new LoadParcels(run, parcels))).ShouldBe(2);
        (await Shop.Send(new LoadParcels(run, parcels))).ShouldBe(0);
        (await Refused(Shop.Send(new LoadParcels(run, [])))).Code.ShouldBe("nothing-chosen");
    }

    [Fact]
    public async Task More_than_the_truck_carries_is_refused_with_what_is_left_and_nothing_is_loaded()
    {
        var (light, heavy) = (await Shop.Packed(Parcelled.Order(gross: 30_000, units: 1)), await Shop.Packed(Parcelled.Order(gross: 80_000, units: 1)));
        var (run, _) = await Shop.NewRun(capacity: 100);
        await Shop.Send(new LoadParcels(run, [(await Shop.ParcelsOf(light))[0].Id]));
        var refusal = await Refused(Shop.Send(new LoadParcels(run, [(await Shop.ParcelsOf(heavy))[0].Id])));
        refusal.Code.ShouldBe("run-over-capacity");
        refusal.Arguments.ShouldBe([new Mass(70_000), new Mass(80_000)]);
        (await Shop.ParcelsOf(heavy))[0].State.ShouldBe(ParcelState.Packed);
        (await Shop.ParcelsOf(heavy))[0].RunId.ShouldBeNull();
    }

    [Fact]
    public async Task Fifty_who_load_at_once_never_load_more_than_the_truck_carries()
    {
        var orders = new List<OrderConfirmed>();
        for (var i = 0; i < 50; i++) orders.Add(Parcelled.Order(gross: 10_000, units: 1));
        await Shop.Told([.. orders, .. orders.Select(o => new SellerOrderPacked(o.OrderId, o.SellerOrders[0].SellerOrderId, Guid.Empty, Shop.Clock.Now, Guid.Empty, Guid.Empty))]);
        var (run, number) = await Shop.NewRun(capacity: 175);
        var parcels = new List<Guid>();
        foreach (var order in orders) parcels.Add((await Shop.ParcelsOf(order))[0].Id);
        var done = await Task.WhenAll(parcels.Select(p => Task.Run(async () =>
        {
            try { return await Shop.Send(new LoadParcels(run, [p])); }
            catch (Refusal refusal) when (refusal.Code == "run-over-capacity") { return 0; }
        })));
        done.Sum().ShouldBe(17);
        (await Shop.Send(new ShowRun(number))).Loaded.ShouldBe(new Mass(170_000));
    }

    [Fact]
    public async Task A_parcel_rides_on_one_run_only_and_only_when_it_is_packed()
    {
        var order = await Shop.Packed();
        var parcel = (await Shop.ParcelsOf(order))[0].Id;
        var (one, _) = await Shop.NewRun();
        var (other, number) = await Shop.NewRun();
        await Shop.Send(new LoadParcels(one, [parcel]));
        (await Refused(Shop.Send(new LoadParcels(other, [parcel])))).Code.ShouldBe("parcel-not-waiting");
        var unpacked = Parcelled.Order();
        await Shop.Told(unpacked);
        (await Refused(Shop.Send(new LoadParcels(other, [(await Shop.ParcelsOf(unpacked))[0].Id])))).Code.ShouldBe("parcel-not-waiting");
        (await Shop.Send(new ShowRun(number))).Aboard.Parcels.ShouldBeEmpty();
        (await Refused(Shop.Send(new DepartRun(other)))).Code.ShouldBe("run-empty");
    }

    [Fact]
    public async Task What_fits_is_loaded_by_the_day_it_was_promised()
    {
        var late = await Shop.Packed(Parcelled.Order(gross: 60_000, units: 1) with { Promise = new(new(2026, 10, 2), new(2026, 10, 3)) });
        var soon = await Shop.Packed(Parcelled.Order(gross: 60_000, units: 1) with { Promise = new(new(2026, 10, 1), new(2026, 10, 2)) });
        var (run, _) = await Shop.NewRun(capacity: 100);
        await Shop.Send(new LoadParcels(run, null));
        (await Shop.ParcelsOf(soon))[0].State.ShouldBe(ParcelState.Loaded);
        (await Shop.ParcelsOf(late))[0].State.ShouldBe(ParcelState.Packed);
    }

    [Fact]
    public async Task What_was_asked_for_a_week_later_is_not_loaded_unasked_and_the_page_says_why()
    {
        var today = ChinaTime.Day(Shop.Clock.Now);
        OrderConfirmed Due(int inDays) => Parcelled.Order() with { Promise = new(today.AddDays(inDays), today.AddDays(inDays + 1)) };
        var soon = (await Shop.ParcelsOf(await Shop.Packed(Due(5))))[0].Id;
        var later = (await Shop.ParcelsOf(await Shop.Packed(Due(12))))[0];
        var (run, number) = await Shop.NewRun();
        (await Shop.Send(new ShowRun(number))).Waiting.Parcels.ShouldSatisfyAllConditions(w => w.Single(p => p.ParcelId == soon).TooSoonBefore.ShouldBeNull(),
            w => w.Single(p => p.ParcelId == later.Id).TooSoonBefore.ShouldBe(later.PromisedFrom));
        var visitor = Shop.Visitor();
        await visitor.SignIn("coordinator");
        (await visitor.Open($"/en/dispatch/{number}")).Document.QuerySelector($"#load-form tr:has(input[value='{later.Id}'])")!.TextContent.ShouldContain("Due only from");

        await Shop.Send(new LoadParcels(run, null));
        (await Shop.Send(new ShowRun(number))).Aboard.Parcels.Select(p => p.ParcelId).ShouldSatisfyAllConditions(a => a.ShouldContain(soon), a => a.ShouldNotContain(later.Id));
        (await Shop.Send(new LoadParcels(run, [later.Id]))).ShouldBe(1);
    }

    [Fact]
    public async Task The_run_names_who_planned_it_and_who_sent_it_off()
    {
        var order = await Shop.Packed();
        var (coordinator, office) = (Shop.Visitor(), Shop.Visitor());
        await coordinator.SignIn("coordinator");
        await office.SignIn("office");
        var page = await coordinator.Submit(await coordinator.Open("/en/dispatch/new"), "main form[method=post]", [new("truck", "Truck 4"), new("capacity", "900")]);
        var number = page.Path.Split('/')[^1];
        await coordinator.Submit(page, "#load-form", [new("parcels", (await Shop.ParcelsOf(order))[0].Id.ToString())]);
        await office.Submit(await office.Open(page.Path), "#depart-form");
        (await Shop.Db(db => db.Set<Run>().SingleAsync(r => r.Number == number))).ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Departed),
            r => r.ActedBy.ShouldBe(Storefront.Platform.Seeds.Id("person/coordinator")), r => r.DepartedBy.ShouldBe(Storefront.Platform.Seeds.Id("person/office")));
    }

    [Fact]
    public async Task A_run_takes_only_what_it_passes_and_brings_nearer()
    {
        OrderConfirmed Soonest(Address to) => Parcelled.Order(gross: 60_000, units: 1) with { Address = to, Promise = new(new(2026, 8, 1), new(2026, 8, 2)) };
        var chengdu = (await Shop.ParcelsOf(await Shop.Packed(Soonest(Parcelled.Order().Address!))))[0];
        var lhasa = (await Shop.ParcelsOf(await Shop.Packed(Soonest(new("CN", "西藏自治区", "拉萨市", "城关区", null, "北京中路 1 号", null)))))[0];
        var (run, number) = await Shop.NewRun(capacity: 60);
        var refusal = await Refused(Shop.Send(new LoadParcels(run, [chengdu.Id, lhasa.Id])));
        refusal.Code.ShouldBe("parcel-another-way");
        refusal.Arguments[0].ShouldBe(lhasa.Number);
        var further = Guid.CreateVersion7();
        await Shop.Send(new CreateRun(further, "5 号车", "", 100, "xiangcheng", "chengdu", null));
        (await Refused(Shop.Send(new LoadParcels(further, [chengdu.Id])))).Code.ShouldBe("parcel-another-way");

        (await Shop.Send(new ShowRun(number))).Waiting.Parcels.Select(p => p.ParcelId).ShouldSatisfyAllConditions(w => w.ShouldContain(chengdu.Id), w => w.ShouldNotContain(lhasa.Id));
        await Shop.Send(new LoadParcels(run, null));
        (await Shop.Send(new ShowRun(number))).Aboard.Parcels.Select(p => p.ParcelId).ShouldBe([chengdu.Id]);
        var (west, _) = await Shop.NewRun(to: "lhasa-chengguan");
        (await Shop.Send(new LoadParcels(west, [lhasa.Id]))).ShouldBe(1);
    }

    [Fact]
    public async Task Departing_is_told_once_and_keeps_a_window_that_still_holds()
    {
        var (run, number, order) = await Shop.OnTheRoad(Parcelled.Order(sellers: 2) with { Promise = new(new(2027, 1, 1), new(2027, 1, 3)) });
        (await Shop.Send(new DepartRun(run))).ShouldBeFalse();
        var told = await Shop.Facts<ParcelsDeparted>(order);
        told.Select(t => t.SellerOrderId).ShouldBe(order.SellerOrders.Select(s => s.SellerOrderId), ignoreOrder: true);
        told.ShouldAllBe(t => t.RunNumber == number && t.Expected == new ArrivalWindow(new(2027, 1, 1), new(2027, 1, 3)));
    }

    [Fact]
    public async Task A_truck_that_leaves_late_moves_the_window_and_never_the_promise()
    {
        var (_, _, order) = await Shop.OnTheRoad(Parcelled.Order() with { Promise = new(new(2026, 11, 1), new(2026, 11, 2)) });
        var parcel = (await Shop.ParcelsOf(order))[0];
        var today = ChinaTime.Day(Shop.Clock.Now);
        (parcel.PromisedFrom, parcel.PromisedTo).ShouldBe((new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 2)));
        (parcel.ExpectedFrom, parcel.ExpectedTo).ShouldBe((today.AddDays(4), today.AddDays(5)));
        (await Shop.Facts<ParcelsDeparted>(order))[0].Expected.ShouldBe(new(today.AddDays(4), today.AddDays(5)));
    }

    [Fact]
    public async Task The_same_scan_twice_is_one_and_with_other_content_is_refused()
    {
        var (run, _, _) = await Shop.OnTheRoad();
        var (scan, at) = (Guid.CreateVersion7(), Shop.Clock.Now);
        await Shop.Seen(run, "litang", at, scan);
        (await Shop.Seen(run, "litang", at, scan)).Visits[^1].Place.ShouldBe("litang");
        var refusal = await Refused(Shop.Seen(run, "yajiang", at, scan));
        (refusal.Code, refusal.Kind).ShouldBe(("scan-differs", RefusalKind.Conflict));
        (await Shop.Db(db => db.Set<Scan>().CountAsync(s => s.RunId == run && s.Kind == ScanKind.Passed))).ShouldBe(1);
    }

    [Fact]
    public async Task Scans_that_come_in_out_of_order_are_put_in_order_and_never_take_the_truck_back()
    {
        var (run, number, _) = await Shop.OnTheRoad();
        var left = Shop.Clock.Now;
        Shop.Clock.Move(TimeSpan.FromHours(20));
        await Shop.Seen(run, "yajiang", left.AddHours(12));
        (await Shop.Seen(run, "xiangcheng", left.AddHours(1))).Visits[^1].Place.ShouldBe("yajiang");
        var shown = await Shop.Send(new ShowRun(number));
        shown.LastPlace!.Zh.ShouldBe("雅江");
        shown.LastReport.ShouldBe(left.AddHours(12));
        shown.Places.Single(p => p.Place == "litang").ShouldSatisfyAllConditions(p => p.Behind.ShouldBeTrue(), p => p.Seen.ShouldBeNull());
    }

    [Fact]
    public async Task A_scan_of_a_foreign_parcel_off_the_way_or_before_leaving_is_refused_and_changes_nothing()
    {
        var (run, _, _) = await Shop.OnTheRoad();
        var foreign = (await Shop.ParcelsOf(await Shop.Packed()))[0];
        (await Refused(Shop.Seen(run, "litang", Shop.Clock.Now, parcel: foreign.Number))).Code.ShouldBe("parcel-not-on-run");
        (await Refused(Shop.Seen(run, "batang", Shop.Clock.Now))).Code.ShouldBe("place-off-the-way");
        var (planned, _) = await Shop.NewRun();
        (await Refused(Shop.Seen(planned, "litang", Shop.Clock.Now))).Code.ShouldBe("run-not-departed");
        await Should.ThrowAsync<FluentValidation.ValidationException>(() => Shop.Seen(run, "litang", Shop.Clock.Now.AddHours(1)));
        (await Shop.Db(db => db.Set<Scan>().CountAsync(s => s.RunId == run && s.Kind != ScanKind.Departed))).ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_is_seen_before_the_truck_left()
    {
        Shop.Clock.Move(TimeSpan.FromSeconds(40));      // a form knows no seconds, a departure does
        var (run, _, _) = await Shop.OnTheRoad();
        var left = Shop.Clock.Now;
        Shop.Clock.Move(TimeSpan.FromHours(5));
        var refusal = await Refused(Shop.Seen(run, "litang", left.AddMinutes(-2)));
        (refusal.Code, refusal.Field).ShouldBe(("scan-before-departure", "time"));
        (await Shop.Db(db => db.Set<Scan>().CountAsync(s => s.RunId == run && s.Kind == ScanKind.Passed))).ShouldBe(0);
        (await Shop.Seen(run, "qingde", new(left.Year, left.Month, left.Day, left.Hour, left.Minute, 0, DateTimeKind.Utc))).At.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_form_that_came_without_its_id_is_refused_and_makes_nothing()
    {
        var (run, _, _) = await Shop.OnTheRoad();
        foreach (var act in new Func<Task>[]
        {
            () => Shop.Send(new CreateRun(Guid.Empty, "3 号车", "", 800, "zhongde", "chengdu", null)),
            () => Shop.Send(new CloseLeg(Guid.Empty, "litang--yajiang", ClosureKind.Snow, null)),
            () => Shop.Seen(run, "litang", Shop.Clock.Now, Guid.Empty),
        }) (await Should.ThrowAsync<FluentValidation.ValidationException>(act)).Errors.Select(e => e.ErrorMessage).ShouldBe(["form-without-id"]);

        var visitor = Shop.Visitor();
        await visitor.SignIn("coordinator");
        var page = await visitor.Submit(await visitor.Open("/en/dispatch/new"), "main form[method=post]", [new("id", $"{Guid.Empty}"), new("truck", "Truck 9"), new("capacity", "900")]);
        page.Status.ShouldBe(System.Net.HttpStatusCode.UnprocessableEntity);
        page.Text.ShouldContain("This form came incomplete");
        (await Shop.Db(db => db.Set<Run>().CountAsync(r => r.Id == Guid.Empty))).ShouldBe(0);
    }

    [Fact]
    public async Task At_the_last_place_the_parcels_are_at_the_hub_and_are_handed_over_once()
    {
        var (run, _, order) = await Shop.OnTheRoad();
        var parcel = (await Shop.ParcelsOf(order))[0];
        await Shop.Seen(run, "chengdu", Shop.Clock.Now, parcel: parcel.Number);
        (await Shop.ParcelsOf(order))[0].State.ShouldBe(ParcelState.AtHub);
        (await Shop.Send(new DeliverParcel(run, parcel.Id, "门卫", "1234"))).ShouldBeTrue();
        (await Shop.Send(new DeliverParcel(run, parcel.Id, "门卫", "1234"))).ShouldBeFalse();
        (await Refused(Shop.Send(new DeliverParcel(run, parcel.Id, "邻居", null)))).Code.ShouldBe("parcel-delivered");
        (await Shop.Facts<ParcelsDelivered>(order)).Single().ShouldSatisfyAllConditions(f => f.SellerOrderId.ShouldBe(parcel.SellerOrderId), f => f.Proof.ShouldBe("门卫 · 1234"));
        // A scan that arrives after the end ends nothing anew.
        await Shop.Seen(run, "litang", Shop.Clock.Now);
        (await Shop.ParcelsOf(order))[0].State.ShouldBe(ParcelState.Delivered);
    }

    [Fact]
    public async Task A_run_shows_fifty_parcels_a_page_and_all_of_them_once()
    {
        var orders = Enumerable.Range(0, 4).Select(_ => Parcelled.Order(sellers: 30, gross: 100, units: 1) with { Promise = new(new(2026, 7, 1), new(2026, 7, 2)) }).ToList();
        foreach (var order in orders) await Shop.Packed(order);
        var (run, number) = await Shop.NewRun();
        (await Shop.Send(new ShowRun(number))).Waiting.ShouldSatisfyAllConditions(w => w.Parcels.Count.ShouldBe(50), w => w.Pages.ShouldBeGreaterThanOrEqualTo(3));
        var parcels = new List<Guid>();
        foreach (var order in orders) parcels.AddRange((await Shop.ParcelsOf(order)).Select(p => p.Id));
        await Shop.Send(new LoadParcels(run, parcels));

        var seen = new List<Guid>();
        for (var page = 1; page <= 3; page++) seen.AddRange((await Shop.Send(new ShowRun(number, page))).Aboard.Parcels.Select(p => p.ParcelId));
        seen.ShouldBe(parcels, ignoreOrder: true);
        (await Shop.Send(new ShowRun(number, 9))).ShouldSatisfyAllConditions(r => r.Aboard.Number.ShouldBe(3), r => r.Aboard.Count.ShouldBe(120), r => r.Loaded.ShouldBe(new Mass(12_000)));
        var visitor = Shop.Visitor();
        await visitor.SignIn("coordinator");
        (await visitor.Open($"/en/dispatch/{number}?page=2")).Document.QuerySelectorAll("main nav.pages").Single().TextContent.ShouldContain("Page 2 of 3");
    }

    [Fact]
    public async Task The_run_says_who_packed_a_parcel_and_for_whom_also_after_others_loaded_it()
    {
        var order = Parcelled.Order();
        var (part, lhamo) = (order.SellerOrders[0], Storefront.Platform.Seeds.Id("person/point"));
        await Shop.Told(order, new SellerOrderPacked(order.OrderId, part.SellerOrderId, part.ProducerId, Shop.Clock.Now, lhamo, part.ProducerId));
        var (run, number) = await Shop.NewRun();
        await Shop.Send(new LoadParcels(run, [(await Shop.ParcelsOf(order))[0].Id]));
        await Shop.Send(new DepartRun(run));
        (await Shop.Send(new ShowRun(number))).Aboard.Parcels.Single().PackedBy.ShouldBe("拉姆 Lhamo");
        var visitor = Shop.Visitor();
        await visitor.SignIn("coordinator");
        (await visitor.Open($"/en/dispatch/{number}")).Text.ShouldContain("Packed by 拉姆 Lhamo for Farm 0");
    }

    [Fact]
    public async Task What_has_not_left_cannot_be_handed_over()
    {
        var order = await Shop.Packed();
        var parcel = (await Shop.ParcelsOf(order))[0].Id;
        var (run, _) = await Shop.NewRun();
        await Shop.Send(new LoadParcels(run, [parcel]));
        (await Refused(Shop.Send(new DeliverParcel(run, parcel, "门卫", null)))).Code.ShouldBe("parcel-not-on-the-way");
        (await Shop.Facts<ParcelsDelivered>(order)).ShouldBeEmpty();
    }
}

public sealed class CarryingOnSqlite(SqliteShop shop) : Carrying(shop), IClassFixture<SqliteShop>;
public sealed class CarryingOnPostgres(PostgresShop shop) : Carrying(shop), IClassFixture<PostgresShop>;
