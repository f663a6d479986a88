using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Promotions;
using Storefront.Platform;
using Storefront.Platform.Data;
using Storefront.Promotions;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Promotions;

public sealed class TakingOnSqlite(SqliteShop shop) : Taking(shop), IClassFixture<SqliteShop>;
public sealed class TakingOnPostgres(PostgresShop shop) : Taking(shop), IClassFixture<PostgresShop>;

/// <summary>Quotas and limits under the demo campaign: what the lane asks while many press at once.</summary>
public abstract class Taking(Shop shop) : RunsOn(shop)
{
    static readonly Guid Campaign = Seeds.Id("campaign/singles-day");

    static LineToPrice Box(string listing, string variant, long fen, int units = 1) =>
        new(Seeds.Id($"variant/{listing}/{variant}"), Seeds.Id($"listing/{listing}"), Seeds.Id($"producer/of-{listing}"), units, new(1000), new(fen));
    static BasketToPrice Basket(string? buyer, params LineToPrice[] lines) => new(Guid.CreateVersion7(), buyer, lines);
    static string SomeBuyer() => $"139{Random.Shared.Next(10_000_000, 99_999_999)}";

    async Task<PricedBasket> Place(BasketToPrice basket) => (await Shop.Send(new PriceBaskets([basket])))[0];
    Task<int> Left(Guid quota) => Shop.Db(db => db.Quotas.Where(q => q.Id == quota).Select(q => q.Available).SingleAsync());
    Task<int> Takings(Guid order) => Shop.Db(db => db.Takings.CountAsync(t => t.OrderId == order && t.State == TakingState.Taken));
    async Task SetQuota(Guid quota, int units) =>
        await Shop.Db(db => db.Quotas.Where(q => q.Id == quota).ExecuteUpdateAsync(set => set.SetProperty(q => q.Available, units)));

    static readonly Guid TashiQuota = Seeds.Id("quota/singles-day/tashi-apples/2000g");
    static readonly Guid TreeQuota = Seeds.Id("quota/singles-day/drolma-tree/8000g");

    [Fact]
    public async Task The_demo_campaign_gives_the_prices_it_promises_to_the_fen()
    {
        var priced = (await Shop.Send(new QuoteBaskets([Basket(null,
            Box("drolma-apples", "2500g", 3200), Box("tashi-apples", "3000g", 3800), Box("zhongde-family-apples", "5000g", 5800), Box("tsering-pears", "2500g", 2600))])))[0];
        priced.Lines.Select(l => l.UnitPrice.Fen).ShouldBe([2400, 2890, 4640, 2600]);
        priced.Discount.ShouldBe(new(500));                // 99.30 of campaign lines reach 60, not 120
        priced.Total.ShouldBe(new(12530 - 500));
        priced.Lines[3].CampaignId.ShouldBeNull();
        priced.Lines[0].CampaignId.ShouldBe(Campaign);
    }

    [Fact]
    public async Task A_quota_of_thirty_gives_its_price_to_thirty_of_a_hundred()
    {
        await SetQuota(TreeQuota, 30);
        var placed = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => Place(Basket(SomeBuyer(), Box("drolma-tree", "8000g", 12800))))));
        placed.Count(p => p.Lines[0].UnitPrice == new Money(11520)).ShouldBe(30);
        placed.Count(p => p.Lines[0].UnitPrice == new Money(12800)).ShouldBe(70);
        (await Left(TreeQuota)).ShouldBe(0);

        var orders = placed.Select(p => p.BasketId).ToArray();
        (await Shop.Db(db => db.Takings.CountAsync(t => orders.Contains(t.OrderId)))).ShouldBe(30);

        // Asked twice, and twice at once, it comes back once.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Shop.Send(new ReturnQuotas(orders)))));
        (await Shop.Send(new ReturnQuotas(orders))).ShouldBe(0);
        (await Left(TreeQuota)).ShouldBe(30);
    }

    [Fact]
    public async Task Within_a_batch_those_who_came_first_get_the_quota()
    {
        await SetQuota(TashiQuota, 3);
        var priced = await Shop.Send(new PriceBaskets([.. Enumerable.Range(0, 3).Select(_ => Basket(null, Box("tashi-apples", "2000g", 2600, units: 2)))]));
        priced.Select(p => p.Lines[0].UnitPrice.Fen).ShouldBe([1990, 2600, 2600]);
        (await Left(TashiQuota)).ShouldBe(1);
        (await Shop.Send(new QuoteOffers([new(Seeds.Id("variant/tashi-apples/2000g"), Seeds.Id("listing/tashi-apples"), new(2600))]))).Values.Single().UnitsLeft.ShouldBe(1);
    }

    [Fact]
    public async Task A_limit_holds_over_two_orders_and_frees_when_one_is_returned()
    {
        var buyer = SomeBuyer();
        var first = Basket(buyer, Box("drolma-apples", "2500g", 3200, units: 3));
        (await Place(first)).Refused.ShouldBeNull();

        var second = Basket(buyer, Box("drolma-apples", "1500g", 2000, units: 3));
        (await Shop.Send(new QuoteBaskets([second])))[0].Refused!.Arguments.ShouldBe([5, 2]);
        (await Place(second)).Refused!.Code.ShouldBe("limit-per-person");
        (await Takings(second.BasketId)).ShouldBe(0);

        (await Shop.Send(new ReturnQuotas([first.BasketId]))).ShouldBe(1);
        (await Place(second)).Refused.ShouldBeNull();
    }

    [Fact]
    public async Task A_limit_holds_within_one_batch()
    {
        var (buyer, other) = (SomeBuyer(), SomeBuyer());
        BasketToPrice Three(string who) => Basket(who, Box("drolma-apples", "2500g", 3200, units: 3));
        var priced = await Shop.Send(new PriceBaskets([Three(buyer), Three(buyer), Three(other)]));
        priced.Select(p => p.Refused?.Code).ShouldBe([null, "limit-per-person", null]);
    }

    [Fact]
    public async Task A_limit_holds_for_first_orders_that_arrive_at_once()
    {
        var buyer = SomeBuyer();
        var placed = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Place(Basket(buyer, Box("drolma-apples", "5000g", 6200))))));
        placed.Count(p => p.Refused is null).ShouldBe(5);
        (await Shop.Db(db => db.PersonCounts.Where(c => c.Id == PersonCount.IdOf(Seeds.Id("rule/singles-day/drolma-apples"), buyer)).Select(c => c.Units).SingleAsync())).ShouldBe(5);
    }

    [Fact]
    public async Task The_campaign_is_announced_with_its_times()
    {
        var announced = (await Shop.Send(new CurrentCampaign()))!;
        (announced.Slug, announced.OnSale).ShouldBe(("singles-day", true));
        announced.ListingIds.ShouldContain(Seeds.Id("listing/drolma-apples"));
        (announced.EndsAt - announced.StartsAt).ShouldBe(TimeSpan.FromDays(30));
    }
}
