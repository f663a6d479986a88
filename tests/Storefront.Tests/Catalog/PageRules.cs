using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Contracts;
using Storefront.Platform;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Catalog;

public sealed class PagesOnSqlite(SqliteShop shop) : PageRules(shop), IClassFixture<SqliteShop>;
public sealed class PagesOnPostgres(PostgresShop shop) : PageRules(shop), IClassFixture<PostgresShop>;

public abstract class PageRules(Shop shop) : RunsOn(shop)
{
    Task<Page> Open(string path) => Shop.Visitor().Open(path);

    [Theory]
    [InlineData("fr,en;q=0.8", "/fr")]
    [InlineData("de", "/zh")]
    [InlineData("en-US,en;q=0.9", "/en")]
    public async Task The_bare_address_chooses_a_language_and_says_by_what(string accepts, string home)
    {
        var client = Shop.Client();
        client.DefaultRequestHeaders.Add("Accept-Language", accepts);
        var answer = await client.GetAsync("/");
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldBe(home);
        string.Join(',', answer.Headers.Vary).ShouldContain("Accept-Language");
    }

    [Fact]
    public async Task A_page_says_what_language_it_is_really_in()
    {
        (await Open("/fr/goods")).Document.DocumentElement.GetAttribute("lang").ShouldBe("fr");
        var page = await Open("/bo/goods");
        page.Document.DocumentElement.GetAttribute("lang").ShouldBe("zh-Hans", "its sentences are Chinese");
        page.Document.QuerySelectorAll("main [lang=bo]").ShouldAllBe(e => e.TextContent.Any(c => c >= '\u0F00' && c <= '\u0FFF'));
        page.Document.QuerySelectorAll("main [lang=bo]").ShouldNotBeEmpty("names that were written in Tibetan");
        page.Document.QuerySelectorAll("main :not([lang=bo])").Where(e => e.ChildElementCount == 0 && e.Closest("[lang=bo]") is null)
            .ShouldAllBe(e => e.TextContent.All(c => c < '\u0F00' || c > '\u0FFF'));
        page.Document.QuerySelectorAll("main a[href^='/zh/']").ShouldBeEmpty("what it leads to stays where it was asked for");
    }

    [Theory]
    [InlineData("/zh")]
    [InlineData("/zh/goods")]
    [InlineData("/zh/c/fruit")]
    [InlineData("/zh/p/drolma-apples")]
    [InlineData("/zh/producers/drolma")]
    public async Task Chinese_leaves_the_server_as_it_is(string path)
    {
        var page = await Open(path);
        page.Status.ShouldBe(HttpStatusCode.OK);
        (await page.Answer.Content.ReadAsStringAsync()).ShouldContain("苹果");
        page.Document.QuerySelectorAll("h1").Length.ShouldBe(1);
        page.Answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task No_sentence_of_the_pages_is_left_untranslated(string language)
    {
        foreach (var path in new[] { "", "/goods", "/c/fruit", "/p/drolma-apples", "/producers", "/producers/tashi", "/about", "/licences", "/privacy", "/offline" })
        {
            var page = await Open($"/{language}{path}");
            foreach (var chinese in page.Document.QuerySelectorAll("main [lang]").ToList()) chinese.Remove();
            page.Text.ShouldAllBe(c => c < 0x4E00 || c > 0x9FFF || c == '斤', $"/{language}{path}: {page.Text}");
        }
    }

    [Theory]
    [InlineData("/zh/p/no-such-thing")]
    [InlineData("/zh/c/no-such-shelf")]
    [InlineData("/zh/producers/nobody")]
    [InlineData("/zh/goods?page=99")]
    [InlineData("/de")]
    [InlineData("/media/0123456789abcdef0123456789abcdef-320.webp")]
    [InlineData("/media/..%2f..%2fetc-320.webp")]
    public async Task What_is_not_there_is_not_found(string path) => (await Open(path)).Status.ShouldBe(HttpStatusCode.NotFound);

    [Theory]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("abc")]
    [InlineData("99999999999")]
    public async Task A_page_number_that_is_none_means_the_first(string number)
    {
        var page = await Open($"/zh/goods?page={number}");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Document.QuerySelectorAll(".grid .item").Length.ShouldBe(24);
    }

    [Fact]
    public async Task Pages_of_goods_follow_each_other_without_a_gap_or_a_repeat()
    {
        var all = await Shop.Db(db => db.Listings.CountAsync(l => l.State == ListingState.Live));
        var seen = new List<string?>();
        for (var page = await Open("/zh/goods"); ;)
        {
            seen.AddRange(page.Document.QuerySelectorAll(".grid .item a").Select(a => a.GetAttribute("href")));
            if (page.Document.QuerySelector(".pages [rel=next]")?.GetAttribute("href") is not { } next) break;
            page = await Open(next);
        }
        seen.Distinct().Count().ShouldBe(all);
        seen.Count.ShouldBe(all);
    }

    [Theory, InlineData("/zh"), InlineData("/en/p/drolma-apples"), InlineData("/robots.txt"), InlineData("/sitemap.xml"), InlineData("/feeds/en/products.xml")]
    public async Task Head_asks_for_what_get_says_of_itself(string path)
    {
        using var head = new HttpRequestMessage(HttpMethod.Head, path);
        var (said, got) = (await Shop.Visitor().Client.SendAsync(head), await Shop.Visitor().Client.GetAsync(path));
        (said.StatusCode, said.Content.Headers.ContentType).ShouldBe((HttpStatusCode.OK, got.Content.Headers.ContentType));
    }

    [Theory, InlineData("en", '(', ')', " to "), InlineData("fr", '(', ')', " – "), InlineData("zh", '（', '）', "至")]
    public async Task One_day_is_no_range_of_weekdays(string language, char open, char close, string to)
    {
        var page = await Shop.Visitor().Open($"/{language}/p/drolma-apples?to=kangding");
        var arrives = page.Document.QuerySelectorAll(".note p").Select(p => p.TextContent).First(t => t.Contains(open));
        var days = arrives[(arrives.LastIndexOf(open) + 1)..arrives.LastIndexOf(close)].Split(to);
        days.Distinct().Count().ShouldBe(days.Length, arrives);
    }

    [Fact]
    public async Task A_product_page_has_all_that_a_buyer_asks_before_any_script()
    {
        var page = await Open("/zh/p/drolma-apples?v=2500g");
        var text = page.Text;
        foreach (var said in new[] { "公斤", "斤", "送达", "海拔", "还剩", "去了哪里", "怎么到您家", "卓玛奶奶" }) text.ShouldContain(said);
        var form = page.Document.QuerySelector("form[action='/zh/basket/add']")!;
        form.GetAttribute("method").ShouldBe("post");
        form.QuerySelector("input[name=variant][checked]")!.GetAttribute("value")!.ShouldStartWith($"{Seeds.Id("variant/drolma-apples/2500g")}:");
        form.QuerySelectorAll("button.btn").Length.ShouldBe(2);
        form.QuerySelector("button[formaction='/zh/account/wishes/add']").ShouldNotBeNull();
    }

    [Fact]
    public async Task Where_the_yuan_goes_adds_up_to_the_price()
    {
        var page = await Open("/zh/p/drolma-apples");
        decimal Yuan(string text) => decimal.Parse(text.Replace("¥", "", StringComparison.Ordinal).Split('·')[0], Chinese);
        page.Document.QuerySelectorAll(".key dd").Sum(part => Yuan(part.TextContent)).ShouldBe(Yuan(page.Document.QuerySelector("#price b")!.TextContent));
    }

    [Fact]
    public async Task The_chosen_place_is_kept_by_links_and_changes_the_arrival()
    {
        var near = await Open("/zh/p/drolma-apples");
        var far = await Open("/zh/p/drolma-apples?to=shanghai");
        far.Document.QuerySelector(".note strong")!.TextContent.ShouldNotBe(near.Document.QuerySelector(".note strong")!.TextContent);
        far.Document.QuerySelectorAll("main .crumb a, .grid a").ShouldAllBe(a => a.GetAttribute("href")!.EndsWith("to=shanghai", StringComparison.Ordinal));
        near.Document.QuerySelectorAll("main .crumb a, .grid a").ShouldAllBe(a => !a.GetAttribute("href")!.Contains("to=", StringComparison.Ordinal));
        (await Open("/zh/p/drolma-apples?to=%22%3E%3Cscript%3E")).Document.QuerySelector("option[selected]")!.GetAttribute("value").ShouldBe("chengdu");
    }

    [Fact]
    public async Task What_is_sold_out_says_what_to_do_next_instead_of_a_dead_button()
    {
        await Shop.Db(db => db.Variants.Where(v => v.ListingId == Seeds.Id("listing/kelsang-comb")).ExecuteUpdateAsync(s => s.SetProperty(v => v.Available, 0)));
        var page = await Open("/zh/p/kelsang-comb");
        page.Document.QuerySelector("form[action$='basket/add']").ShouldBeNull();
        page.Document.QuerySelectorAll(".buy a.btn").Length.ShouldBeGreaterThan(0);
        page.Text.ShouldContain("卖完了");
        (await page.Answer.Content.ReadAsStringAsync()).ShouldContain("schema.org/SoldOut");
    }

    [Fact]
    public async Task Somebody_made_up_is_said_to_be()
    {
        (await Open("/zh/producers/tashi")).Text.ShouldContain("虚构");
        (await Open("/zh/producers/drolma")).Text.ShouldNotContain("虚构");
    }

    [Fact]
    public async Task A_list_of_twenty_four_costs_few_queries()
    {
        await Open("/zh/goods?page=2");     // warm
        var queries = await Queries.During(() => Open("/en/goods"));
        queries.Count.ShouldBeLessThanOrEqualTo(8, string.Join('\n', queries));
    }
}
