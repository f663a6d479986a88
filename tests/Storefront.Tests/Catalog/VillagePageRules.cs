using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Catalog.AboutMe;
using Storefront.Catalog.Maps;
using Storefront.Contracts;
using Storefront.Contracts.Shipping;
using Storefront.Platform;
using Storefront.Platform.Data;
using Storefront.Tests.Fixture;
using Storefront.Tests.Orders;

namespace Storefront.Tests.Catalog;

public sealed class VillagePagesOnSqlite(SqliteShop shop) : VillagePageRules(shop), IClassFixture<SqliteShop>;
public sealed class VillagePagesOnPostgres(PostgresShop shop) : VillagePageRules(shop), IClassFixture<PostgresShop>;

public abstract class VillagePageRules(Shop shop) : RunsOn(shop)
{
    [Fact]
    public async Task A_village_page_says_where_it_is_who_works_there_and_what_there_is()
    {
        var page = await Shop.Visitor().Open("/en/villages/zhongde");
        page.Text.ShouldContain("Shuoqu river");
        page.Text.ShouldContain("2,850");
        page.Document.QuerySelectorAll("a[href^='/en/producers/']").Select(a => a.GetAttribute("href"))
            .ShouldBe(["/en/producers/drolma", "/en/producers/sonam-family", "/en/producers/tashi"]);
        page.Document.QuerySelectorAll(".item a[href^='/en/p/']").ShouldNotBeEmpty();
        page.Document.QuerySelector(".map svg")!.GetAttribute("aria-label").ShouldBe("Map: Zhongde and the road to Chengdu");
        page.Document.QuerySelector(".way svg").ShouldNotBeNull();
        using var data = JsonDocument.Parse(page.Document.QuerySelector("script[type='application/ld+json']")!.TextContent);
        var nodes = data.RootElement.GetProperty("@graph").EnumerateArray().ToDictionary(n => n.GetProperty("@type").GetString()!, StringComparer.Ordinal);
        (nodes["Place"].GetProperty("geo").GetProperty("elevation").GetInt32(), nodes["BreadcrumbList"].GetProperty("itemListElement").GetArrayLength()).ShouldBe((2850, 3));
    }

    [Fact]
    public async Task It_is_linked_from_goods_and_producers_and_stands_in_the_sitemap()
    {
        (await Shop.Visitor().Open("/fr/p/tsering-pears?to=shanghai")).Document.QuerySelector("a[href='/fr/villages/qingde?to=shanghai']").ShouldNotBeNull();
        (await Shop.Visitor().Open("/zh/producers/gyatso")).Document.QuerySelector("a[href='/zh/villages/sangdui']").ShouldNotBeNull();
        (await Shop.Client().GetStringAsync("/sitemap.xml")).ShouldContain("/sitemaps/villages-1.xml");
        var places = await Shop.Db(db => db.Producers.Select(p => p.Place).Distinct().ToListAsync());
        var sitemap = await Shop.Client().GetStringAsync("/sitemaps/villages-1.xml");
        foreach (var place in places)
        {
            sitemap.ShouldContain($"/bo/villages/{place}<");
            (await Shop.Visitor().Open($"/zh/villages/{place}")).Status.ShouldBe(HttpStatusCode.OK, place);
            (await Shop.Db(db => db.Villages.AnyAsync(v => v.Place == place))).ShouldBeTrue(place);
        }
    }

    [Theory, InlineData("nowhere"), InlineData("chengdu"), InlineData("%3Cscript%3E")]
    public async Task A_place_that_nothing_comes_from_has_no_page(string place) =>
        (await Shop.Visitor().Open($"/en/villages/{place}")).Status.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task Every_map_keeps_its_dots_inside_and_its_names_apart()
    {
        foreach (var place in await Shop.Db(db => db.Producers.Select(p => p.Place).Distinct().ToListAsync()))
        {
            var known = (await Shop.Send(new DescribeMap(place)))!;
            var map = DrawnMap.Draw(known, place, DescribeMap.Market)!;
            map.Dots.ShouldAllBe(d => d.X >= 0 && d.X <= DrawnMap.Width && d.Y >= 0 && d.Y <= map.Height, place);
            map.Dots.Count(d => d.Here).ShouldBe(1, place);
            map.Way.ShouldStartWith("M", customMessage: place);
            var named = map.Dots.Where(d => d.Named).ToList();
            named.ShouldContain(d => d.Here, place);
            foreach (var (a, b) in named.SelectMany((a, i) => named.Skip(i + 1).Select(b => (a, b))))
                (Math.Abs(a.Y - b.Y) > 12 || Math.Abs(a.X - b.X) > 40).ShouldBeTrue($"{place}: {a.Name.Zh} and {b.Name.Zh}");
            var (north, south) = (known.Points.MaxBy(p => p.Latitude)!, known.Points.MinBy(p => p.Latitude)!);
            map.Dots.First(d => d.Name == north.Name).Y.ShouldBeLessThan(map.Dots.First(d => d.Name == south.Name).Y, place);
        }
    }

    [Fact]
    public async Task What_was_sold_is_shown_with_the_producers_leave_alone()
    {
        var token = await Shop.Buys(("tashi-apples/3000g", 2), ("drolma-apples/2500g", 1));
        await Shop.Pays(token);
        (await Shop.Visitor().Open("/en/producers/drolma")).Text.ShouldNotContain("Sold here", customMessage: "she has not been asked");
        var shown = (await Shop.Visitor().Open("/en/producers/tashi")).Document.QuerySelectorAll(".figs div")
            .Select(d => string.Join(' ', d.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToList();
        shown.ShouldBe(["boxes2", "sold6 kg", "orders1"]);

        var point = Shop.Visitor();
        await point.SignIn("point");
        var tashi = Seeds.Id("producer/tashi");
        var page = await point.Open($"/en/farm/page?for={tashi}");
        var token2 = page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        (await point.Post("/en/farm/page", ("for", tashi.ToString()), ("__RequestVerificationToken", token2))).Text.ShouldContain("Saved");
        (await Shop.Visitor().Open("/en/producers/tashi?to=shanghai")).Text.ShouldNotContain("Sold here");
        (await Shop.Db(db => db.Set<ActRow>().AnyAsync(a => a.Command == nameof(ChangeMyPage) && a.ProducerId == tashi))).ShouldBeTrue();

        (await point.Submit(await point.Open($"/en/farm/page?for={tashi}"), "form#mypage", [new("sold", "1")])).Text.ShouldContain("Saved");
        (await Shop.Visitor().Open("/fr/producers/tashi")).Text.ShouldContain("Vendu ici");
    }

    [Fact]
    public async Task Nobody_gives_leave_for_another()
    {
        var drolma = Shop.Visitor();
        await drolma.SignIn("drolma");
        var token = (await drolma.Open("/en/farm/page")).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        (await drolma.Post("/en/farm/page", ("for", Seeds.Id("producer/norbu").ToString()), ("__RequestVerificationToken", token))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await drolma.Open($"/en/farm/page?for={Seeds.Id("producer/norbu")}")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Shop.Db(db => db.Producers.SingleAsync(p => p.Slug == "norbu"))).ShowsSold.ShouldBeTrue();
    }

    [Fact]
    public async Task Related_goods_are_of_the_same_producer_or_shelf_in_season_and_never_the_page_itself()
    {
        var page = await Shop.Visitor().Open("/en/p/tsering-walnut-oil");
        var related = page.Document.QuerySelectorAll("section:last-of-type .item a").Select(a => a.GetAttribute("href")!.Split('/')[^1]).ToList();
        related.Count.ShouldBe(4);
        related.ShouldNotContain("tsering-walnut-oil");
        related.Take(3).ShouldAllBe(slug => slug.StartsWith("tsering-", StringComparison.Ordinal), "the producer's own come first");
        var closed = DateOnly.FromDateTime(Shop.Clock.Now).AddDays(-2);
        await Shop.Db(db => db.Listings.Where(l => l.Slug == related[0]).ExecuteUpdateAsync(l => l.SetProperty(x => x.Closes, closed)));
        (await Shop.Visitor().Open("/en/p/tsering-walnut-oil?to=beijing")).Document.QuerySelectorAll(".item a").Select(a => a.GetAttribute("href")!)
            .ShouldNotContain(h => h.Contains(related[0] + "?", StringComparison.Ordinal));
    }
}
