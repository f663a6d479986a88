using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Catalog.Listings;
using Storefront.Catalog.Machines;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Catalog;

public sealed class HarvestsOnSqlite(SqliteShop shop) : HarvestRules(shop), IClassFixture<SqliteShop>;
public sealed class HarvestsOnPostgres(PostgresShop shop) : HarvestRules(shop), IClassFixture<PostgresShop>;

/// <summary>A further harvest of goods that are on sale.</summary>
public abstract class HarvestRules(Shop shop) : RunsOn(shop)
{
    static readonly Guid Drolma = Seeds.Id("producer/drolma");

    DateOnly Today => ChinaTime.Day(Shop.Clock.Now);

    /// <summary>A hundred kilograms in twenty boxes, picked ten days ago.</summary>
    async Task<(string Slug, Visitor Farmer, Page Page)> Edits(string person = "drolma")
    {
        var slug = await Shop.Send(new ListProduct(Guid.CreateVersion7(), Drolma, "fruit", "黄元帅", null, Today.AddDays(-10), 100, 5, 20, 68,
            [new(null, null, null, Samples.Jpeg(800, 600, ""))], "zh"));
        var farmer = Shop.Visitor();
        await farmer.SignIn(person);
        return (slug, farmer, await Opens(farmer, slug));
    }

    static Task<Page> Opens(Visitor person, string slug) => person.Open($"/en/farm/listings/{slug}?for={Drolma}");
    static string Typed(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    static Dictionary<string, string> Types(DateOnly day, string kilograms, string boxes = "") =>
        new(StringComparer.Ordinal) { ["picked"] = Typed(day), ["kilograms"] = kilograms, ["boxes-harvest"] = boxes };

    Task<Variant> Pack(string slug) => Shop.Db(db => db.Variants.AsNoTracking().Join(db.Listings.Where(x => x.Slug == slug), v => v.ListingId, x => x.Id, (v, _) => v).SingleAsync());
    Task<List<Lot>> Lots(string slug) => Shop.Db(db => db.Lots.AsNoTracking().Join(db.Listings.Where(x => x.Slug == slug), l => l.ListingId, x => x.Id, (l, _) => l)
        .OrderBy(l => l.HarvestedOn).ToListAsync());

    [Fact]
    public async Task A_harvest_brings_a_lot_and_as_many_boxes_as_it_fills()
    {
        var (slug, farmer, page) = await Edits();
        page = await farmer.Submit(page, "form#harvest", Types(Today, "52,5"));
        page.Status.ShouldBe(HttpStatusCode.OK);
        var (lots, pack) = (await Lots(slug), await Pack(slug));
        lots.ConvertAll(l => (l.HarvestedOn, l.Mass.Grams, l.BestBefore)).ShouldBe([(Today.AddDays(-10), 100_000, Today.AddDays(35)), (Today, 52_500, Today.AddDays(45))]);
        (pack.Available, pack.Version).ShouldBe((30, 1));
        (await Shop.Send(new DescribeVariants([pack.Id]))).Single().Available.ShouldBe(30);
        page.Document.QuerySelector("#harvest ul")!.TextContent.ShouldContain("52.5");
        var change = await Shop.Db(db => db.ListingChanges.AsNoTracking().SingleAsync(c => c.ListingId == pack.ListingId));
        (change.PickedOn, change.Boxes, change.ActedBy, change.ActedFor).ShouldBe((Today, 30, Seeds.Id("person/drolma"), Drolma));
    }

    [Fact]
    public async Task A_new_listing_is_news_and_so_is_its_further_harvest()
    {
        Shop.Clock.Move(TimeSpan.FromMinutes(1));
        var (slug, farmer, page) = await Edits();
        var listed = (await Shop.Send(new ListNews()))[0];
        (listed.Kind, listed.Path, listed.UpdatedAt).ShouldBe((NewsKind.Listing, $"/p/{slug}", Shop.Clock.Now));

        Shop.Clock.Move(TimeSpan.FromMinutes(1));
        page = await farmer.Submit(page, "form#harvest", Types(Today, "50"));
        var news = await Shop.Send(new ListNews());
        (news[0].Kind, news[0].Path, news[0].PickedOn, news[0].UpdatedAt).ShouldBe((NewsKind.Harvest, $"/p/{slug}", Today, Shop.Clock.Now));
        news[1].ShouldBe(listed);
        (await Shop.Client().GetStringAsync("/en/news.atom")).ShouldContain($"urn:storefront:en:harvest:{news[0].Id}");

        await farmer.Submit(page, "form#end");
        (await Shop.Send(new ListNews())).Select(n => n.Path).ShouldNotContain($"/p/{slug}");
    }

    [Fact]
    public async Task Pressed_twice_it_is_one_harvest()
    {
        var (slug, farmer, page) = await Edits();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => farmer.Submit(page, "form#harvest", Types(Today, "50", "8"))));
        (await farmer.Submit(page, "form#harvest", Types(Today, "50", "8"))).Status.ShouldBe(HttpStatusCode.OK);
        (await Lots(slug)).Count.ShouldBe(2);
        (await Pack(slug)).Available.ShouldBe(28);
        await farmer.Submit(await Opens(farmer, slug), "form#harvest", Types(Today, "50", "8"));
        (await Lots(slug)).Count.ShouldBe(3, "another form is another harvest");
    }

    [Fact]
    public async Task What_cannot_be_comes_back_as_it_was_typed_with_the_sentence_beside_the_field()
    {
        var (slug, farmer, page) = await Edits();
        foreach (var (day, kilograms, boxes, field) in new[]
        {
            (Today.AddDays(1), "50", "", "picked"), (Today.AddDays(-731), "50", "", "picked"), (Today.AddDays(-46), "50", "", "picked"),
            (Today, "0", "", "kilograms"), (Today, "many", "", "kilograms"), (Today, "1,2800", "", "kilograms"),
            (Today, "50", "0", "boxes-harvest"), (Today, "50", "11", "boxes-harvest"), (Today, "50", "1.5", "boxes-harvest"), (Today, "4", "", "boxes-harvest"),
            (Today, "50", "some", "boxes-harvest"),
        })
        {
            var refused = await farmer.Submit(page, "form#harvest", Types(day, kilograms, boxes));
            refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, $"{day} {kilograms} {boxes}");
            refused.Document.QuerySelector($"#harvest #f-{field}-error").ShouldNotBeNull($"{day} {kilograms} {boxes}");
            foreach (var (name, typed) in Types(day, kilograms, boxes)) refused.Document.QuerySelector($"#harvest [name={name}]")!.GetAttribute("value").ShouldBe(typed);
            refused.Document.QuerySelector("#f-boxes-5000g")!.GetAttribute("value").ShouldBe("20");
        }
        (await Lots(slug)).ShouldHaveSingleItem();
        (await Pack(slug)).Available.ShouldBe(20);
    }

    [Fact]
    public async Task What_was_short_before_is_filled_before_more_is_sold()
    {
        var (slug, farmer, page) = await Edits();
        var pack = await Pack(slug);
        await Shop.Db(db => db.Lots.Where(l => l.ListingId == pack.ListingId).ExecuteUpdateAsync(l => l.SetProperty(x => x.Mass.Grams, 90_000)));      // ten kilograms went bad
        (await farmer.Submit(page, "form#harvest", Types(Today, "50", "10"))).Document.QuerySelector("#f-boxes-harvest-error")!.TextContent.ShouldContain("150");
        (await farmer.Submit(page, "form#harvest", Types(Today, "50", "8"))).Status.ShouldBe(HttpStatusCode.OK);
        var left = (await Lots(slug)).Sum(l => l.Mass.Grams - l.Allocated.Grams);
        ((await Pack(slug)).Available * 5000L).ShouldBeLessThanOrEqualTo(left);
    }

    [Fact]
    public async Task Boxes_that_are_sold_meanwhile_are_not_sold_twice()
    {
        var (slug, farmer, page) = await Edits();
        var pack = await Pack(slug);
        await Task.WhenAll([farmer.Submit(page, "form#harvest", Types(Today, "50", "10")),
            .. Enumerable.Range(0, 5).Select(_ => Task.Run(() => Shop.Send(new TakeStock([new(Guid.CreateVersion7(), [new(pack.Id, 3)])]))))]);
        (await Pack(slug)).Available.ShouldBe(15);
        var late = await farmer.Submit(page, "form#change", new Dictionary<string, string>(StringComparer.Ordinal) { ["boxes-5000g"] = "25" });
        late.Status.ShouldBe(HttpStatusCode.Conflict, "who saw the boxes before the harvest looks again");
    }

    [Fact]
    public async Task The_page_of_the_goods_says_each_harvest_and_begins_with_the_one_the_next_box_is_of()
    {
        var (slug, farmer, page) = await Edits();
        (await Shop.Visitor().Open($"/en/p/{slug}")).Document.QuerySelector(".facts dd:has(time)")!.TextContent.ShouldNotContain("kg");
        await farmer.Submit(page, "form#harvest", Types(Today, "50"));
        Shop.Clock.Move(TimeSpan.FromSeconds(6));      // pages are kept for five
        var facts = (await Shop.Visitor().Open($"/en/p/{slug}?v=5000g")).Document.QuerySelector(".facts dd:has(time)")!;
        facts.QuerySelectorAll("time").Select(t => t.GetAttribute("datetime")).ShouldBe([Typed(Today.AddDays(-10)), Typed(Today)]);
        facts.TextContent.ShouldContain("100\u00A0kg");
        facts.TextContent.ShouldContain("50\u00A0kg");
    }

    [Fact]
    public async Task Vouchers_have_no_harvest_nor_has_what_has_ended_or_what_another_sells()
    {
        var (slug, farmer, page) = await Edits("point");
        var form = page.Document.QuerySelector("form#harvest")!;
        var own = form.GetAttribute("action")!;
        var tashi = Shop.Visitor();
        await tashi.SignIn("tashi");
        var his = await tashi.Open($"/en/farm/listings/tashi-apples?for={Seeds.Id("producer/tashi")}");
        his.Document.QuerySelector("form#harvest")!.SetAttribute("action", own);
        (await tashi.Submit(his, "form#harvest", Types(Today, "50"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await tashi.Submit(his, "form#harvest", new Dictionary<string, string>(Types(Today, "50"), StringComparer.Ordinal) { ["for"] = Drolma.ToString() }))
            .Status.ShouldBe(HttpStatusCode.Forbidden);

        var voucher = await Shop.Send(new Storefront.Catalog.Vouchers.ListVoucher(Guid.CreateVersion7(), Drolma, "认养一棵树", null, Today.AddDays(20),
            Today.AddDays(60), 4, 260, new(null, null, null, Samples.Jpeg(800, 600, "")), "zh"));
        (await Opens(farmer, voucher)).Document.QuerySelector("form#harvest").ShouldBeNull();
        form.SetAttribute("action", $"/en/farm/listings/{voucher}/harvest");
        (await farmer.Submit(page, "form#harvest", new Dictionary<string, string>(Types(Today, "50"), StringComparer.Ordinal) { ["pack"] = "voucher" }))
            .Status.ShouldBe(HttpStatusCode.NotFound);

        form.SetAttribute("action", own);
        (await farmer.Submit(page, "form#harvest", new Dictionary<string, string>(Types(Today, "50"), StringComparer.Ordinal) { ["pack"] = "unknown" }))
            .Status.ShouldBe(HttpStatusCode.NotFound);
        await farmer.Submit(page, "form#end");
        (await farmer.Submit(page, "form#harvest", Types(Today, "50"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Lots(slug)).ShouldHaveSingleItem();
    }
}
