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

        var again = await farmer.Submit(page, form);
        again.Status.ShouldBe(HttpStatusCode.Conflict);
        again.Text.ShouldContain("marked packed already");
        (await Shop.Parts(token)).Single().PackedAt.ShouldBe(packed.PackedAt);
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
        (await farmer.Submit(page, form, new Dictionary<string, string>(StringComparer.Ordinal) { ["for"] = Seeds.Id("producer/tashi").ToString(), ["part"] = part.Id.ToString() })).Status.ShouldBe(HttpStatusCode.Forbidden);
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
