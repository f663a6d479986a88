using Storefront.Tests.Fixture;

namespace Storefront.Tests.Orders;

public sealed class BasketPriceOnSqlite(SqliteShop shop) : BasketPriceRules(shop), IClassFixture<SqliteShop>;
public sealed class BasketPriceOnPostgres(PostgresShop shop) : BasketPriceRules(shop), IClassFixture<PostgresShop>;

public abstract class BasketPriceRules(Shop shop) : RunsOn(shop)
{
    async Task<Visitor> WithWalnuts()
    {
        var guest = Shop.Visitor();
        var page = await guest.Submit(await guest.Open("/en/p/tsering-walnuts"), "form[action$='/basket/add']");
        page.Path.ShouldBe("/en/basket");
        page.Document.QuerySelector(".changed").ShouldBeNull("it costs what the page said");
        return guest;
    }

    static string? Changed(Page basket) => basket.Document.QuerySelector(".changed")?.TextContent;

    [Fact]
    public async Task A_price_that_changed_since_is_said_beside_its_line_both_ways()
    {
        var guest = await WithWalnuts();
        var before = (await guest.Open("/en/basket")).Document.QuerySelector(".lines .mut .nw")!.TextContent;
        await Shop.HasPrice("tsering-walnuts/500g", 99_00);
        Changed(await guest.Open("/en/basket")).ShouldBe($"It was {before} when you put it in and is ¥84.15 now.", "the campaign takes 15 % off");
        await Shop.HasPrice("tsering-walnuts/500g", 2_00);
        Changed(await guest.Open("/en/basket")).ShouldBe($"Cheaper since you put it in: ¥1.70 instead of {before}.");
        Changed(await guest.Open("/fr/basket"))!.ShouldStartWith("Moins cher");
    }

    [Fact]
    public async Task A_price_that_changes_on_the_way_through_checkout_is_said_where_the_buyer_agrees_to_pay()
    {
        await Shop.HasPrice("tsering-walnuts/1000g", 40_00);
        var guest = Shop.Visitor();
        await guest.Post("/en/basket/add", ("variant", $"{Buying.Variant("tsering-walnuts/1000g")}:3400"), ("units", "1"));
        var page = await guest.Submit(await guest.Open("/en/checkout/address"), "main form", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["name"] = "李雷", ["tel"] = Buying.NewTel(), ["address-level1"] = "四川省", ["address-level2"] = "成都市", ["street-address"] = "人民南路四段 1 号",
        });
        page = await guest.Submit(await guest.Submit(page, "main form"), "main form");
        page.Path.ShouldBe("/en/checkout/check");
        Changed(page).ShouldBeNull("it costs what it did when it was put in");
        await Shop.HasPrice("tsering-walnuts/1000g", 60_00);
        Changed(await guest.Open("/en/checkout/check")).ShouldBe("It was ¥34.00 when you put it in and is ¥51.00 now.");
    }

    [Fact]
    public async Task Whoever_has_bought_before_hears_how_many_are_left_and_for_which_goods()
    {
        var tel = Buying.NewTel();
        await Shop.Places(await Shop.HasCheckout(tel, ("drolma-apples/1500g", 3)));
        var guest = Shop.Visitor();
        await guest.Post("/en/basket/add", ("variant", Buying.Variant("tsering-walnuts/500g").ToString()), ("units", "1"));
        await guest.Post("/en/basket/add", ("variant", Buying.Variant("drolma-apples/1500g").ToString()), ("units", "4"));
        var page = await guest.Submit(await guest.Open("/en/checkout/address"), "main form", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["name"] = "李雷", ["tel"] = tel, ["address-level1"] = "四川省", ["address-level2"] = "成都市", ["street-address"] = "人民南路四段 1 号",
        });
        page = await guest.Submit(await guest.Submit(page, "main form"), "main form");
        var marked = page.Document.QuerySelectorAll(".lines li").Where(l => l.QuerySelector(".bad") is not null).ShouldHaveSingleItem();
        marked.TextContent.ShouldContain("sugar-heart");
        marked.QuerySelector(".bad")!.TextContent.ShouldContain("with earlier orders, unpaid ones too; what is left for you: 2.");
        page.Document.QuerySelector("#place").ShouldBeNull();
    }

    [Theory]
    [InlineData("zh", "活动价每人一共最多买 5 份")]
    [InlineData("en", "each person may buy 5 in all")]
    [InlineData("fr", "chaque personne peut en acheter 5 en tout")]
    public async Task More_than_a_campaign_allows_one_person_is_marked_beside_its_line(string language, string said)
    {
        var guest = await WithWalnuts();
        await guest.Post("/en/basket/add", ("variant", Buying.Variant("drolma-apples/1500g").ToString()), ("units", "6"));
        var basket = await guest.Open($"/{language}/basket");
        var marked = basket.Document.QuerySelectorAll(".lines li").Where(l => l.QuerySelector(".bad") is not null).ToList();
        marked.ShouldHaveSingleItem().QuerySelector("a")!.GetAttribute("href")!.ShouldContain("drolma-apples");
        marked[0].QuerySelector(".bad")!.TextContent.ShouldContain(said);
        basket.Document.GetElementById(marked[0].QuerySelector("input[name=units][type=number]")!.GetAttribute("aria-describedby")!).ShouldBe(marked[0].QuerySelector(".bad"));
        basket.Document.QuerySelector("a[href*='/checkout/']").ShouldBeNull();
        await guest.Post("/en/basket/change", ("variant", Buying.Variant("drolma-apples/1500g").ToString()), ("units", "5"));
        basket = await guest.Open($"/{language}/basket");
        basket.Document.QuerySelector(".bad").ShouldBeNull();
        basket.Document.QuerySelector("a[href*='/checkout/']").ShouldNotBeNull();
    }

    [Theory, InlineData(":1"), InlineData(":-5"), InlineData(":"), InlineData(":1:2"), InlineData(":99999999999999999999")]
    public async Task What_a_form_says_of_a_price_is_charged_to_nobody(string tail)
    {
        var guest = Shop.Visitor();
        var variant = Buying.Variant("tsering-walnuts/500g");
        var basket = await guest.Post("/en/basket/add", ("variant", $"{variant}{tail}"), ("units", "1"));
        if (tail == ":1") basket.Document.QuerySelector(".sum .t + .t, .sum dd.t")!.TextContent.ShouldNotBe("¥0.01");
        else basket.Status.ShouldBe(System.Net.HttpStatusCode.UnprocessableEntity);
    }
}
