using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Community;
using Storefront.Community.Office;
using Storefront.Contracts;
using Storefront.Contracts.Community;
using Storefront.Contracts.Orders;
using Storefront.Platform;
using Storefront.Platform.Data;
using Storefront.Platform.Facts;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Community;

public sealed class CountingOnSqlite(SqliteShop shop) : Counting(shop), IClassFixture<SqliteShop>;
public sealed class CountingOnPostgres(PostgresShop shop) : Counting(shop), IClassFixture<PostgresShop>;

/// <summary>What was sold is the sum over confirmed orders, and nothing else.</summary>
public abstract class Counting(Shop shop) : RunsOn(shop)
{
    static readonly Guid SinglesDay = Seeds.Id("campaign/singles-day");
    static readonly Contact Buyer = new("测试", "13800001234", null, "zh");

    static OrderConfirmed Confirmed(DateTime placed, Guid? campaign, params (Guid Producer, Guid Variant, int Units, long Grams, long Fen)[] lines) => new(
        Guid.CreateVersion7(), "1111-TESTED-2", "token", "tracking", Buyer, new("CN", "四川", "成都", null, null, "路 1", null), new(lines.Sum(l => l.Fen)), Money.Zero, placed, placed,
        new(new(2026, 11, 18), new(2026, 11, 20)), [],
        [.. lines.Select(l => new LineSold(Guid.CreateVersion7(), Guid.CreateVersion7(), l.Producer, l.Variant, Guid.CreateVersion7(), new("苹果"), new("箱"), l.Units,
            new(l.Grams), new(l.Grams + 300), new(l.Fen), campaign))]);

    static OrderCancelled Cancelled(OrderConfirmed order, params LineSold[] lines) => new(
        order.OrderId, order.Number, Buyer, lines.Length == order.Lines.Count, new(lines.Sum(l => l.Paid.Fen)), [.. lines.Select(l => l.SellerOrderId)], lines,
        order.PlacedAt, order.PlacedAt);

    async Task Tell(params IFact[] facts)
    {
        await Shop.In(async services =>
        {
            var db = services.GetRequiredService<StoreDb>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await Outbox.Write(db, facts, services.GetRequiredService<FactHandlers>(), Shop.Clock.Now, default);
            await transaction.CommitAsync();
            return 0;
        });
        await Shop.Settle();
    }

    Task<Sold> SoldBy(Guid producer) => Shop.Send(new CountSold(producer));

    [Fact]
    public async Task Sold_is_the_sum_over_the_orders_and_what_was_cancelled_is_out()
    {
        var (drolma, tashi, variant) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var campaign = Guid.CreateVersion7();
        var orders = Enumerable.Range(1, 12).Select(i => Confirmed(Shop.Clock.Now, campaign, (drolma, variant, i, 2500, 2400 * i), (tashi, variant, 1, 3000, 2890))).ToArray();
        await Tell(orders);

        var byProducer = await SoldBy(drolma);
        byProducer.Orders.ShouldBe(12);
        byProducer.Mass.ShouldBe(new(78 * 2500));
        byProducer.Paid.ShouldBe(new(78 * 2400));
        (await Shop.Send(new CountSold(CampaignId: campaign))).Mass.ShouldBe(new(78 * 2500 + 12 * 3000));

        var cancelledPart = orders[11].Lines[0];
        await Tell(Cancelled(orders[11], cancelledPart), Cancelled(orders[10], [.. orders[10].Lines]), Cancelled(orders[10], [.. orders[10].Lines]));
        var left = await Shop.Db(db => db.Counted.Where(c => c.CampaignId == campaign && c.State == CountedState.Counted).Select(c => new { c.OrderId, Grams = c.Mass.Grams }).ToListAsync());
        left.Sum(l => l.Grams).ShouldBe((78 - 12 - 11) * 2500 + 11 * 3000);
        left.Select(l => l.OrderId).Distinct().Count().ShouldBe(11);
    }

    [Fact]
    public async Task An_order_told_twice_is_counted_once()
    {
        var producer = Guid.CreateVersion7();
        var order = Confirmed(Shop.Clock.Now, null, (producer, Guid.CreateVersion7(), 2, 2500, 6400));
        await Tell(order, order);
        (await SoldBy(producer)).Mass.ShouldBe(new(5000));
    }

    [Fact]
    public async Task Nothing_sold_is_nothing() => (await SoldBy(Guid.CreateVersion7())).ShouldBe(new(0, 0, Mass.Zero, Money.Zero, 0, 2000));

    [Fact]
    public async Task A_household_stands_for_whole_two_thousand_kilograms()
    {
        var producer = Guid.CreateVersion7();
        await Tell(Confirmed(Shop.Clock.Now, null, (producer, Guid.CreateVersion7(), 799, 5000, 1)), Confirmed(Shop.Clock.Now, null, (producer, Guid.CreateVersion7(), 1, 4999, 1)));
        (await SoldBy(producer)).Households.ShouldBe(1);        // 3,999.999 kg
    }

    [Fact]
    public async Task The_offices_figures_equal_the_sums_over_the_orders()
    {
        var before = await Shop.Send(new LookAtCampaign("singles-day"));
        var (drolma, tashi) = (Seeds.Id("producer/drolma"), Seeds.Id("producer/tashi"));
        var limited = Seeds.Id("variant/tashi-apples/2000g");
        var start = Shop.Clock.Now;
        var orders = new[]
        {
            Confirmed(start, SinglesDay, (drolma, Seeds.Id("variant/drolma-apples/2500g"), 2, 2500, 4800), (tashi, limited, 3, 2000, 5970)),
            Confirmed(start.AddSeconds(20), SinglesDay, (tashi, limited, 1, 2000, 1990)),
            Confirmed(start.AddMinutes(-2), SinglesDay, (drolma, Seeds.Id("variant/drolma-apples/5000g"), 1, 5000, 4650)),
            Confirmed(start.AddMinutes(-40), null, (drolma, limited, 7, 2000, 18200)),
        };
        await Tell(orders);
        await Tell(Cancelled(orders[2], [.. orders[2].Lines]));

        var look = await Shop.Send(new LookAtCampaign("singles-day"));
        (look.Orders - before.Orders).ShouldBe(2);
        (look.Mass - before.Mass).ShouldBe(new(5000 + 6000 + 2000));
        (look.Paid - before.Paid).ShouldBe(new(4800 + 5970 + 1990));
        look.Producers.Sum(p => p.Mass.Grams).ShouldBe(look.Mass.Grams);
        look.Producers.Sum(p => p.Paid).ShouldBe(look.Paid);
        look.Quotas.Single(q => q.Boxes == 1500).Sold.ShouldBe(4);
        look.Quotas.Single(q => q.Boxes == 1500).Left.ShouldBe(1496);
        look.LastMinutes[^1].Orders.ShouldBe(2);
        look.LastMinutes.Sum(m => m.Orders).ShouldBe(2);
        look.Peak!.Orders.ShouldBe(2);
        look.PerMinute.ShouldBe(0.4m);
        look.Households.ShouldBe((int)(look.Mass.Grams / 2_000_000));
    }

    [Fact]
    public async Task The_service_point_of_qingde_helps_grandmother_drolma()
    {
        (await Shop.Send(new ServicePointOf(Seeds.Id("producer/drolma"))))!.ServicePointId.ShouldBe(Seeds.Id("point/qingde"));
        (await Shop.Send(new ServicePointOf(Seeds.Id("producer/norbu")))).ShouldBeNull();
    }

    [Theory]
    [InlineData("drolma"), InlineData("point"), InlineData("coordinator")]
    public async Task Only_the_office_opens_the_offices_pages(string person)
    {
        var visitor = Shop.Visitor();
        await visitor.SignIn(person);
        foreach (var path in new[] { "/zh/office", "/zh/office/campaigns/singles-day", "/zh/office/campaigns/new" })
            (await visitor.Client.GetAsync(path)).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_office_sees_its_campaigns_and_their_figures()
    {
        var visitor = Shop.Visitor();
        await visitor.SignIn("office");
        var page = await visitor.Open("/zh/office");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain("双十一");
        var campaign = await visitor.Open("/en/office/campaigns/singles-day");
        campaign.Status.ShouldBe(HttpStatusCode.OK);
        campaign.Text.ShouldContain("The last 30 minutes");
        (await visitor.Open("/en/office/campaigns/no-such-campaign")).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}
