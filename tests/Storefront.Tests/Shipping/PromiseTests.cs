using Storefront.Contracts;
using Storefront.Contracts.Shipping;
using Storefront.Shipping;
using Storefront.Shipping.Dispatch;
using Storefront.Shipping.PickUps;
using Storefront.Shipping.Roads;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Shipping;

public abstract class Promises(Shop shop) : RunsOn(shop)
{
    static readonly DateOnly Ready = new(2026, 11, 18);

    [Fact]
    public async Task A_box_from_Zhongde_is_in_Chengdu_within_days_of_driving_a_day_at_the_hub_and_the_last_mile()
    {
        var promise = await Shop.Send(new PromiseWindow("zhongde", "chengdu", Ready));
        promise.Kilometres.ShouldBe(770);
        promise.HoursP50.ShouldBe(16.1, 0.001);
        promise.HoursP90.ShouldBe(23.16, 0.001);
        promise.Window.ShouldBe(new(new(2026, 11, 22), new(2026, 11, 23)));
    }

    [Fact]
    public async Task Every_offered_area_has_a_window_that_does_not_end_before_it_begins()
    {
        foreach (var area in await Shop.Send(new ListAreas()))
        {
            var window = (await Shop.Send(new PromiseWindow("zhongde", area.Area, Ready))).Window;
            window.From.ShouldBeLessThanOrEqualTo(window.To, area.Area);
            window.From.ShouldBeGreaterThan(Ready, area.Area);
            area.Name.Exact("en").ShouldNotBeNull();
            area.Name.Exact("fr").ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task At_a_pick_up_point_it_is_there_a_day_earlier_and_by_air_there_is_none()
    {
        var (door, point) = (await Shop.Send(new PromiseWindow("zhongde", "chengdu", Ready)), await Shop.Send(new PromiseWindow("zhongde", "chengdu", Ready, ToPoint: true)));
        point.Window.ShouldBe(new(door.Window.From.AddDays(-1), door.Window.To.AddDays(-1)));
        (await Shop.Send(new PromiseWindow("zhongde", "FR", Ready, ToPoint: true))).ShouldBe(await Shop.Send(new PromiseWindow("zhongde", "FR", Ready)));
        (await Shop.Send(new ListPickUpPoints("FR"))).ShouldBeEmpty();
    }

    [Fact]
    public void Every_pick_up_point_lies_at_a_place_of_the_network_and_says_that_it_is_a_demonstration()
    {
        var network = RoadNetwork.Load();
        foreach (var point in PickUpPoints.Load().Points)
        {
            network.Reaches(point.Place).ShouldBeTrue(point.Id);
            (point.Name.Zh.Contains("演示", StringComparison.Ordinal) && point.Name.En!.Contains("demonstration", StringComparison.Ordinal)
                && point.Name.Fr!.Contains("démonstration", StringComparison.Ordinal)).ShouldBeTrue(point.Id);
            new[] { point.Where, point.Hours }.ShouldAllBe(text => text.Exact("en") != null && text.Exact("fr") != null);
        }
    }

    [Fact]
    public async Task Abroad_it_goes_on_by_air()
    {
        var promise = await Shop.Send(new PromiseWindow("zhongde", "FR", Ready));
        promise.Kilometres.ShouldBe(0);
        promise.Window.ShouldBe(new(Ready.AddDays(2 + 1 + 6), Ready.AddDays(3 + 1 + 12)));
    }

    [Fact]
    public async Task What_is_shut_today_is_reckoned_with_the_box_goes_round_or_waits_whichever_is_earlier()
    {
        var ready = PromiseWindow.ReadyFor(Shop.Clock.Now);
        Task<Promise> Asked() => Shop.Send(new PromiseWindow("zhongde", "chengdu", ready));
        async Task<Promise> While(string leg, TimeSpan? closed)
        {
            var closure = Guid.CreateVersion7();
            await Shop.Send(new CloseLeg(closure, leg, ClosureKind.Snow, Shop.Clock.Now + closed));
            var promise = await Asked();
            await Shop.Send(new ReopenLeg(closure));
            return promise;
        }

        var usual = await Asked();
        (await While("sangdui--litang", TimeSpan.FromHours(10))).ShouldBe(usual, "open again before the box leaves");
        var round = await While("sangdui--litang", TimeSpan.FromDays(30));
        (round.Kilometres, round.Window.To).ShouldBe((1033, usual.Window.To.AddDays(1)));
        var waiting = await While("zhongde--qingde", TimeSpan.FromHours(72));
        waiting.ShouldBe(usual with { Window = new(usual.Window.From.AddDays(3), usual.Window.To.AddDays(3)) });
        (await While("zhongde--qingde", null)).Window.To.ShouldBe(usual.Window.To.AddDays(2), "nobody knows when: as on the road");
        (await Asked()).ShouldBe(usual);
    }

    [Fact]
    public async Task An_area_nobody_knows_is_refused() =>
        (await Should.ThrowAsync<Refusal>(() => Shop.Send(new PromiseWindow("zhongde", "atlantis", Ready)))).Code.ShouldBe("area-unknown");

    [Theory]
    [InlineData("chengdu", 5600, 0)]
    [InlineData("FR", 900, 60_00)]
    [InlineData("FR", 1000, 60_00)]
    [InlineData("FR", 1001, 105_00)]
    [InlineData("HK", 5600, 195_00)]
    [InlineData("JP", 1001, 95_00)]
    public async Task Delivery_costs(string area, long grams, long fen) => (await Shop.Send(new QuoteDelivery(area, new(grams)))).ShouldBe(new Money(fen));

    [Fact]
    public async Task Places_are_described_and_unknown_ones_left_out()
    {
        var known = await Shop.Send(new DescribePlaces(["zhongde", "atlantis"]));
        known.Keys.ShouldBe(["zhongde"]);
        known["zhongde"].County!.Zh.ShouldBe("乡城县");
        (await Shop.Send(new DescribeRoad("zhongde", "FR")))[^1].PlaceId.ShouldBe("chengdu");
    }
}

public sealed class PromisesOnSqlite(SqliteShop shop) : Promises(shop), IClassFixture<SqliteShop>;
public sealed class PromisesOnPostgres(PostgresShop shop) : Promises(shop), IClassFixture<PostgresShop>;
