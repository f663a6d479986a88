using System.Net;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Storefront.Platform;
using Storefront.Platform.Tibetan;
using Storefront.Platform.Web;
using Storefront.Tests.Fixture;
using Storefront.Tests.Orders;

namespace Storefront.Tests.Platform;

/// <summary>The preview: Chinese pages whose Tibetan words say that they are.</summary>
public sealed partial class TibetanPageTests(SqliteShop shop) : IClassFixture<SqliteShop>
{
    static readonly string[] Public = ["/bo", "/bo/goods", "/bo/c/fruit", "/bo/search?q=%E8%8B%B9%E6%9E%9C", "/bo/p/drolma-apples", "/bo/p/zhongde-stay",
        "/bo/producers", "/bo/producers/drolma", "/bo/villages/zhongde", "/bo/help", "/bo/about", "/bo/licences", "/bo/privacy", "/bo/start",
        "/bo/sign-in?way=password", "/bo/nothing"];

    [Fact]
    public async Task Tibetan_stands_only_where_the_page_can_say_so()
    {
        var visitor = shop.Visitor();
        foreach (var path in Public) await Look(await visitor.Open(path));
        await Look(await visitor.Post("/bo/basket/add", ("variant", Buying.Variant("drolma-apples/2500g").ToString()), ("units", "1")));
        var address = await Look(await visitor.Open("/bo/checkout/address"));
        var delivery = await Look(await visitor.Submit(address, "main form", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["name"] = "李雷", ["tel"] = Buying.NewTel(), ["address-level1"] = "四川省", ["address-level2"] = "成都市", ["address-level3"] = "武侯区", ["street-address"] = "人民南路四段 1 号",
        }));
        var payment = await Look(await visitor.Submit(delivery, "main form"));
        var check = await Look(await visitor.Submit(payment, "main form"));
        check.Path.ShouldBe("/bo/checkout/check");
        var paying = await Look(await visitor.Submit(check, "form#place", Buying.Ticked));
        var order = await Look(await visitor.Submit(paying, "main form", button: "choice=pay"));
        await shop.Settle();
        var at = order.Path.Split('?')[0];
        await Look(await visitor.Open($"{at}?lang=bo"));
        await Look(await visitor.Open($"{at}/receipt?lang=bo"));
        await Look(await visitor.Open((await visitor.Open($"{at}?lang=bo")).Document.QuerySelector("a[href^='/t/']")!.GetAttribute("href")!));

        var farmer = shop.Visitor();
        await farmer.SignIn("drolma");
        foreach (var path in new[] { "/bo/farm", "/bo/farm/pick", "/bo/farm/listings", "/bo/farm/listings/new",
            $"/bo/farm/listings/drolma-apples?for={Seeds.Id("producer/drolma")}", "/bo/farm/goods", "/bo/farm/page", "/bo/farm/earnings", "/bo/farm/answers",
            "/bo/account", "/bo/account/orders", "/bo/account/addresses" })
            await Look(await farmer.Open(path));
    }

    static async Task<Page> Look(Page page)
    {
        var document = page.Document;
        page.Status.ShouldBe(page.Path == "/bo/nothing" ? HttpStatusCode.NotFound : HttpStatusCode.OK, page.Path);
        document.DocumentElement.GetAttribute("lang").ShouldBe("zh-Hans", page.Path);
        // The parser drops tags inside an option, so they are looked for in what was sent.
        OnlyText().Matches(await page.Answer.Content.ReadAsStringAsync()).Select(m => m.Value).ShouldBeEmpty(page.Path);
        document.All.SelectMany(e => e.Attributes).Where(a => a.Value.Contains("<span", StringComparison.Ordinal)).Select(a => a.Name).ShouldBeEmpty(page.Path);
        document.Body!.TextContent.ShouldNotContain("<span", customMessage: page.Path);
        Unmarked(document.Body).ShouldBeEmpty(page.Path);
        document.QuerySelectorAll("header [lang=bo]").ShouldNotBeEmpty(page.Path);
        return page;
    }

    static IEnumerable<string> Unmarked(IElement body) => body.Descendants<IText>()
        .Where(t => t.Data.Any(IsTibetan) && t.ParentElement!.Closest("[lang]")!.GetAttribute("lang") != "bo").Select(t => t.Data);

    static bool IsTibetan(char c) => c is >= '\u0F00' and <= '\u0FFF';

    [GeneratedRegex("""<(title|textarea|script|option)\b[^>]*>[^<]*<span""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OnlyText();

    [Fact]
    public async Task A_word_stands_in_Tibetan_between_tags_and_in_Chinese_everywhere_else()
    {
        var page = await shop.Visitor().Open("/bo/sign-in?way=password");
        page.Document.QuerySelector("h1")!.InnerHtml.ShouldBe("<span lang=\"bo\">ནང་དུ་འཛུལ་བ</span>");
        page.Document.QuerySelector("label[for=f-password]")!.InnerHtml.ShouldBe("<span lang=\"bo\">གསང་ཚིག</span>", "a tag helper writes it too");
        page.Document.Title!.ShouldStartWith("登录");
        (await shop.Visitor().Open("/zh/sign-in?way=password")).Document.QuerySelector("h1")!.InnerHtml.ShouldBe("登录");

        var words = shop.Services.GetRequiredService<IStringLocalizer<Storefront.Web.Words>>();
        Languages.In("bo", () => words["nav.fruit"]).ShouldBeOfType<TibetanWord>().Value.ShouldBe("水果");
        Languages.In("bo", () => words["nav.basket"]).ShouldBeOfType<LocalizedString>().Value.ShouldBe("购物车");
        Languages.In("fr", () => words["nav.fruit"]).ShouldBeOfType<LocalizedString>().Value.ShouldBe("Fruits");
    }

    [Fact]
    public async Task What_a_tag_helper_reads_as_an_attribute_is_Chinese()
    {
        var sent = new MemoryStream();
        var view = new View { ViewContext = new() { Writer = new StreamWriter(sent) }, HtmlEncoder = HtmlEncoder.Create(UnicodeRanges.All) };
        await view.ExecuteAsync();
        await view.ViewContext.Writer.FlushAsync();
        view.Attribute.ShouldBe("水果");
        System.Text.Encoding.UTF8.GetString(sent.ToArray()).ShouldBe("<span lang=\"bo\">ཤིང་ཏོག</span>");
    }

    sealed class View : ShopPage<object>
    {
        public string? Attribute { get; private set; }

        public override Task ExecuteAsync()
        {
            var word = new TibetanWord("nav.fruit", "水果", "ཤིང་ཏོག");
            Write(word);
            BeginWriteTagHelperAttribute();
            Write(word);
            Attribute = EndWriteTagHelperAttribute();
            return Task.CompletedTask;
        }
    }
}
