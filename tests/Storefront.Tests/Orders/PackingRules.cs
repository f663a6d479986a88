using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.Orders;
using Storefront.Platform;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Orders;

public sealed class PackingOnSqlite(SqliteShop shop) : PackingRules(shop), IClassFixture<SqliteShop>;
public sealed class PackingOnPostgres(PostgresShop shop) : PackingRules(shop), IClassFixture<PostgresShop>;

public abstract class PackingRules(Shop shop) : RunsOn(shop)
{
    async Task<(string Token, SellerOrder Part)> Paid(string variant)
    {
        var token = await Shop.Buys((variant, 2));
        await Shop.Pays(token);
        return (token, (await Shop.Parts(token)).Single());
    }

    [Fact]
    public async Task A_farmer_sees_the_boxes_to_pack_and_marks_them_packed_once()
    {
        var (token, part) = await Paid("drolma-apples/5000g");
        var farmer = Shop.Visitor();
        await farmer.SignIn("drolma");
        var page = await farmer.Open("/en/farm");
        page.Text.ShouldContain((await Shop.Order(token)).Number);
        page.Text.ShouldNotContain("人民南路", customMessage: "the door is not the packer's business");

        var form = $"form:has(input[value='{part.Id}'])";
        (await farmer.Submit(page, form)).Status.ShouldBe(HttpStatusCode.OK);
        var packed = (await Shop.Parts(token)).Single();
        packed.Fulfilment.ShouldBe(Fulfilment.Packed);
        packed.ActedBy.ShouldBe(Seeds.Id("person/drolma"));
        packed.ActedFor.ShouldBe(Seeds.Id("producer/drolma"));

        // Once more, as a slow phone does.
        var again = await farmer.Submit(page, form);
        (again.Status, again.Path).ShouldBe((HttpStatusCode.OK, $"/en/farm?for={Seeds.Id("producer/drolma")}"));
        (await Shop.Parts(token)).Single().PackedAt.ShouldBe(packed.PackedAt);
    }

    [Fact]
    public async Task Many_orders_stand_on_pages_and_the_sums_count_them_all()
    {
        var producer = Seeds.Id("producer/tsering");
        await Shop.Db(async db =>
        {
            for (var i = 0; i < 120; i++)
            {
                var (order, part) = (Guid.CreateVersion7(), Guid.CreateVersion7());
                db.Add(new Order
                {
                    Id = order, CheckoutId = Guid.CreateVersion7(), Number = $"9999-PAGE{i:D3}", Token = $"page-{i}", TrackingToken = $"page-t-{i}",
                    Language = "zh", State = OrderState.Confirmed, PaymentState = PaymentState.Paid,
                    Contact = new("李雷", "13812345678", null, "zh"), Address = new("CN", "四川省", "成都市", null, null, "某路 1 号", null), Buyer = $"page-{i}", Area = "chengdu",
                    Agreed = [], PromiseFrom = new(2026, 11, 20), PromiseTo = new(2026, 11, 22), PlacedAt = Shop.Clock.Now, HoldUntil = Shop.Clock.Now, PaidAt = Shop.Clock.Now.AddSeconds(i),
                });
                db.Add(new SellerOrder { Id = part, OrderId = order, ProducerId = producer, Producer = new("次仁拉姆"), Origin = "zhongde", Fulfilment = Fulfilment.Allocated });
                db.Add(new OrderLine
                {
                    Id = Guid.CreateVersion7(), OrderId = order, SellerOrderId = part, VariantId = producer, ListingId = producer, Slug = "x", Photo = "x",
                    Listing = new("糌粑"), Variant = new("1 公斤装"), Units = 2, Net = new(1000), Gross = new(1100),
                });
            }
            return await db.SaveChangesAsync();
        });
        var point = Shop.Visitor();
        await point.SignIn("point");
        var seen = new List<string>();
        for (var number = 1; number <= 3; number++)
        {
            var page = await point.Open($"/en/farm?for={producer}&page={number}");
            page.Text.ShouldContain("Boxes in all: 240");
            page.Text.ShouldContain("By order (120)");
            page.Document.QuerySelector(".pages a[aria-current=page]")!.TextContent.ShouldBe($"{number}");
            seen.AddRange(page.Document.QuerySelectorAll("ul.pack h3").Select(h => h.TextContent));
        }
        seen.ShouldBe(Enumerable.Range(0, 120).Select(i => $"9999-PAGE{i:D3}"));
        foreach (var (asked, shown) in new[] { ("0", "1"), ("99999999999", "3"), ("many", "1") })
            (await point.Open($"/en/farm?for={producer}&page={asked}")).Document.QuerySelector(".pages a[aria-current=page]")!.TextContent.ShouldBe(shown);
    }

    [Fact]
    public async Task A_service_point_sees_whom_it_acts_for_and_the_record_names_both()
    {
        var (token, part) = await Paid("drolma-apples/1500g");
        var point = Shop.Visitor();
        await point.SignIn("point");
        var page = await point.Open($"/en/farm?for={Seeds.Id("producer/drolma")}");
        page.Document.QuerySelector(".acting")!.TextContent.ShouldContain("Drolma");
        var done = await point.Submit(page, $"form:has(input[value='{part.Id}'])");
        done.Document.QuerySelector("[aria-labelledby=done]")!.TextContent.ShouldContain("by 拉姆 Lhamo, for Grandmother Drolma");
        var packed = (await Shop.Parts(token)).Single();
        packed.ActedBy.ShouldBe(Seeds.Id("person/point"));
        packed.ActedFor.ShouldBe(Seeds.Id("producer/drolma"));
    }

    [Fact]
    public async Task A_service_point_that_has_not_said_for_whom_chooses_first()
    {
        var point = Shop.Visitor();
        await point.SignIn("point");
        foreach (var page in new[] { "/en/farm", "/en/farm/listings", "/en/farm/listings/new", "/en/farm/earnings" }) (await point.Open(page)).Path.ShouldBe("/en/point", page);
    }

    [Fact]
    public async Task Nobody_packs_for_a_producer_who_did_not_ask_him_to()
    {
        var (token, part) = await Paid("tashi-apples/3000g");
        var (_, own) = await Paid("drolma-apples/2500g");
        var farmer = Shop.Visitor();
        await farmer.SignIn("drolma");
        (await farmer.Open($"/en/farm?for={Seeds.Id("producer/tashi")}")).Status.ShouldBe(HttpStatusCode.Forbidden);

        var page = await farmer.Open("/en/farm");
        var form = $"form:has(input[value='{own.Id}'])";
        (await farmer.Submit(page, form, new Dictionary<string, string>(StringComparer.Ordinal) { ["for"] = Seeds.Id("producer/tashi").ToString(),
            ["part"] = part.Id.ToString() })).Status.ShouldBe(HttpStatusCode.Forbidden);
        // Another's part under one's own name finds nothing.
        (await farmer.Submit(page, form, new Dictionary<string, string>(StringComparer.Ordinal) { ["part"] = part.Id.ToString() })).Status.ShouldBe(HttpStatusCode.NotFound);

        (await Shop.Parts(token)).Single().Fulfilment.ShouldBe(Fulfilment.Allocated);
    }

    [Fact]
    public async Task Strangers_and_shoppers_do_not_come_in()
    {
        (await Shop.Visitor().Open("/en/farm")).Path.ShouldStartWith("/en/sign-in");
        var coordinator = Shop.Visitor();
        await coordinator.SignIn("coordinator");
        (await coordinator.Open("/en/farm")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }
}
