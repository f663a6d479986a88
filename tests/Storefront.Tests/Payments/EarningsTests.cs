using System.Net;
using Storefront.Contracts;
using Storefront.Contracts.Payments;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Payments;

public abstract class Earning(Shop shop) : RunsOn(shop)
{
    [Fact]
    public async Task A_farmer_sees_each_orders_share_and_what_went_back()
    {
        var kept = await Shop.HasPaidOrder();
        var returned = await Shop.HasPaidOrder();
        await Shop.Send(new RefundPayment(Guid.CreateVersion7(), returned.OrderId, new(6800), [new ProducerShare(PaidVerbs.Drolma, new(6800))], "cancelled"));

        var farmer = Shop.Visitor();
        await farmer.SignIn("drolma");
        var page = await farmer.Open("/en/farm/earnings");
        page.Status.ShouldBe(HttpStatusCode.OK);
        Row(page, kept).ShouldContain("¥68.00");
        Row(page, kept).ShouldEndWith("¥41.48");
        Row(page, returned).ShouldContain("−¥41.48");
        Row(page, returned).ShouldEndWith("¥0.00");
        page.Document.QuerySelectorAll(".figs dd")[1].TextContent.ShouldBe("1", "an order that went back whole is none");
        page.Text.ShouldNotContain("¥25.00");      // Tashi's goods are Tashi's

        static string Row(Page page, PaidOrder order) => page.Document.QuerySelectorAll("tbody tr")
            .Single(r => r.TextContent.Contains(order.Number, StringComparison.Ordinal)).TextContent.Trim();
    }

    [Fact]
    public async Task Earnings_are_shown_to_their_owner_and_to_who_acts_for_her_only()
    {
        var (stranger, tashi, point) = (Shop.Visitor(), Shop.Visitor(), Shop.Visitor());
        await tashi.SignIn("tashi");
        await point.SignIn("point");
        var path = $"/en/farm/earnings?for={PaidVerbs.Drolma}";

        (await stranger.Open(path)).Path.ShouldStartWith("/en/sign-in");
        (await tashi.Open(path)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await point.Open(path)).Status.ShouldBe(HttpStatusCode.OK);
    }
}

public sealed class EarningOnSqlite(SqliteShop shop) : Earning(shop), IClassFixture<SqliteShop>;
public sealed class EarningOnPostgres(PostgresShop shop) : Earning(shop), IClassFixture<PostgresShop>;
