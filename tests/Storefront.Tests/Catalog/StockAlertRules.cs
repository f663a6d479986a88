using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Catalog.BackInStock;
using Storefront.Notices;
using Storefront.Tests.Fixture;
using Storefront.Tests.Orders;

namespace Storefront.Tests.Catalog;

public sealed class StockAlertsOnSqlite(SqliteShop shop) : StockAlertRules(shop), IClassFixture<SqliteShop>;
public sealed class StockAlertsOnPostgres(PostgresShop shop) : StockAlertRules(shop), IClassFixture<PostgresShop>;

public abstract class StockAlertRules(Shop shop) : RunsOn(shop)
{
    async Task<Page> Waits(string slug, string contact, string lang = "en")
    {
        var visitor = Shop.Visitor();
        return await visitor.Submit(await visitor.Open($"/{lang}/p/{slug}/tell-me"), "form#tell-me", [new("contact", contact)]);
    }

    Task<List<StockAlert>> Kept(string contact) => Shop.Db(db => db.StockAlerts.AsNoTracking().Where(a => a.Contact == contact).ToListAsync());
    Task<List<Notice>> Told(string to) => Shop.Db(db => db.Notices.AsNoTracking().Where(n => n.Topic == Topic.Back && n.Recipient == to).OrderBy(n => n.Version).ToListAsync());

    [Fact]
    public async Task A_sold_out_page_has_no_dead_button_but_offers_to_tell()
    {
        await Shop.HasStock("norbu-teapot/1pc", 0);
        var page = await Shop.Visitor().Open("/en/p/norbu-teapot");
        page.Document.QuerySelector("form[action$='/basket/add']").ShouldBeNull();
        page.Document.QuerySelectorAll("button[disabled]").ShouldBeEmpty();
        var sent = await Shop.Visitor().Submit(page, "form#tell-me", [new("contact", "13800138010")]);
        sent.Text.ShouldContain("We tell you once");
        (await Kept("13800138010")).ShouldHaveSingleItem().ToldAt.ShouldBeNull();
    }

    [Fact]
    public async Task One_pack_that_is_sold_out_can_be_waited_for_while_others_are_sold()
    {
        await Shop.HasStock("drolma-apples/1500g", 0);
        var page = await Shop.Visitor().Open("/en/p/drolma-apples");
        page.Document.QuerySelector("form[action$='/basket/add']").ShouldNotBeNull();
        var form = await Shop.Visitor().Open(page.Document.QuerySelector("a[href$='/tell-me']")!.GetAttribute("href")!);
        await Shop.Visitor().Submit(form, "form#tell-me", [new("contact", "wei@example.com")]);
        (await Kept("wei@example.com")).ShouldHaveSingleItem().VariantId.ShouldBe(Buying.Variant("drolma-apples/1500g"));
        await Shop.HasStock("drolma-apples/1500g", 10);
        (await Shop.Visitor().Open("/en/p/drolma-apples?v=5000g")).Document.QuerySelector("a[href$='/tell-me']").ShouldBeNull();
    }

    [Fact]
    public async Task Who_asked_twice_is_told_once_in_the_own_language_when_boxes_come_back()
    {
        const string pack = "norbu-bowls/pair", contact = "13800138011";
        await Shop.HasStock(pack, 0);
        for (var i = 0; i < 2; i++) await Waits("norbu-bowls", "138-0013-8011", "fr");
        await Shop.Settle();
        (await Told(contact)).ShouldBeEmpty("nothing is back");

        await Shop.HasStock(pack, 3);
        await Shop.Settle();
        await Shop.Settle();
        var told = (await Told(contact)).ShouldHaveSingleItem();
        (told.Language, told.Channel, told.SentAt is not null).ShouldBe(("fr", Channel.Text, true));
        var link = new Uri(told.Body[told.Body.IndexOf("http", StringComparison.Ordinal)..].Trim()).PathAndQuery;
        link.ShouldBe($"/fr/back/{(await Kept(contact)).Single().Token}");
        (await Shop.Visitor().Open(link)).Document.QuerySelector("a[href='/fr/p/norbu-bowls?v=pair']").ShouldNotBeNull();

        await Shop.HasStock(pack, 0);
        await Waits("norbu-bowls", contact, "en");
        await Shop.HasStock(pack, 1);
        await Shop.Settle();
        (await Told(contact)).Select(n => n.Language).ShouldBe(["fr", "en"], "asked anew, told anew");
    }

    [Fact]
    public async Task A_link_stops_all_of_it_and_forgets_the_contact()
    {
        const string contact = "stop@example.com";
        await Shop.HasStock("yangchen-blanket/1pc", 0);
        await Shop.HasStock("rinchen-notebook/1pc", 0);
        await Waits("yangchen-blanket", contact);
        await Waits("rinchen-notebook", contact);
        await Waits("rinchen-notebook", "other@example.com");
        var visitor = Shop.Visitor();
        var stopped = await visitor.Submit(await visitor.Open($"/en/back/{(await Kept(contact))[0].Token}"), "form#stop");
        stopped.Text.ShouldContain("You will not be told any more");
        (await Kept(contact)).ShouldBeEmpty();
        (await Kept("other@example.com")).ShouldHaveSingleItem();
        await Shop.HasStock("yangchen-blanket/1pc", 5);
        await Shop.HasStock("rinchen-notebook/1pc", 5);
        await Shop.Settle();
        (await Told(contact)).ShouldBeEmpty();
        (await visitor.Open("/en/back/AAAAAAAAAAAAAAAAAAAAAA")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Out_of_season_waits_for_the_season()
    {
        var listing = Storefront.Platform.Seeds.Id("listing/dawa-morels");
        var opens = DateOnly.FromDateTime(Shop.Clock.Now).AddDays(3);
        await Shop.Db(db => db.Listings.Where(l => l.Id == listing).ExecuteUpdateAsync(l => l.SetProperty(x => x.Opens, opens)));
        var page = await Shop.Visitor().Open("/en/p/dawa-morels");
        await Shop.Visitor().Submit(page, "form#tell-me", [new("contact", "morels@example.com")]);
        await Shop.Settle();
        (await Told("morels@example.com")).ShouldBeEmpty();
        Shop.Clock.Move(TimeSpan.FromDays(4));
        await Shop.Settle();
        (await Told("morels@example.com")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Two_nodes_that_look_at_once_tell_once()
    {
        await Shop.HasStock("kelsang-candles/4pc", 0);
        await Waits("kelsang-candles", "candles@example.com");
        await Shop.HasStock("kelsang-candles/4pc", 2);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Shop.Send(new TellWhoWaits())));
        await Shop.Settle();
        (await Told("candles@example.com")).ShouldHaveSingleItem();
        (await Kept("candles@example.com")).ShouldHaveSingleItem().Times.ShouldBe(1);
    }

    [Fact]
    public async Task Contacts_are_forgotten_a_month_after_they_were_told()
    {
        await Shop.HasStock("kelsang-comb/400g", 0);
        await Waits("kelsang-comb", "comb@example.com");
        await Shop.HasStock("kelsang-comb/400g", 2);
        await Shop.Settle();
        (await Kept("comb@example.com")).ShouldHaveSingleItem();
        Shop.Clock.Move(TimeSpan.FromDays(31));
        await Shop.Settle();
        (await Kept("comb@example.com")).ShouldBeEmpty();
    }

    [Theory, InlineData(""), InlineData("hello"), InlineData("12345"), InlineData("a@b"), InlineData("@"), InlineData("<script>@x.com")]
    public async Task What_is_no_phone_and_no_e_mail_is_said_beside_the_field(string contact)
    {
        await Shop.HasStock("rinchen-incense-powder/200g", 0);
        var refused = await Waits("rinchen-incense-powder", contact);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Document.QuerySelector("#f-contact-error")!.TextContent.ShouldContain("Please give a phone number");
        refused.Document.QuerySelector("#f-contact")!.GetAttribute("value").ShouldBe(contact);
        (await Shop.Visitor().Post("/en/p/rinchen-incense-powder/tell-me", ("variant", Guid.NewGuid().ToString()), ("contact", "13800138012"))).Text.ShouldContain("choose which size");
    }
}
