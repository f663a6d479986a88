using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Orders;

public sealed class PickUpOnSqlite(SqliteShop shop) : PickUpRules(shop), IClassFixture<SqliteShop>;
public sealed class PickUpOnPostgres(PostgresShop shop) : PickUpRules(shop), IClassFixture<PostgresShop>;

public abstract class PickUpRules(Shop shop) : RunsOn(shop)
{
    async Task<(Visitor Guest, Page Delivery)> AtTheDelivery(string province, string city)
    {
        var guest = Shop.Visitor();
        await guest.Post("/en/basket/add", ("variant", Buying.Variant("tsering-walnuts/500g").ToString()), ("units", "1"));
        return (guest, await guest.Submit(await guest.Open("/en/checkout/address"), "main form", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["name"] = "李雷", ["tel"] = Buying.NewTel(), ["address-level1"] = province, ["address-level2"] = city, ["street-address"] = "某路 1 号",
        }));
    }

    [Fact]
    public async Task A_box_that_is_fetched_is_promised_and_followed_to_the_point_with_its_hours()
    {
        var (guest, delivery) = await AtTheDelivery("四川省", "成都市");
        delivery.Document.QuerySelectorAll<IHtmlInputElement>("[name=delivery]").Select(i => i.Value).ShouldBe(["soon", "week", "soon@chengdu-wuhou", "week@chengdu-wuhou"]);
        var labels = delivery.Document.QuerySelectorAll(".pick label").Select(l => l.TextContent).ToList();
        labels.ShouldAllBe(l => l.Contains("Arrives", StringComparison.Ordinal) && l.Contains("included", StringComparison.Ordinal), "each with its window and price");
        labels[2].ShouldContain("Chengdu Wuhou pick-up point (demonstration)");
        labels[2].ShouldContain("daily 8:30–20:30");

        var check = await guest.Submit(await guest.Submit(delivery, "main form", [new("delivery", "soon@chengdu-wuhou")]), "main form");
        check.Text.ShouldContain("Fetch it: Chengdu Wuhou pick-up point");
        var page = await guest.Submit(await guest.Submit(check, "form#place", Buying.Ticked), "main form", button: "choice=pay");
        await Shop.Settle();
        var order = await Shop.Order(page.Path.Split('/', '?')[2]);
        order.PickUp!.PointId.ShouldBe("chengdu-wuhou");
        (await guest.Open($"/o/{order.Token}?lang=en")).Document.QuerySelector("#pick-up")!.TextContent.ShouldContain("daily 8:30–20:30");
        (await guest.Open($"/t/{order.TrackingToken}?lang=fr")).Document.QuerySelector("#pick-up")!.TextContent.ShouldContain("tous les jours 8\u00A0h\u00A030 – 20\u00A0h\u00A030");
    }

    [Fact]
    public async Task Where_there_is_no_point_the_box_comes_to_the_door()
    {
        var (guest, delivery) = await AtTheDelivery("西藏自治区", "拉萨市");
        delivery.Document.QuerySelectorAll<IHtmlInputElement>("[name=delivery]").Select(i => i.Value).ShouldBe(["soon", "week"]);
        var check = await guest.Submit(await guest.Submit(delivery, "main form", [new("delivery", "soon@chengdu-wuhou")]), "main form");
        check.Text.ShouldContain("To the door");
    }

    [Theory, InlineData(""), InlineData("tomorrow"), InlineData("soon@"), InlineData("soon@a@b")]
    public async Task What_is_no_choice_is_refused_beside_the_choices(string choice)
    {
        var (guest, delivery) = await AtTheDelivery("四川省", "成都市");
        (await guest.Submit(delivery, "main form", [new("delivery", choice)])).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }
}
