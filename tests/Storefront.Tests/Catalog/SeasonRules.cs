using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Catalog.Listings;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform;
using Storefront.Platform.Web;
using Storefront.Tests.Fixture;
using Storefront.Tests.Orders;

namespace Storefront.Tests.Catalog;

public sealed class SeasonOnSqlite(SqliteShop shop) : SeasonRules(shop), IClassFixture<SqliteShop>;
public sealed class SeasonOnPostgres(PostgresShop shop) : SeasonRules(shop), IClassFixture<PostgresShop>;

/// <summary>A listing opens and closes by date, by itself, and does not close on who was promised something.</summary>
public abstract class SeasonRules(Shop shop) : RunsOn(shop)
{
    static readonly Guid Drolma = Seeds.Id("producer/drolma");
    static readonly Guid Tashi = Seeds.Id("producer/tashi");

    DateOnly Today => ChinaTime.Day(Shop.Clock.Now);
    static string Typed(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    static string Said(DateOnly day) => day.ToString("d MMMM yyyy", System.Globalization.CultureInfo.GetCultureInfo("en-GB"));

    async Task<(string Slug, Guid Pack)> Lists()
    {
        var slug = await Shop.Send(new ListProduct(Guid.CreateVersion7(), Drolma, "fruit", "黄元帅", null, Today, 103, 5, 20, 68,
            [new(Samples.Webp(320, 240, "here"), Samples.Webp(640, 480, "here"), Samples.Webp(1280, 960, "here"), null)], "zh"));
        return (slug, await Shop.Db(db => db.Variants.Join(db.Listings.Where(l => l.Slug == slug), v => v.ListingId, l => l.Id, (v, _) => v.Id).SingleAsync()));
    }

    async Task<(Visitor Farmer, Page Page)> Edits(string slug, string who = "drolma")
    {
        var farmer = Shop.Visitor();
        await farmer.SignIn(who);
        return (farmer, await farmer.Open($"/en/farm/listings/{slug}?for={Seeds.Id($"producer/{who}")}"));
    }

    static Dictionary<string, string> Days(DateOnly? opens, DateOnly? closes) =>
        new(StringComparer.Ordinal) { ["opens"] = opens is { } from ? Typed(from) : "", ["closes"] = closes is { } to ? Typed(to) : "" };

    async Task<Page> Sets(string slug, DateOnly? opens, DateOnly? closes) => await Edits(slug) is var (farmer, page) ? await farmer.Submit(page, "#season", Days(opens, closes)) : null!;
    Task<Season> SeasonOf(string slug) => Shop.Db(db => db.Listings.Where(l => l.Slug == slug).Select(l => new Season(l.Opens, l.Closes)).SingleAsync());
    async Task<bool> IsListed(string slug) => (await Shop.Visitor().Open($"/en/producers/drolma?to={Guid.NewGuid():N}")).Document.QuerySelector($"a[href*='/p/{slug}']") is not null;
    async Task<bool> CanBeTaken(Guid pack) => (await Shop.Send(new TakeStock([new(Guid.CreateVersion7(), [new(pack, 1)])]))).Single().Taken;

    [Fact]
    public async Task What_is_no_longer_sold_leaves_the_basket_without_a_way_back()
    {
        var (slug, pack) = await Lists();
        var guest = Shop.Visitor();
        await guest.Post("/en/basket/add", ("variant", pack.ToString()), ("units", "2"));
        var removed = await guest.Post("/en/basket/remove", ("variant", pack.ToString()), ("units", "2"));
        (await guest.Submit(removed, "form[action$='/basket/add']")).Document.QuerySelector($"input[value='{pack}']").ShouldNotBeNull("taken back");
        var (farmer, page) = await Edits(slug);
        await farmer.Submit(page, "#end");
        removed = await guest.Post("/en/basket/remove", ("variant", pack.ToString()), ("units", "2"));
        removed.Text.ShouldContain("Removed");
        removed.Document.QuerySelector("form[action$='/basket/add']").ShouldBeNull();
    }

    [Fact]
    public async Task Before_its_season_it_says_when_it_opens_and_cannot_be_bought_and_on_that_day_it_opens_by_itself()
    {
        var (slug, pack) = await Lists();
        var opens = Today.AddDays(2);
        (await Sets(slug, opens, null)).Status.ShouldBe(HttpStatusCode.OK);

        var page = await Shop.Visitor().Open($"/en/p/{slug}");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain($"On sale from {Said(opens)}");
        page.Document.QuerySelector("form[action$='/basket/add']").ShouldBeNull();
        page.Document.QuerySelector("script[type='application/ld+json']")!.TextContent.ShouldContain("OutOfStock");
        (await IsListed(slug)).ShouldBeFalse();
        (await Shop.Visitor().Open("/en/goods")).Document.QuerySelector($"a[href*='/p/{slug}']").ShouldBeNull();
        var refused = await Shop.Visitor().Post("/en/basket/add", ("variant", $"{pack}"), ("units", "1"));
        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        refused.Text.ShouldContain("is not in season yet");
        (await CanBeTaken(pack)).ShouldBeFalse();

        Shop.Clock.Move(ChinaTime.StartOf(opens).AddTicks(-1) - Shop.Clock.Now);
        (await CanBeTaken(pack)).ShouldBeFalse("it is still the day before in China");
        Shop.Clock.Move(TimeSpan.FromTicks(1));
        (await CanBeTaken(pack)).ShouldBeTrue();
        (await IsListed(slug)).ShouldBeTrue();
        (await Shop.Visitor().Post("/en/basket/add", ("variant", $"{pack}"), ("units", "1"))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task After_its_last_day_it_is_over_and_a_basket_that_holds_it_says_so()
    {
        var (slug, pack) = await Lists();
        var closes = Today.AddDays(1);
        await Sets(slug, null, closes);
        var shopper = Shop.Visitor();
        (await shopper.Post("/en/basket/add", ("variant", $"{pack}"), ("units", "2"))).Status.ShouldBe(HttpStatusCode.OK);

        Shop.Clock.Move(ChinaTime.StartOf(closes.AddDays(1)).AddTicks(-1) - Shop.Clock.Now);
        (await CanBeTaken(pack)).ShouldBeTrue("the last day counts");
        Shop.Clock.Move(TimeSpan.FromSeconds(10));
        (await CanBeTaken(pack)).ShouldBeFalse();
        var basket = await shopper.Open("/en/basket");
        basket.Text.ShouldContain("黄元帅");
        basket.Text.ShouldContain("2 boxes: the season ended on");
        basket.Document.QuerySelector("a[href$='/checkout/address']").ShouldBeNull();
        (await shopper.Post("/en/basket/add", ("variant", $"{pack}"), ("units", "1"))).Text.ShouldContain("The season of 黄元帅 ended on");
        (await Shop.Visitor().Open($"/en/p/{slug}")).Text.ShouldContain($"The season is over since {Said(closes)}");
        (await IsListed(slug)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_checkout_that_waited_past_the_last_day_is_not_placed()
    {
        var ready = await Shop.HasCheckout(("tsering-walnut-oil/230g", 1));
        var yesterday = Today.AddDays(-1);
        await Shop.Db(db => db.Listings.Where(l => l.Slug == "tsering-walnut-oil").ExecuteUpdateAsync(l => l.SetProperty(x => x.Closes, yesterday)));
        (await Should.ThrowAsync<Refusal>(() => Shop.Places(ready))).Code.ShouldBe("gone");
        Shop.Clock.Move(TimeSpan.FromSeconds(10));
        (await Should.ThrowAsync<Refusal>(() => Shop.Places(ready))).Code.ShouldBe("gone");
    }

    [Theory]
    [InlineData("2026-13-01", "", "opens")]
    [InlineData("soon", "", "opens")]
    [InlineData("", "2099-01-01", "closes")]
    public async Task A_day_that_is_none_comes_back_as_it_was_typed(string opens, string closes, string field)
    {
        var (slug, _) = await Lists();
        var (farmer, page) = await Edits(slug);
        page = await farmer.Submit(page, "#season", new Dictionary<string, string>(StringComparer.Ordinal) { ["opens"] = opens, ["closes"] = closes });
        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Document.QuerySelector($"#f-{field}-error").ShouldNotBeNull();
        page.Document.QuerySelector($"#f-{field}")!.GetAttribute("value").ShouldBe(field == "opens" ? opens : closes);
        (await SeasonOf(slug)).ShouldBe(default);
    }

    [Fact]
    public async Task A_season_that_ends_before_it_begins_is_refused()
    {
        var (slug, _) = await Lists();
        (await Sets(slug, Today.AddDays(9), Today.AddDays(8))).Document.QuerySelector("#f-closes-error")!.TextContent.ShouldContain("before the first");
        (await SeasonOf(slug)).ShouldBe(default);
    }

    [Fact]
    public async Task Of_two_people_who_set_it_the_second_sees_what_is_now_and_a_second_press_is_no_second_person()
    {
        var (slug, _) = await Lists();
        var (farmer, page) = await Edits(slug);
        var (first, second) = (Today.AddDays(3), Today.AddDays(9));
        (await farmer.Submit(page, "#season", Days(first, null))).Status.ShouldBe(HttpStatusCode.OK);
        (await farmer.Submit(page, "#season", Days(first, null))).Status.ShouldBe(HttpStatusCode.OK);
        (await Shop.Db(db => db.ListingChanges.Join(db.Listings.Where(l => l.Slug == slug), c => c.ListingId, l => l.Id, (c, _) => c).CountAsync(c => c.Season))).ShouldBe(1);

        var refused = await farmer.Submit(page, "#season", Days(null, second));
        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        refused.Document.QuerySelector("#f-opens-error")!.TextContent.ShouldContain(Languages.In("en", () => Show.Day(first)));
        refused.Document.QuerySelector("#f-closes")!.GetAttribute("value").ShouldBe(Typed(second));
        (await SeasonOf(slug)).ShouldBe(new Season(first, null));
        (await farmer.Submit(refused, "#season")).Status.ShouldBe(HttpStatusCode.OK);
        (await SeasonOf(slug)).ShouldBe(new Season(first, second), "the day he typed, and the day that the other set");
    }

    [Fact]
    public async Task Nobody_sets_the_season_of_another()
    {
        var (slug, _) = await Lists();
        var (tashi, page) = await Edits("tashi-golden", "tashi");
        page.Document.QuerySelector("#season")!.SetAttribute("action", $"/en/farm/listings/{slug}/season");
        (await tashi.Submit(page, "#season", Days(Today.AddDays(5), null))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await SeasonOf(slug)).ShouldBe(default);
    }

    [Fact]
    public async Task Nothing_closes_on_who_was_promised_boxes_until_they_are_packed()
    {
        var (tashi, page) = await Edits("tashi-apples", "tashi");
        (await tashi.Submit(page, "#season", Days(null, Today.AddDays(200)))).Status.ShouldBe(HttpStatusCode.OK, "nobody was promised anything");
        var token = await Shop.Buys(("tashi-apples/2000g", 3));
        var promised = (await Shop.Order(token)).PromiseTo;
        page = await tashi.Open($"/en/farm/listings/tashi-apples?for={Tashi}");
        page.Document.QuerySelector("[aria-labelledby=promised]")!.TextContent.ShouldContain("3 boxes, waiting to be paid");
        await IsRefused(await tashi.Submit(page, "#end"), "waiting to be paid");

        await Shop.Pays(token);
        var by = $"3 boxes, to arrive by {Said(promised)[..^5]}";
        await IsRefused(await tashi.Submit(page, "#end"), by);
        var moved = await tashi.Submit(page, "#season", Days(null, promised.AddDays(-1)));
        await IsRefused(moved, by);
        moved.Document.QuerySelector("#f-closes")!.GetAttribute("value").ShouldBe(Typed(promised.AddDays(-1)));
        (await tashi.Submit(moved, "#season", Days(null, promised))).Status.ShouldBe(HttpStatusCode.OK, "what was promised is delivered by then");

        var part = (await Shop.Parts(token)).Single().Id;
        (await tashi.Submit(await tashi.Open("/en/farm"), $"form:has(input[value='{part}'])")).Status.ShouldBe(HttpStatusCode.OK);
        await Shop.Settle();
        page = await tashi.Open($"/en/farm/listings/tashi-apples?for={Tashi}");
        page.Document.QuerySelector("[aria-labelledby=promised]").ShouldBeNull();
        (await tashi.Submit(page, "#season", Days(null, promised.AddDays(-1)))).Status.ShouldBe(HttpStatusCode.OK);
        (await tashi.Submit(page, "#end")).Text.ShouldContain("no longer on sale");

        async Task IsRefused(Page refused, string says)
        {
            refused.Status.ShouldBe(HttpStatusCode.Conflict);
            refused.Text.ShouldContain("3 boxes are promised to buyers and not packed yet");
            refused.Text.ShouldContain(says);
            (await Shop.Db(db => db.Listings.AnyAsync(l => l.Slug == "tashi-apples" && l.State == ListingState.Live && l.Closes > promised))).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task An_order_that_ends_unpaid_was_no_promise()
    {
        var (slug, pack) = await Lists();
        var order = Guid.CreateVersion7();
        await Shop.Send(new TakeStock([new(order, [new(pack, 2)])]));
        var (farmer, page) = await Edits(slug);
        (await farmer.Submit(page, "#end")).Status.ShouldBe(HttpStatusCode.Conflict);
        await Shop.Send(new ReturnStock([new(order, [new(pack, 2)])]));
        (await farmer.Submit(page, "#end")).Status.ShouldBe(HttpStatusCode.OK);
    }
}
