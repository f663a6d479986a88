using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Catalog.Machines;
using Storefront.Contracts;
using Storefront.Platform;
using Storefront.Platform.Web;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Catalog;

public sealed class FoundOnSqlite(SqliteShop shop) : FoundRules(shop), IClassFixture<SqliteShop>;
public sealed class FoundOnPostgres(PostgresShop shop) : FoundRules(shop), IClassFixture<PostgresShop>;

/// <summary>What search engines, assistants and those who share a link get to see.</summary>
public abstract class FoundRules(Shop shop) : RunsOn(shop)
{
    static readonly XNamespace Sitemap = "http://www.sitemaps.org/schemas/sitemap/0.9", Html = "http://www.w3.org/1999/xhtml",
        Image = "http://www.google.com/schemas/sitemap-image/1.1", Merchant = "http://base.google.com/ns/1.0", Atom = "http://www.w3.org/2005/Atom";

    async Task<XElement> Xml(string address) => XDocument.Parse(await Shop.Client().GetStringAsync(new Uri(address, UriKind.RelativeOrAbsolute))).Root!;

    async Task<List<XElement>> AllInSitemap()
    {
        var all = new List<XElement>();
        foreach (var part in (await Xml("/sitemap.xml")).Elements(Sitemap + "sitemap")) all.AddRange((await Xml((string)part.Element(Sitemap + "loc")!)).Elements(Sitemap + "url"));
        return all;
    }

    [Fact]
    public async Task Every_page_of_the_sitemap_is_there_and_like_no_other()
    {
        var pages = await AllInSitemap();
        pages.Count.ShouldBeGreaterThan(100);
        var (titles, descriptions) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var address in pages.Select(p => (string)p.Element(Sitemap + "loc")!))
        {
            var path = new Uri(address).PathAndQuery;
            var page = await Shop.Visitor().Open(path);
            page.Status.ShouldBe(HttpStatusCode.OK, path);
            var head = page.Document.Head!;
            string? Meta(string name) => head.QuerySelector($"meta[property='{name}'],meta[name='{name}']")?.GetAttribute("content");

            // Tibetan pages still speak Chinese, so what they say of themselves is that.
            if (!path.StartsWith("/bo", StringComparison.Ordinal))
            {
                titles.TryAdd(page.Document.Title!, path).ShouldBeTrue($"{path} and {titles[page.Document.Title!]} are both called {page.Document.Title}");
                descriptions.TryAdd(Meta("description")!, path).ShouldBeTrue($"{path} and {descriptions[Meta("description")!]} both say: {Meta("description")}");
            }
            head.QuerySelectorAll("link[rel=canonical]").ShouldHaveSingleItem().GetAttribute("href").ShouldEndWith(path);
            head.QuerySelectorAll("link[rel=alternate][hreflang]").Select(l => l.GetAttribute("hreflang")).ShouldBe(["zh-Hans", "en", "fr", "bo", "x-default"], path);
            Meta("robots").ShouldBeNull(path);
            foreach (var name in new[] { "og:title", "og:description", "og:type", "og:url", "og:site_name", "og:locale" }) Meta(name).ShouldNotBeNullOrWhiteSpace($"{name} of {path}");
            Nodes(page).ShouldContain(n => n.GetProperty("@type").GetString() == "Organization", path);
        }
    }

    [Fact]
    public async Task A_page_names_itself_in_every_language_and_each_of_those_names_it_back()
    {
        foreach (var path in new[] { "", "/goods?page=2", "/c/fruit", "/p/drolma-apples", "/producers/drolma", "/help", "/privacy" })
        {
            var said = new List<string>();
            foreach (var language in new[] { "zh", "en", "fr", "bo" })
            {
                var head = (await Shop.Visitor().Open($"/{language}{path}")).Document.Head!;
                new Uri(head.QuerySelector("link[rel=canonical]")!.GetAttribute("href")!).PathAndQuery.ShouldBe($"/{language}{path}");
                said.Add(string.Join(' ', head.QuerySelectorAll("link[hreflang]").Select(l => l.OuterHtml)));
            }
            said.Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
        }
    }

    [Fact]
    public async Task A_pack_or_a_place_in_the_address_makes_no_other_page()
    {
        var page = await Shop.Visitor().Open("/en/p/drolma-apples?v=2500g&to=shanghai&utm_source=x");
        new Uri(page.Document.QuerySelector("link[rel=canonical]")!.GetAttribute("href")!).PathAndQuery.ShouldBe("/en/p/drolma-apples");
    }

    [Theory]
    [InlineData("/zh/basket"), InlineData("/zh/sign-in"), InlineData("/zh/p/no-such-thing"), InlineData("/zh/start"), InlineData("/zh/mailbox"), InlineData("/zh/offline")]
    public async Task What_is_private_or_not_there_offers_itself_to_nobody(string path)
    {
        var head = (await Shop.Visitor().Open(path)).Document.Head!;
        head.QuerySelector("link[rel=canonical]").ShouldBeNull();
        head.QuerySelector("script[type='application/ld+json']").ShouldBeNull();
        head.QuerySelector("meta[name=robots][content=noindex]").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_picture_that_is_shared_is_there_and_small()
    {
        foreach (var path in new[] { "/zh", "/zh/p/drolma-apples", "/fr/producers/drolma" })
        {
            var head = (await Shop.Visitor().Open(path)).Document.Head!;
            var picture = new Uri(head.QuerySelector("meta[property='og:image']")!.GetAttribute("content")!);
            head.QuerySelector("meta[property='og:image:width']")!.GetAttribute("content").ShouldBe("1200");
            using var answer = await Shop.Client().GetAsync(picture);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/jpeg");
            (await answer.Content.ReadAsByteArrayAsync()).Length.ShouldBeLessThan(200_000);
        }
    }

    static List<JsonElement> Nodes(Page page) =>
        [.. JsonDocument.Parse(page.Document.QuerySelectorAll("script[type='application/ld+json']").ShouldHaveSingleItem().TextContent).RootElement.GetProperty("@graph").EnumerateArray()];

    static JsonElement Goods(Page page) => Nodes(page).Single(n => n.GetProperty("@type").GetString() is "Product" or "ProductGroup");

    static List<JsonElement> Offers(Page page) => (Goods(page).TryGetProperty("hasVariant", out var several) ? several.EnumerateArray().ToList() : [Goods(page)])
        .ConvertAll(p => p.GetProperty("offers"));

    /// <summary>The prices that the page shows, by the number as machines write it.</summary>
    static string Shown(string price) => price.Replace("¥", "", StringComparison.Ordinal).Replace("\u202F", "", StringComparison.Ordinal).Trim().Replace(',', '.');

    [Theory]
    [InlineData("/zh/p/drolma-apples"), InlineData("/en/p/drolma-apples?v=5000g"), InlineData("/fr/p/drolma-apples"), InlineData("/zh/p/gyatso-barley"),
        InlineData("/fr/p/gyatso-barley"), InlineData("/en/p/kelsang-comb")]
    public async Task Machines_read_the_prices_that_people_see(string path)
    {
        var page = await Shop.Visitor().Open(path);
        var goods = Goods(page);
        goods.GetProperty("name").GetString().ShouldBe(page.Document.QuerySelector("h1")!.TextContent);
        var variants = goods.TryGetProperty("hasVariant", out var several) ? several.EnumerateArray().ToList() : [goods];
        var tiles = page.Document.QuerySelectorAll("#packs label");
        tiles.Length.ShouldBe(variants.Count);
        foreach (var (tile, variant) in tiles.Zip(variants))
        {
            var offer = variant.GetProperty("offers");
            offer.GetProperty("price").GetString().ShouldBe(Shown(tile.QuerySelector("small:last-child")!.TextContent), path);
            offer.GetProperty("priceCurrency").GetString().ShouldBe("CNY");
            offer.GetProperty("availability").GetString().ShouldBe("https://schema.org/InStock");
            if (tile.QuerySelector("input[checked]") is not null) offer.GetProperty("price").GetString().ShouldBe(Shown(page.Document.QuerySelector("#price b")!.TextContent), path);
        }
    }

    /// <summary>One of each kind: several packs at a campaign's price, one pack, what travels dry and what travels chilled.</summary>
    [Theory]
    [InlineData("drolma-apples", "ProductGroup"), InlineData("gyatso-barley", "ProductGroup"), InlineData("kelsang-comb", "Product"), InlineData("yangchen-butter", "ProductGroup")]
    public async Task Each_kind_of_goods_says_what_search_engines_ask_for(string slug, string type)
    {
        var page = await Shop.Visitor().Open($"/zh/p/{slug}");
        var goods = Goods(page);
        goods.GetProperty("@type").GetString().ShouldBe(type);
        Keys(goods).ShouldBe(type == "Product"
            ? ["@type", "name", "description", "url", "image", "category", "brand", "sku", "weight", "offers"]
            : ["@type", "name", "description", "url", "image", "category", "brand", "productGroupID", "variesBy", "hasVariant"]);
        foreach (var variant in goods.TryGetProperty("hasVariant", out var several) ? several.EnumerateArray().ToList() : [goods])
        {
            var offer = variant.GetProperty("offers");
            Keys(offer).Except(["priceValidUntil", "shippingDetails", "hasMerchantReturnPolicy"])
                .ShouldBe(["@type", "url", "price", "priceCurrency", "itemCondition", "availability", "seller"]);
            (await Shop.Client().GetAsync(new Uri(offer.GetProperty("url").GetString()!))).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        foreach (var image in goods.GetProperty("image").EnumerateArray()) (await Shop.Client().GetAsync(new Uri(image.GetString()!))).StatusCode.ShouldBe(HttpStatusCode.OK);
        goods.TryGetProperty("aggregateRating", out _).ShouldBeFalse("nobody has reviewed anything yet");

        var crumbs = Nodes(page).Single(n => n.GetProperty("@type").GetString() == "BreadcrumbList").GetProperty("itemListElement").EnumerateArray().ToList();
        crumbs.ConvertAll(c => c.GetProperty("name").GetString()).ShouldBe(page.Document.QuerySelector("nav.crumb")!.TextContent.Split('›', StringSplitOptions.TrimEntries));

        static List<string> Keys(JsonElement of) => [.. of.EnumerateObject().Select(p => p.Name)];
    }

    [Fact]
    public async Task A_campaigns_price_says_until_when_and_a_sold_out_pack_that_it_is()
    {
        await Shop.Db(db => db.Variants.Where(v => v.Id == Seeds.Id("variant/drolma-apples/2500g")).ExecuteUpdateAsync(s => s.SetProperty(v => v.Available, 0)));
        try
        {
            var page = await Shop.Visitor().Open("/en/p/drolma-apples?v=5000g&to=beijing");
            var variants = Goods(page).GetProperty("hasVariant").EnumerateArray().ToList();
            variants.ShouldContain(v => v.GetProperty("offers").GetProperty("availability").GetString() == "https://schema.org/SoldOut");
            var offer = variants.Single(v => v.GetProperty("offers").GetProperty("url").GetString()!.EndsWith("v=5000g", StringComparison.Ordinal)).GetProperty("offers");
            DateOnly.ParseExact(offer.GetProperty("priceValidUntil").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture).ShouldBeGreaterThan(new(2026, 11, 11));
            offer.GetProperty("shippingDetails").GetProperty("shippingDestination").GetProperty("addressRegion").GetString().ShouldBe("Beijing");
        }
        finally { await Shop.Db(db => db.Variants.Where(v => v.Id == Seeds.Id("variant/drolma-apples/2500g")).ExecuteUpdateAsync(s => s.SetProperty(v => v.Available, 60))); }
    }

    /// <summary>Included in the price for every pack, and the same days that people read.</summary>
    [Theory, InlineData("/zh/p/drolma-apples", "四川成都"), InlineData("/en/p/gyatso-barley?to=shanghai", "Shanghai")]
    public async Task Machines_read_by_when_and_at_what_cost_people_are_told_it_arrives(string path, string place)
    {
        var page = await Shop.Visitor().Open(path);
        var today = ChinaTime.Day(Shop.Clock.Now);
        foreach (var offer in Offers(page))
        {
            var shipping = offer.GetProperty("shippingDetails");
            place.ShouldContain(shipping.GetProperty("shippingDestination").GetProperty("addressRegion").GetString()!);
            shipping.GetProperty("shippingRate").GetProperty("value").GetString().ShouldBe("0.00");
            var time = shipping.GetProperty("deliveryTime");
            int Days(string bound) => time.GetProperty("handlingTime").GetProperty(bound).GetInt32() + time.GetProperty("transitTime").GetProperty(bound).GetInt32();
            page.Document.QuerySelector(".note strong")!.TextContent.ShouldContain(Languages.In(path[1..3],
                () => Show.Window(new(today.AddDays(Days("minValue")), today.AddDays(Days("maxValue"))))));
        }
    }

    [Fact]
    public async Task What_delivery_costs_by_weight_is_said_of_the_pack_it_is_shown_for()
    {
        var page = await Shop.Visitor().Open("/en/p/gyatso-barley?to=FR");
        var rates = Offers(page).ConvertAll(o => (Url: o.GetProperty("url").GetString()!,
            Rate: o.GetProperty("shippingDetails").TryGetProperty("shippingRate", out var rate) ? rate.GetProperty("value").GetString() : null));
        rates.Count.ShouldBeGreaterThan(1);
        var said = rates.Where(r => r.Rate is not null).ShouldHaveSingleItem();
        said.Url.ShouldEndWith($"v={page.Document.QuerySelector("input[name=v]")!.GetAttribute("value")}");
        page.Document.QuerySelectorAll(".note")[0].TextContent.ShouldContain(said.Rate!);
    }

    [Fact]
    public async Task Machines_read_whether_goods_may_be_sent_back()
    {
        Offers(await Shop.Visitor().Open("/zh/p/drolma-apples")).ConvertAll(Returns).Distinct().ShouldBe(["MerchantReturnNotPermitted"]);
        Offers(await Shop.Visitor().Open("/zh/p/gyatso-barley")).ConvertAll(Returns).Distinct().ShouldBe([null], "the shop says nothing of its own of what keeps");
        var page = await Shop.Visitor().Open("/en/p/zhongde-tree-voucher");
        var offer = Offers(page).ShouldHaveSingleItem();
        Returns(offer).ShouldBe("MerchantReturnFiniteReturnWindow");
        var until = DateOnly.ParseExact(offer.GetProperty("hasMerchantReturnPolicy").GetProperty("merchantReturnDays").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        page.Document.QuerySelector("#terms")!.TextContent.ShouldContain(Languages.In("en", () => Show.DayOfYear(until)));

        static string? Returns(JsonElement offer) => offer.TryGetProperty("hasMerchantReturnPolicy", out var policy)
            ? policy.GetProperty("returnPolicyCategory").GetString()!.Split('/')[^1] : null;
    }

    [Fact]
    public async Task Chinese_stays_and_a_script_in_a_name_stays_a_name()
    {
        (await (await Shop.Visitor().Open("/zh/p/gyatso-barley")).Answer.Content.ReadAsStringAsync()).Split("json\">")[1].Split("</script>")[0].ShouldContain("青稞");
        var id = Seeds.Id("listing/kelsang-honey");
        var named = await Shop.Db(async db => (await db.Listings.AsNoTracking().SingleAsync(l => l.Id == id)).Name);
        const string evil = "</script><script>alert('蜂蜜')</script> & \u0001 \"";
        await Shop.Db(db => db.Listings.Where(l => l.Id == id).ExecuteUpdateAsync(s => s.SetProperty(l => l.Name, new Text(evil))));
        try
        {
            Shop.Clock.Move(TimeSpan.FromMinutes(11));
            var page = await Shop.Visitor().Open("/zh/p/kelsang-honey?to=wuhan");
            Goods(page).GetProperty("name").GetString().ShouldBe(evil);
            page.Document.QuerySelectorAll("script").ShouldAllBe(s => !s.TextContent.StartsWith("alert"));
            var item = (await Xml("/feeds/zh/products.xml")).Element("channel")!.Elements("item")
                .First(i => ((string)i.Element(Merchant + "link")!).Contains("kelsang-honey", StringComparison.Ordinal));
            ((string)item.Element(Merchant + "title")!).ShouldStartWith("</script><script>alert('蜂蜜')</script> &  \"");
        }
        finally
        {
            await Shop.Db(db => db.Listings.Where(l => l.Id == id).ExecuteUpdateAsync(s => s.SetProperty(l => l.Name, named)));
            Shop.Clock.Move(TimeSpan.FromMinutes(11));
        }
    }

    [Fact]
    public async Task The_sitemap_names_each_page_once_with_its_pictures_and_its_other_languages()
    {
        using var answer = await Shop.Client().GetAsync("/sitemap.xml");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/xml");
        var pages = await AllInSitemap();
        var addresses = pages.ConvertAll(p => (string)p.Element(Sitemap + "loc")!);
        addresses.ShouldBeUnique();
        addresses.ShouldAllBe(a => a.StartsWith("http://localhost/", StringComparison.Ordinal));
        var live = await Shop.Db(db => db.Listings.Where(l => l.State == ListingState.Live).Select(l => l.Slug).ToListAsync());
        foreach (var slug in live) foreach (var language in new[] { "zh", "en", "fr", "bo" }) addresses.ShouldContain($"http://localhost/{language}/p/{slug}");
        foreach (var path in new[] { "", "/goods", "/producers", "/help", "/about", "/licences", "/privacy", "/c/fruit", "/producers/drolma" })
            addresses.ShouldContain($"http://localhost/fr{path}");

        var apples = pages.Single(p => ((string)p.Element(Sitemap + "loc")!).EndsWith("/en/p/drolma-apples", StringComparison.Ordinal));
        apples.Elements(Html + "link").Select(l => $"{(string)l.Attribute("hreflang")!} {(string)l.Attribute("href")!}").ShouldBe([
            "zh-Hans http://localhost/zh/p/drolma-apples", "en http://localhost/en/p/drolma-apples", "fr http://localhost/fr/p/drolma-apples",
            "bo http://localhost/bo/p/drolma-apples", "x-default http://localhost/zh/p/drolma-apples"]);
        DateTimeOffset.Parse((string)apples.Element(Sitemap + "lastmod")!, CultureInfo.InvariantCulture).UtcDateTime.ShouldBeLessThanOrEqualTo(Shop.Clock.Now);
        foreach (var picture in apples.Elements(Image + "image")) (await Shop.Client().GetAsync(new Uri((string)picture.Element(Image + "loc")!))).StatusCode.ShouldBe(HttpStatusCode.OK);
        apples.Elements(Image + "image").ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("/sitemaps/goods-2.xml"), InlineData("/sitemaps/goods-0.xml"), InlineData("/sitemaps/goods-99999999999.xml"), InlineData("/sitemaps/orders-1.xml"),
        InlineData("/feeds/de/products.xml")]
    public async Task A_part_that_is_none_is_not_found(string path) => (await Shop.Client().GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task A_part_costs_the_same_few_queries_however_many_pages_it_lists()
    {
        var queries = await Queries.During(() => Shop.Send(new ListPages(PartKind.Goods, 1)));
        queries.Count.ShouldBeLessThanOrEqualTo(3, string.Join('\n', queries));
    }

    [Fact]
    public async Task Robots_may_see_what_the_sitemap_names_and_nothing_of_one_persons()
    {
        var robots = await Shop.Client().GetStringAsync("/robots.txt");
        robots.ShouldContain("\nSitemap: http://localhost/sitemap.xml\n");
        var closed = robots.Split('\n').Where(l => l.StartsWith("Disallow: ", StringComparison.Ordinal)).Select(l => l["Disallow: ".Length..]).ToList();
        // RFC 9309: what a path begins with, or with $ all of it.
        bool Closed(string path) => closed.Exists(c => c.EndsWith('$') ? path == c[..^1] : path.StartsWith(c, StringComparison.Ordinal));
        foreach (var page in await AllInSitemap()) Closed(new Uri((string)page.Element(Sitemap + "loc")!).PathAndQuery).ShouldBeFalse((string)page.Element(Sitemap + "loc")!);
        foreach (var path in new[] { "/zh/basket", "/fr/sign-in?returnUrl=%2F", "/bo/farm/listings/new", "/zh/point", "/zh/dispatch/R7", "/en/office/attention",
            "/zh/mailbox", "/o/abc", "/t/abc/events", "/payments/sandbox/x", "/api/v1/x" }) Closed(path).ShouldBeTrue(path);
    }

    [Fact]
    public async Task A_search_engine_has_no_basket_so_the_checkout_leads_it_to_a_page_that_is_not_for_it()
    {
        var page = await Shop.Visitor().Open("/en/checkout/address");
        page.Answer.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/en/basket");
        page.Document.Head!.QuerySelector("meta[name=robots][content=noindex]").ShouldNotBeNull();
    }

    [Fact]
    public async Task The_feed_has_each_pack_with_the_price_of_its_page()
    {
        using var answer = await Shop.Client().GetAsync("/feeds/en/products.xml");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/rss+xml");
        var items = XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!.Element("channel")!.Elements("item").ToList();
        items.Count.ShouldBe(await Shop.Db(db => (from v in db.Variants join l in db.Listings on v.ListingId equals l.Id where l.State == ListingState.Live select v).CountAsync()));
        items.ConvertAll(i => Said(i, "id")).ShouldBeUnique();
        foreach (var item in items)
        {
            // A voucher weighs nothing.
            string[] weights = Said(item, "product_type") == "Trees and stays" ? [] : ["unit_pricing_measure", "shipping_weight"];
            foreach (var field in new[] { "title", "description", "link", "image_link", "availability", "price", "brand", "condition" }.Concat(weights))
                Said(item, field).ShouldNotBeNullOrWhiteSpace(field);
            Said(item, "price")!.ShouldMatch(@"^\d+\.\d\d CNY$");
            Said(item, "image_link")!.ShouldEndWith(".jpg");
            Uri.TryCreate(Said(item, "link"), UriKind.Absolute, out _).ShouldBeTrue();
        }
        foreach (var slug in new[] { "drolma-apples", "gyatso-barley" })
            foreach (var item in items.Where(i => Said(i, "link")!.Contains($"/{slug}?", StringComparison.Ordinal)))
            {
                var page = await Shop.Visitor().Open(new Uri(Said(item, "link")!).PathAndQuery);
                (Said(item, "sale_price") ?? Said(item, "price"))!.ShouldBe($"{Shown(page.Document.QuerySelector("#price b")!.TextContent)} CNY");
                var offers = Goods(page).TryGetProperty("hasVariant", out var several) ? several.EnumerateArray().ToList() : [Goods(page)];
                offers.ConvertAll(o => o.GetProperty("sku").GetString()).ShouldContain(Said(item, "id"));
            }

        static string? Said(XElement item, string field) => (string?)item.Element(Merchant + field);
    }

    [Fact]
    public async Task The_feed_goes_on_where_its_first_part_ends()
    {
        // More listings than are read at once, in a shop of their own size: the reading is by slug, so two parts must meet without a gap.
        var all = await Shop.Send(new ListFeed(null));
        var middle = all[all.Count / 2].Slug;
        var rest = await Shop.Send(new ListFeed(middle));
        rest.Select(g => g.Slug).ShouldBe(all.Select(g => g.Slug).SkipWhile(s => s != middle).Skip(1));
        (await Shop.Send(new ListFeed(all[^1].Slug))).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_database_is_not_asked_again_while_the_feed_is_fresh()
    {
        await Shop.Client().GetStringAsync("/feeds/fr/products.xml");
        (await Queries.During(() => Shop.Client().GetStringAsync("/feeds/fr/products.xml"))).ShouldBeEmpty();
    }

    [Theory, InlineData("zh"), InlineData("en"), InlineData("fr")]
    public async Task What_is_new_can_be_followed_from_the_home_page(string language)
    {
        var home = await Shop.Visitor().Open($"/{language}");
        using var answer = await Shop.Client().GetAsync(home.Document.QuerySelector("link[type='application/atom+xml'][rel=alternate]")!.GetAttribute("href"));
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/atom+xml");
        answer.Headers.ETag.ShouldNotBeNull();
        var feed = XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!;
        ((string)feed.Elements(Atom + "link").Single(l => (string)l.Attribute("rel")! == "self").Attribute("href")!).ShouldEndWith($"/{language}/news.atom");
        var entries = feed.Elements(Atom + "entry").ToList();
        entries.Count.ShouldBe(ListNews.AtMost);
        entries.ConvertAll(e => (string)e.Element(Atom + "id")!).ShouldBeUnique();
        var updated = entries.ConvertAll(e => DateTimeOffset.Parse((string)e.Element(Atom + "updated")!, CultureInfo.InvariantCulture));
        updated.ShouldBe(updated.OrderDescending());
        updated[0].UtcDateTime.ShouldBeLessThanOrEqualTo(Shop.Clock.Now);
        updated[0].ShouldBe(DateTimeOffset.Parse((string)feed.Element(Atom + "updated")!, CultureInfo.InvariantCulture));
        entries.ShouldContain(e => ((string)e.Element(Atom + "id")!).Contains(":campaign:", StringComparison.Ordinal));
        foreach (var entry in entries.Take(4))
        {
            var page = await Shop.Visitor().Open(new Uri((string)entry.Element(Atom + "link")!.Attribute("href")!).PathAndQuery);
            page.Status.ShouldBe(HttpStatusCode.OK);
            page.Path.ShouldStartWith($"/{language}");
        }
    }

    [Fact]
    public async Task The_shop_installs_on_a_phone_in_each_language()
    {
        foreach (var (language, name) in new[] { ("zh", "苹果路"), ("en", "Apple Road"), ("fr", "La route des pommes") })
        {
            var head = (await Shop.Visitor().Open($"/{language}")).Document.Head!;
            using var answer = await Shop.Client().GetAsync(head.QuerySelector("link[rel=manifest]")!.GetAttribute("href"));
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/manifest+json");
            var manifest = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
            manifest.GetProperty("name").GetString().ShouldBe(name);
            manifest.GetProperty("start_url").GetString().ShouldBe($"/{language}");
            foreach (var icon in manifest.GetProperty("icons").EnumerateArray())
            {
                using var drawn = await Shop.Client().GetAsync(icon.GetProperty("src").GetString());
                drawn.StatusCode.ShouldBe(HttpStatusCode.OK);
                drawn.Content.Headers.ContentType!.MediaType.ShouldBe(icon.GetProperty("type").GetString());
                // A PNG says its width in bytes 16 to 19.
                if (icon.GetProperty("type").GetString() == "image/png")
                    System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian((await drawn.Content.ReadAsByteArrayAsync()).AsSpan(16))
                        .ToString(CultureInfo.InvariantCulture).ShouldBe(icon.GetProperty("sizes").GetString()!.Split('x')[0]);
            }
        }
    }

    [Theory]
    [InlineData("/favicon.ico", "image/x-icon"), InlineData("/apple-touch-icon.png", "image/png")]
    public async Task What_browsers_ask_for_unasked_is_there(string path, string type)
    {
        using var answer = await Shop.Client().GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
    }

    [Fact]
    public async Task Whom_to_tell_of_a_hole_is_said_where_somebody_is_named()
    {
        (await Shop.Client().GetAsync("/.well-known/security.txt")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await using var node = Shop.Another(new TestClock(), ("Public:SecurityContact", "mailto:security@example.org"), ("Public:BaseUrl", "https://shop.example.org/"));
        var client = node.CreateClient(new() { AllowAutoRedirect = false });
        var text = await client.GetStringAsync("/.well-known/security.txt");
        text.ShouldBe("Contact: mailto:security@example.org\nExpires: 2027-05-10T00:00:00Z\nPreferred-Languages: zh, en, fr\nCanonical: https://shop.example.org/.well-known/security.txt\n");

        // A public address that was set stands wherever an address does, however the request came.
        (await client.GetStringAsync("/zh")).ShouldContain("<link rel=\"canonical\" href=\"https://shop.example.org/zh\">");
        (await client.GetStringAsync("/robots.txt")).ShouldContain("Sitemap: https://shop.example.org/sitemap.xml");
        (await client.GetStringAsync("/sitemap.xml")).ShouldContain("<loc>https://shop.example.org/sitemaps/goods-1.xml</loc>");
        (await client.GetStringAsync("/feeds/zh/products.xml")).ShouldContain("https://shop.example.org/zh/p/drolma-apples?v=");
    }
}
