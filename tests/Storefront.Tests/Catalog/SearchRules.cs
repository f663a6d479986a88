using System.Globalization;
using System.Net;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Catalog;
using Storefront.Catalog.Listings;
using Storefront.Catalog.Search;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Shipping;
using Storefront.Platform;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Catalog;

public sealed class SearchOnSqlite(SqliteShop shop) : SearchRules(shop), IClassFixture<SqliteShop>;
public sealed class SearchOnPostgres(PostgresShop shop) : SearchRules(shop), IClassFixture<PostgresShop>;

public abstract class SearchRules(Shop shop) : RunsOn(shop)
{
    static readonly Guid Drolma = Seeds.Id("producer/drolma");

    Task<Page> Open(string path) => Shop.Visitor().Open(path);
    Task<Page> Search(string q, string language = "en", string rest = "") => Open($"/{language}/search?q={Uri.EscapeDataString(q)}{rest}");

    static IReadOnlyList<string> Slugs(Page page) => [.. page.Document.QuerySelectorAll("section[aria-label] > .grid .item h3 a")
        .Select(a => a.GetAttribute("href")!.Split('/')[^1].Split('?')[0])];

    ListProduct Asked(string name, decimal price = 68) => new(Guid.CreateVersion7(), Drolma, "fruit", name, null, ChinaTime.Day(Shop.Clock.Now), 103, 5, 20, price,
        [new(Samples.Webp(320, 240, "here"), Samples.Webp(640, 480, "here"), Samples.Webp(1280, 960, "here"), null)], "zh");

    [Theory]
    [InlineData("zh", "苹果", "drolma-apples")]
    [InlineData("zh", "梨", "tsering-pears")]
    [InlineData("zh", "乡城苹果", "drolma-apples")]
    [InlineData("zh", "卓玛奶奶", "drolma-crooked")]
    [InlineData("en", "walnuts", "tsering-walnuts")]
    [InlineData("en", "WALNUT", "tsering-walnuts")]
    [InlineData("en", "ｗａｌｎｕｔ", "tsering-walnuts")]
    [InlineData("fr", "pommes", "drolma-apples")]
    [InlineData("fr", "theiere", "norbu-teapot")]
    [InlineData("bo", "ཀུ་ཤུ", "drolma-apples")]
    [InlineData("bo", "སྟར་ཁ།", "tsering-walnuts")]
    [InlineData("en", "苹果", "drolma-apples")]
    [InlineData("zh", "Drolma pommes", "drolma-apples")]
    [InlineData("zh", "2.5公斤苹果", "drolma-apples")]
    [InlineData("zh", "5斤 苹果", "drolma-apples")]
    [InlineData("en", "apples 2.5 kg", "drolma-apples")]
    [InlineData("fr", "pommes 2,5kg", "drolma-apples")]
    public async Task Goods_are_found_by_the_words_of_each_language(string language, string q, string slug)
    {
        var page = await Search(q, language);
        page.Status.ShouldBe(HttpStatusCode.OK);
        Slugs(page).ShouldContain(slug);
    }

    [Theory]
    [InlineData("Chagtreng", "drolma-apples")]
    [InlineData("Xiangcheng", "drolma-apples")]
    [InlineData("Lithang butter", "yangchen-butter")]
    [InlineData("dege", "rinchen-incense")]
    [InlineData("Derge incense", "rinchen-incense")]
    [InlineData("Ganzi", "drolma-apples")]
    [InlineData("Garze", "gyatso-barley")]
    [InlineData("甘孜", "lobsang-honey")]
    public async Task Places_are_found_by_each_of_their_names(string q, string slug)
    {
        var found = await Shop.Send(new FindGoods(new Choice { Q = q }));
        found.Count.ShouldBeGreaterThan(0, q);
        (await All(new Choice { Q = q })).ShouldContain(slug);
    }

    [Fact]
    public async Task Words_of_stories_are_found_and_names_come_before_them()
    {
        var slugs = Slugs(await Search("松茸", "zh"));
        var inNames = await Shop.Db(async db => (await db.Listings.Where(l => l.State == ListingState.Live).ToListAsync())
            .Where(l => l.Name.Zh.Contains("松茸", StringComparison.Ordinal)).Select(l => l.Slug).ToList());
        slugs.Count.ShouldBeGreaterThan(inNames.Count, "stories have the word too");
        slugs.Take(inNames.Count).Order().ShouldBe(inNames.Order());
    }

    [Theory]
    [InlineData("wallnut", "walnut", "tsering-walnuts")]
    [InlineData("hoeny", "honey", "kelsang-honey")]
    [InlineData("matsutakke", "matsutake", "dawa-matsutake-dried")]
    [InlineData("pomegranats", "pomegranate", "lobsang-pomegranates")]
    [InlineData("xiangchen", "xiangcheng", "drolma-apples")]
    [InlineData("Hsiang-cheng", "xiangcheng", "drolma-apples")]
    [InlineData("peper", "pepper", "aga-pepper")]
    [InlineData("chese", "cheese", "yangchen-cheese")]
    [InlineData("chees", "cheese", "yangchen-cheese")]
    public async Task A_slip_of_the_finger_is_forgiven_and_said(string q, string meant, string slug)
    {
        var page = await Search(q);
        Slugs(page).ShouldContain(slug);
        page.Document.QuerySelector("[role=status]")!.TextContent.ShouldContain($"“{meant}”");
    }

    [Theory, InlineData("huil de noyx", "huile", "noix"), InlineData("huil à noix", "huile", "noix")]
    public async Task A_small_word_is_no_part_of_its_neighbours_slip(string typed, string meant, string other)
    {
        var page = await Search(typed, "fr");
        Slugs(page).ShouldBe(Slugs(await Search($"{meant} {other}", "fr")));
        page.Document.QuerySelectorAll("[role=status]").Select(s => s.TextContent).ShouldContain(t => t.Contains("«\u00A0huil\u00A0»", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_word_that_is_written_somewhere_is_taken_as_it_stands() =>
        (await Search("barley")).Document.QuerySelector("[role=status]").ShouldBeNull();

    [Fact]
    public async Task All_words_must_be_there()
    {
        Slugs(await Search("walnut oil")).ShouldBe(["tsering-walnut-oil"]);
        (await Search("walnut oil")).Document.QuerySelector("[role=status]").ShouldBeNull();
    }

    [Theory]
    [InlineData("en", "walnut television", "walnut", "Not found: “television”")]
    [InlineData("en", "walnut televisions", "walnut", "Not found: “televisions”")]
    [InlineData("en", "television walnut radio", "walnut", "Not found: “television” “radio”")]
    [InlineData("zh", "电视机 苹果", "苹果", "没有找到：“电视机”")]
    [InlineData("zh", "電視機蘋果", "苹果", "没有找到：“电视机”")]
    [InlineData("fr", "noix téléviseur", "noix", "Introuvable\u00A0: «\u00A0televiseur\u00A0»")]
    public async Task A_word_that_nobody_uses_gives_way_to_the_others_and_is_named(string language, string q, string known, string said)
    {
        var page = await Search(q, language);
        page.Document.QuerySelectorAll("[role=status]").Select(s => s.TextContent).ShouldContain(t => t.Contains(said, StringComparison.Ordinal));
        var slugs = Slugs(page);
        slugs.ShouldNotBeEmpty();
        slugs.ShouldBe(Slugs(await Search(known, language)));
    }

    [Fact]
    public async Task Words_that_no_goods_have_together_give_way_the_commonest_first()
    {
        var (walnut, matsutake) = ((await Shop.Send(new FindGoods(new Choice { Q = "walnut" }))).Count, (await Shop.Send(new FindGoods(new Choice { Q = "松茸" }))).Count);
        var (stays, goes) = walnut < matsutake ? ("walnut", "松茸") : ("松茸", "walnut");
        var page = await Search("walnut 松茸");
        Slugs(page).ShouldBe(Slugs(await Search(stays)));
        var said = page.Document.QuerySelector("[role=status]")!;
        said.TextContent.ShouldContain($"“{goes}” is left out");
        Slugs(await Open(said.QuerySelector("a")!.GetAttribute("href")!)).ShouldBe(Slugs(await Search(goes)));
    }

    [Fact]
    public async Task Words_that_are_all_unknown_find_nothing()
    {
        var none = await Search("television 电视机");
        none.Status.ShouldBe(HttpStatusCode.OK);
        none.Document.QuerySelector(".empty h2")!.TextContent.ShouldBe("Nothing found");
        none.Document.QuerySelectorAll(".empty .chips span").Select(a => a.TextContent).ShouldContain("电视机 (0)", "what was looked for, and how much there is of it");
    }

    [Theory]
    [InlineData("蘋果", "苹果")]
    [InlineData("蜂蜜", "蜂蜜")]
    [InlineData("犛牛", "牦牛")]
    [InlineData("核桃", "核桃")]
    [InlineData("藏區", "藏区")]
    [InlineData("鄉城蘋果", "乡城苹果")]
    [InlineData("卓瑪奶奶", "卓玛奶奶")]
    [InlineData("稻城青稞麵", "稻城青稞面")]
    public async Task Traditional_characters_find_what_simplified_ones_find(string traditional, string simplified) =>
        (await All(new Choice { Q = traditional })).ShouldBe(await All(new Choice { Q = simplified }));

    [Theory]
    [InlineData("xiang cheng", "xiangcheng")]
    [InlineData("zhong de", "zhongde")]
    [InlineData("qing de", "qingde")]
    [InlineData("Qing De walnuts", "qingde walnuts")]
    public async Task Latin_words_typed_apart_find_what_they_are_together(string apart, string together)
    {
        var found = await All(new Choice { Q = apart });
        found.ShouldNotBeEmpty();
        found.ShouldBe(await All(new Choice { Q = together }));
        (await Search(apart)).Document.QuerySelector("[role=status]").ShouldBeNull("no word was left out or mended");
    }

    [Fact]
    public async Task Apples_of_the_earth_are_no_apples()
    {
        var apples = Slugs(await Search("pomme", "fr"));
        apples.ShouldNotContain("gyatso-potatoes");
        apples.ShouldContain("drolma-apples");
        Slugs(await Search("pommes de terre", "fr")).ShouldContain("gyatso-potatoes");
        Slugs(await Search("patates", "fr")).ShouldContain("gyatso-potatoes");
    }

    [Fact]
    public async Task A_province_and_other_romanisations_are_found()
    {
        foreach (var place in new[] { "Sichuan", "Szechuan", "Hsiang-ch'eng", "Hsiang-ch’eng" }) Slugs(await Search(place)).ShouldContain("drolma-apples", place);
    }

    [Theory]
    [InlineData("梨子", "tsering-pears")]
    [InlineData("马铃薯", "gyatso-potatoes")]
    [InlineData("馬鈴薯", "gyatso-potatoes")]
    [InlineData("胡桃", "tsering-walnuts")]
    [InlineData("民宿", "zhongde-stay")]
    [InlineData("礼物", "sonam-gift-apples")]
    [InlineData("四川", "drolma-apples")]
    [InlineData("送禮", "sonam-gift-apples")]
    [InlineData("牦牛奶酪", "yangchen-cheese")]
    [InlineData("牦牛芝士", "yangchen-cheese")]
    public async Task Everyday_words_find_goods(string everyday, string slug)
    {
        var page = await Search(everyday, "zh");
        Slugs(page).ShouldContain(slug);
        page.Document.QuerySelector("[role=status]").ShouldBeNull();
    }

    [Fact]
    public async Task What_is_listed_by_an_everyday_word_is_found_by_either()
    {
        var slug = await Shop.Send(Asked("红皮马铃薯王"));
        (await All(new Choice { Q = "红皮马铃薯" })).ShouldBe([slug]);
        (await All(new Choice { Q = "红皮土豆" })).ShouldBe([slug]);
    }

    [Fact]
    public async Task What_is_listed_in_traditional_characters_is_found_by_either()
    {
        var slug = await Shop.Send(Asked("頂級蘭花蘋"));
        (await All(new Choice { Q = "兰花苹" })).ShouldBe([slug]);
        (await All(new Choice { Q = "蘭花蘋" })).ShouldBe([slug]);
    }

    [Fact]
    public async Task Who_finds_nothing_sees_what_is_in_season_and_where_all_goods_are()
    {
        var page = await Search("电视机", "zh");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain("没有找到");
        page.Document.QuerySelectorAll("main .sec .grid .item").Length.ShouldBeGreaterThan(0);
        page.Document.QuerySelectorAll("main .empty a[href='/zh/goods']").ShouldNotBeEmpty();
        page.Document.QuerySelector("#find")!.GetAttribute("value").ShouldBe("电视机");
    }

    [Theory]
    [InlineData("？！。，…—“”")]
    [InlineData("%_*'\"\\;--")]
    [InlineData("🍎")]
    public async Task Signs_alone_get_a_clear_answer(string q)
    {
        var page = await Search(q, "zh");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain("请写一个词");
        page.Document.QuerySelectorAll("main .sec .grid .item").Length.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("苹")]
    [InlineData("apple ")]
    [InlineData("x")]
    [InlineData("'\"<script>")]
    public async Task Ten_thousand_characters_get_a_clear_answer_and_little_work(string repeated)
    {
        var q = string.Concat(Enumerable.Repeat(repeated, 10_000 / repeated.Length));
        Page page = null!;
        var work = await Queries.Measured(async () => page = await Search(q, "zh"));
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain("只找了前面的几个词");
        page.Document.QuerySelector("#find")!.GetAttribute("value")!.Length.ShouldBeLessThanOrEqualTo(100);
        work.Commands.Count.ShouldBeLessThanOrEqualTo(12);
    }

    [Fact]
    public async Task What_is_typed_is_shown_as_text()
    {
        var page = await Search("<script>alert(1)</script>");
        page.Document.QuerySelectorAll("main script").ShouldBeEmpty();
        page.Document.QuerySelector("h1")!.TextContent.ShouldContain("<script>alert(1)</script>");
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("abc")]
    [InlineData("99999999999")]
    public async Task A_page_that_is_none_means_the_first(string number)
    {
        var page = await Search("苹果", "zh", $"&page={number}");
        page.Status.ShouldBe(HttpStatusCode.OK);
        Slugs(page).ShouldBe(Slugs(await Search("苹果", "zh")));
    }

    [Fact]
    public async Task A_page_beyond_the_end_is_not_found() => (await Search("walnut", "en", "&page=9")).Status.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task An_unknown_sort_or_value_counts_as_not_chosen()
    {
        var page = await Search("walnut", "en", "&sort=%27drop&category=weapons&village=atlantis&month=13&price=free&by=tomorrow&producer=nobody&to=mars");
        Slugs(page).ShouldBe(Slugs(await Search("walnut")));
        page.Document.QuerySelectorAll("nav .chips a[aria-label]").ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_number_beside_a_value_is_how_many_there_are_when_it_is_chosen()
    {
        foreach (var q in new[] { "", "walnut", "Xiangcheng" })
        {
            var before = await Shop.Send(new FindGoods(new Choice { Q = q }));
            foreach (var facet in before.Facets)
            {
                facet.Values.ShouldNotBeEmpty(facet.Name);
                foreach (var value in facet.Values)
                    (await Shop.Send(new FindGoods(new Choice { Q = q }.With(facet.Name, value.Value)))).Count.ShouldBe(value.Listings!.Value, $"{q} {facet.Name}={value.Value}");
            }
        }
    }

    [Fact]
    public async Task What_is_narrowed_has_what_was_chosen()
    {
        (await All(new Choice { Village = "derong" })).ShouldAllBe(s => s.StartsWith("lobsang-", StringComparison.Ordinal));
        (await All(new Choice { Q = "honey", Producer = "kelsang" })).ShouldAllBe(s => s.StartsWith("kelsang-", StringComparison.Ordinal));
        (await All(new Choice { Category = "nuts", Price = "0-20" })).ShouldBe(["tsering-walnuts"]);
        var months = await Shop.Db(async db => (await db.Lots.ToListAsync()).GroupBy(l => l.ListingId).ToDictionary(g => g.Key, g => g.Max(l => l.HarvestedOn).Month));
        var inMonth = await All(new Choice { Month = "11" });
        inMonth.Order().ShouldBe((await Shop.Db(async db => (await db.Listings.Where(l => l.State == ListingState.Live).ToListAsync())
            .Where(l => months.GetValueOrDefault(l.Id) == 11).Select(l => l.Slug).ToList())).Order());
    }

    [Fact]
    public async Task What_arrives_by_a_day_is_what_the_road_promises_by_then()
    {
        var found = await Shop.Send(new FindGoods(new Choice { To = "shanghai" }));
        var days = found.Facets.Single(f => f.Name == Facets.By).Values;
        days.Count.ShouldBeGreaterThan(1, "villages are not equally far");
        var first = days[0].Value;
        var inTime = await All(new Choice { To = "shanghai", By = first });
        var origins = await Shop.Db(db => db.Listings.Where(l => l.State == ListingState.Live)
            .Join(db.Producers, l => l.ProducerId, p => p.Id, (l, p) => new { l.Slug, p.Place }).ToListAsync());
        foreach (var goods in origins)
            ((await Shop.Send(new PromiseWindow(goods.Place, "shanghai", PromiseWindow.ReadyFor(Shop.Clock.Now))))
                .Window.To <= DateOnly.Parse(first, CultureInfo.InvariantCulture)).ShouldBe(inTime.Contains(goods.Slug), goods.Slug);
        (await Shop.Send(new FindGoods(new Choice { By = "2020-01-01" }))).Count.ShouldBe(0);
        (await Shop.Send(new FindGoods(new Choice { By = "2030-01-01" }))).Count.ShouldBe(await Shop.Db(db => db.Listings.CountAsync(l => l.State == ListingState.Live)));
    }

    [Fact]
    public async Task Goods_are_sorted_by_price_and_by_newness()
    {
        var prices = await Shop.Db(async db => (await db.Variants.ToListAsync()).GroupBy(v => v.ListingId)
            .Join(await db.Listings.ToListAsync(), g => g.Key, l => l.Id, (g, l) => (l.Slug, Least: g.Min(v => v.Price.Fen)))
            .ToDictionary(p => p.Slug, p => p.Least));
        var cheapest = (await All(new Choice { Q = "苹果", Sort = "price" })).Select(s => prices[s]).ToList();
        cheapest.ShouldBe(cheapest.Order());
        var listed = await Shop.Db(db => db.Listings.Where(l => l.State == ListingState.Live).ToDictionaryAsync(l => l.Slug, l => l.ListedAt));
        var newest = await All(new Choice());
        newest.Count.ShouldBe(listed.Count);
        newest.Select(s => listed[s]).ShouldBe(listed.Values.OrderDescending());
    }

    [Fact]
    public async Task Pages_and_links_keep_the_choice()
    {
        var page = await Search("苹果", "zh", "&sort=price&to=shanghai");
        var next = page.Document.QuerySelector(".pages [rel=next]");
        page.Document.QuerySelectorAll(".grid a").ShouldAllBe(a => a.GetAttribute("href")!.EndsWith("to=shanghai", StringComparison.Ordinal));
        page.Document.QuerySelector("#n-sort option[selected]")!.GetAttribute("value").ShouldBe("price");
        page.Document.QuerySelector("#sift [name=q]")!.GetAttribute("value").ShouldBe("苹果");
        if (next is not null) next.GetAttribute("href")!.ShouldContain("sort=price");
        var all = await Open("/zh/goods?price=20-50&to=shanghai");
        all.Document.QuerySelectorAll(".pages a, .chips a[aria-label]").ShouldAllBe(a => a.GetAttribute("href")!.Contains("to=shanghai", StringComparison.Ordinal));
        var without = all.Document.QuerySelector(".chips a[aria-label]")!.GetAttribute("href")!;
        without.ShouldNotContain("price=");
    }

    [Fact]
    public async Task A_shelf_is_narrowed_like_a_search_and_never_answered_from_what_was_kept_for_others()
    {
        var whole = await Open("/en/c/fruit");
        var cheap = await Open("/en/c/fruit?price=20-50");
        var dear = await Open("/en/c/fruit?price=50-100");
        Slugs(cheap).ShouldAllBe(s => Slugs(whole).Contains(s));
        Slugs(cheap).Intersect(Slugs(dear)).ShouldBeEmpty();
        Slugs(dear).ShouldNotBeEmpty();
        cheap.Document.QuerySelector("link[rel=canonical]")!.GetAttribute("href")!.ShouldEndWith("/en/c/fruit");
    }

    [Fact]
    public async Task Results_are_not_for_search_engines() => (await Search("walnut")).Document.QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex");

    [Fact]
    public async Task Every_shopper_page_has_the_field_and_it_works_without_script()
    {
        foreach (var path in new[] { "", "/goods", "/p/drolma-apples", "/producers" })
        {
            var form = (await Open($"/fr{path}?to=shanghai")).Document.QuerySelector("header form[role=search]")!;
            form.GetAttribute("action").ShouldBe("/fr/search");
            form.QuerySelector("input[name=q]")!.GetAttribute("type").ShouldBe("search");
            form.QuerySelector("input[name=to]")!.GetAttribute("value").ShouldBe("shanghai");
        }
    }

    [Fact]
    public async Task What_is_listed_is_found_at_once_by_its_new_price_and_no_longer_when_it_ends()
    {
        var slug = await Shop.Send(Asked("仙果一号"));
        (await All(new Choice { Q = "仙果" })).ShouldBe([slug]);
        (await All(new Choice { Q = "仙", Price = "50-100" })).ShouldBe([slug]);
        (await All(new Choice()))[0].ShouldBe(slug, "the newest");

        var farmer = await Farmer("point");      // whom nobody reads first
        await farmer.Submit(await Edit(farmer, slug), "form#change", new Dictionary<string, string>(StringComparer.Ordinal) { ["price-5000g"] = "128" });
        (await All(new Choice { Q = "仙果", Price = "50-100" })).ShouldBeEmpty();
        (await All(new Choice { Q = "仙果", Price = "100-200" })).ShouldBe([slug]);

        await farmer.Submit(await Edit(farmer, slug), "form#end");
        (await All(new Choice { Q = "仙果" })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Changed_step_by_step_the_index_is_what_it_is_when_made_anew()
    {
        var farmer = await Farmer();
        var (one, two) = (await Shop.Send(Asked("三号 Ya’an plum")), await Shop.Send(Asked("四号")));
        foreach (var ended in new[] { two, await Shop.Send(Asked("五号")) }) await farmer.Submit(await Edit(farmer, ended), "form#end");
        var grown = await Index();
        await Shop.Send(new BuildSearchIndex());
        var made = await Index();
        grown.Words.ShouldBe(made.Words);
        grown.Terms.ShouldBe(made.Terms);
        made.Spellings.Except(grown.Spellings).ShouldBeEmpty("words that are gone may stay to be guessed; they have no listings");
        (await All(new Choice { Q = "plum" })).ShouldBe([one]);
    }

    [Fact]
    public async Task A_refused_listing_leaves_nothing_to_find()
    {
        await Should.ThrowAsync<Refusal>(() => Shop.Send(Asked("七号仙果") with
        {
            Photos = [.. Enumerable.Range(0, 7).Select(i => new PhotoSent(null, null, null, Samples.Jpeg(800 + i, 600, "")))],
        }));
        (await All(new Choice { Q = "七号" })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_who_list_at_once_are_both_found()
    {
        var slugs = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => Shop.Send(Asked($"并蒂果 Zwilling {i}")))));
        (await All(new Choice { Q = "并蒂 zwilling" })).Order().ShouldBe(slugs.Order());
    }

    /// <summary>Cards, values and their counts are shown; besides there is only what is needed to understand the words.</summary>
    [Theory]
    [InlineData("/en/search?q=walnut")]
    [InlineData("/zh/search?q=%E4%B9%A1%E5%9F%8E%E8%8B%B9%E6%9E%9C&sort=price")]
    [InlineData("/en/search?q=wallnut")]
    [InlineData("/en/search?q=xiang%20cheng%20apples")]
    [InlineData("/zh/search?q=%E9%A9%AC%E9%93%83%E8%96%AF")]
    [InlineData("/en/search?q=walnut%20%E6%9D%BE%E8%8C%B8%20%E7%94%B5%E8%A7%86")]
    [InlineData("/zh/goods?sort=price")]
    [InlineData("/zh/c/fruit?price=20-50")]
    public async Task A_page_asks_little_and_reads_no_more_rows_than_it_shows(string path)
    {
        await Open(path);     // warm
        Page page = null!;
        var work = await Queries.Measured(async () => page = await Open(path));
        page.Status.ShouldBe(HttpStatusCode.OK);
        work.Commands.Count.ShouldBeLessThanOrEqualTo(9, string.Join('\n', work.Commands));
        var (cards, values, shelves) = (page.Document.QuerySelectorAll(".grid .item").Length, page.Document.QuerySelectorAll("#sift option").Length, 7);
        // A card is a listing with its id, its packs (five at most) and their offers.
        work.Rows.ShouldBeLessThanOrEqualTo(cards * 9 + values * 2 + shelves + Spare, path);
    }

    /// <summary>The words asked for, near spellings, the villages of the shop, the total, a campaign.</summary>
    const int Spare = 45;

    async Task<Visitor> Farmer(string person = "drolma")
    {
        var farmer = Shop.Visitor();
        await farmer.SignIn(person);
        return farmer;
    }

    static Task<Page> Edit(Visitor farmer, string slug) => farmer.Open($"/en/farm/listings/{slug}?for={Drolma}");

    async Task<List<string>> All(Choice choice)
    {
        var slugs = new List<string>();
        for (var page = 1; ; page++)
        {
            var found = await Shop.Send(new FindGoods(choice with { Page = page }));
            slugs.AddRange(found.Cards.Select(c => c.Slug));
            if (page >= found.Pages) return slugs;
        }
    }

    Task<(List<string> Words, List<string> Terms, List<string> Spellings)> Index() => Shop.Db(async db =>
    {
        var slugs = await db.SearchEntries.Join(db.Listings, e => e.ListingId, l => l.Id, (e, l) => new { e.Number, l.Slug }).ToDictionaryAsync(x => x.Number, x => x.Slug);
        var words = (await db.SearchWords.ToListAsync()).Select(w => $"{slugs[w.Number]} {w.Word} {w.Rank} {w.Fen}").Order(StringComparer.Ordinal).ToList();
        var terms = (await db.SearchTerms.Where(t => t.Listings != 0).ToListAsync()).Select(t => $"{t.Kind} {t.Word} {t.Listings}").Order(StringComparer.Ordinal).ToList();
        var spellings = (await db.SearchSpellings.ToListAsync()).Select(s => $"{s.Form} {s.Word}").Order(StringComparer.Ordinal).ToList();
        return (words, terms, spellings);
    });
}
