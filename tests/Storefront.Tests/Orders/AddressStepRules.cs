using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Orders;

public sealed class AddressStepOnSqlite(SqliteShop shop) : AddressStepRules(shop), IClassFixture<SqliteShop>;
public sealed class AddressStepOnPostgres(PostgresShop shop) : AddressStepRules(shop), IClassFixture<PostgresShop>;

public abstract class AddressStepRules(Shop shop) : RunsOn(shop)
{
    async Task<(Visitor Guest, Page Page)> AtTheAddress()
    {
        var guest = Shop.Visitor();
        await guest.Post("/en/basket/add", ("variant", Buying.Variant("tsering-walnuts/500g").ToString()), ("units", "1"));
        return (guest, await guest.Open("/en/checkout/address"));
    }

    static string? Value(Page page, string field) => page.Document.QuerySelector<IHtmlInputElement>($"[name={field}]")?.Value;

    [Fact]
    public async Task Province_city_district_and_township_are_chosen_step_by_step_without_script()
    {
        var (guest, page) = await AtTheAddress();
        foreach (var (level, choice) in new[] { (1, "四川省"), (2, "甘孜藏族自治州"), (3, "乡城县"), (4, "青德镇") })
        {
            page.Document.QuerySelector("label[for=f-pick]")!.TextContent.ShouldBe(level switch { 1 => "Choose the province", 2 => "Choose the city",
                3 => "Choose the district", _ => "Choose the township (optional)" });
            var offered = page.Document.QuerySelectorAll<IHtmlOptionElement>("[name=pick] option").First(o => o.Value == choice);
            offered.Text.ShouldBe(level switch { 1 => "Sichuan 四川省", 2 => "Garzê 甘孜藏族自治州", _ => choice });
            offered.GetAttribute("lang").ShouldBe(level > 2 ? "zh-Hans" : null, "what is Chinese alone is said to be");
            page = await guest.Submit(page, "main form", [new("pick", choice), new("name", "扎西")], "choose=1");
            Value(page, $"address-level{level}").ShouldBe(choice);
            Value(page, "name").ShouldBe("扎西", "what was typed meanwhile stays");
        }
        page.Document.QuerySelector("[name=pick]").ShouldBeNull("nothing is left to choose");
        page = await guest.Submit(page, "main form", null, "again=1");
        Value(page, "address-level1").ShouldBe("");
        var provinces = page.Document.QuerySelectorAll<IHtmlOptionElement>("[name=pick] option").Select(o => o.Text).ToList();
        provinces.Count.ShouldBe(32);
        provinces[1..3].ShouldBe(["Anhui 安徽省", "Beijing 北京市"], "by the names that are read");
    }

    [Fact]
    public async Task Where_somebody_wants_it_sent_goes_along_in_the_head_of_each_page()
    {
        var page = await Shop.Visitor().Open("/en/p/drolma-apples?to=beijing");
        foreach (var link in page.Document.QuerySelectorAll("header nav a, header .brand, #basket-link")) link.GetAttribute("href")!.ShouldEndWith("?to=beijing");
        (await Shop.Visitor().Open("/en/p/drolma-apples")).Document.QuerySelector("#basket-link")!.GetAttribute("href").ShouldBe("/en/basket");
    }

    [Fact]
    public async Task Enter_in_a_field_goes_on_and_fills_in_nothing()
    {
        var (_, page) = await AtTheAddress();
        // A browser presses the first button of the form.
        page.Document.QuerySelector("main form button")!.HasAttribute("name").ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_refused_stands_there_for_whoever_comes_back_in_another_language()
    {
        var (guest, page) = await AtTheAddress();
        var refused = await guest.Submit(page, "main form", [new("name", "李雷"), new("tel", "12"), new("address-level1", "四川省"), new("address-level2", "成都市"),
            new("street-address", "天府大道 1 号")]);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);

        page = await guest.Open("/fr/checkout/address");
        (Value(page, "name"), Value(page, "tel"), Value(page, "address-level2")).ShouldBe(("李雷", "12", "成都市"));
        (await guest.Open("/fr/checkout/delivery")).Path.ShouldBe("/fr/checkout/address", "it is kept, and not taken for an address");
    }

    [Fact]
    public async Task What_nobody_sees_is_no_address()
    {
        var (guest, page) = await AtTheAddress();
        var refused = await guest.Submit(page, "main form", [new("name", "\u200B\u200B"), new("tel", "13812345678"), new("address-level1", "\u2060\u3164"),
            new("address-level2", " \uFEFF\u200E"), new("street-address", "\u00AD\u200D\u200C \uFE0F\u2800")]);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        foreach (var field in new[] { "name", "address-level1", "address-level2", "street-address" })
        {
            refused.Document.QuerySelector($"#f-{field}-error").ShouldNotBeNull(field);
            Value(refused, field).ShouldBe("");
        }
    }

    [Theory]
    [InlineData("\uFEFF李\u200B雷\u00AD", "李雷"), InlineData("李雷\u200D", "李雷"), InlineData("Mar\u00ADie\u2060 Curie\u200C", "Marie Curie"), InlineData("李\U000E0041雷", "李雷")]
    [InlineData("👨\u200D👩\u200D👧\u200D👦", "👨\u200D👩\u200D👧\u200D👦"), InlineData("👩🏽\u200D🌾❤\uFE0F\u200D🔥", "👩🏽\u200D🌾❤\uFE0F\u200D🔥"),
        InlineData("می\u200Cخواهم", "می\u200Cخواهم"), InlineData("അവന\u0D4D\u200D", "അവന\u0D4D\u200D"), InlineData("葛\U000E0100城", "葛\U000E0100城")]
    [InlineData("🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", "🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F"), InlineData("བཀྲ་ཤིས།", "བཀྲ་ཤིས།")]
    public async Task Of_what_is_typed_only_what_a_script_or_an_emoji_needs_stays_unseen(string typed, string kept)
    {
        var (guest, page) = await AtTheAddress();
        Value(await guest.Submit(page, "main form", [new("name", typed), new("tel", "12")]), "name").ShouldBe(kept);
    }

    [Fact]
    public async Task Nothing_chosen_is_said_beside_the_list()
    {
        var (guest, page) = await AtTheAddress();
        foreach (var choice in new[] { "", "Atlantis" })
        {
            var refused = await guest.Submit(page, "main form", [new("pick", choice), new("name", "扎西")], "choose=1");
            refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
            refused.Document.QuerySelector("#f-pick-error")!.TextContent.ShouldContain("Choose one from the list first");
            Value(refused, "name").ShouldBe("扎西");
        }
    }

    [Fact]
    public async Task Free_text_wins_over_the_list_and_a_mismatch_warns_and_does_not_block()
    {
        var (guest, page) = await AtTheAddress();
        var delivery = await guest.Submit(page, "main form", [new("name", "李雷"), new("tel", "13812345678"), new("address-level1", "四川省"),
            new("address-level2", "成都市"), new("address-level3", "高新区"), new("street-address", "天府大道 1 号")]);
        delivery.Path.ShouldBe("/en/checkout/delivery");
        delivery.Document.QuerySelector("#doubt")!.TextContent.ShouldContain("We do not find “高新区” in 成都市");
        page = await guest.Open("/en/checkout/address");
        Value(page, "address-level3").ShouldBe("高新区");
        page.Document.QuerySelector("#doubt a")!.GetAttribute("href").ShouldBe("#f-address-level3");
        delivery.Document.QuerySelector("#doubt a")!.GetAttribute("href").ShouldBe("/en/checkout/address#f-address-level3");
    }

    [Fact]
    public async Task A_pasted_address_is_filled_in_and_shown_for_checking()
    {
        var (guest, page) = await AtTheAddress();
        page = await guest.Submit(page, "main form", [new("paste", "张三 13812345678 四川省成都市武侯区人民南路四段 1 号"), new("email", "zhang@example.com")], "split=1");
        page.Document.QuerySelector("#pasted[role=status]")!.TextContent.ShouldContain("Please check each field");
        foreach (var (field, value) in new[] { ("name", "张三"), ("tel", "13812345678"), ("email", "zhang@example.com"), ("address-level1", "四川省"),
            ("address-level2", "成都市"), ("address-level3", "武侯区"), ("street-address", "人民南路四段 1 号") })
            Value(page, field).ShouldBe(value);

        page = await guest.Submit(page, "main form", [new("paste", "Marie Curie, 12 rue de la République, 69002 Lyon, France")], "split=1");
        page.Document.QuerySelector<IHtmlSelectElement>("[name=country]")!.Value.ShouldBe("FR");
        (Value(page, "name"), Value(page, "address-level2"), Value(page, "postal-code")).ShouldBe(("Marie Curie", "Lyon", "69002"));
    }

    [Fact]
    public async Task Of_a_paste_without_a_place_it_is_said_where_it_went()
    {
        var (guest, page) = await AtTheAddress();
        page = await guest.Submit(page, "main form", [new("paste", "张三 13812345678 老地方三号院")], "split=1");
        page.Document.QuerySelector("#pasted")!.TextContent.ShouldContain("did not recognise a province or city");
        Value(page, "street-address").ShouldBe("老地方三号院");
    }

    [Theory, InlineData("", "could not read an address"), InlineData("long", "too long")]
    public async Task A_paste_that_is_none_is_said_beside_it(string pasted, string says)
    {
        var (guest, page) = await AtTheAddress();
        if (pasted == "long") pasted = new string('长', 501);
        var refused = await guest.Submit(page, "main form", [new("paste", pasted), new("name", "李雷")], "split=1");
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Document.QuerySelector("#f-paste-error")!.TextContent.ShouldContain(says);
        refused.Document.QuerySelector("details[open] #f-paste")!.TextContent.ShouldBe(pasted);
        Value(refused, "name").ShouldBe("李雷");
    }

    [Fact]
    public async Task Half_China_and_half_France_gets_a_clear_answer_and_nothing_is_lost()
    {
        var (guest, page) = await AtTheAddress();
        var typed = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["name"] = "Marie 李", ["tel"] = "13812345678", ["address-level1"] = "四川省", ["address-level2"] = "成都市", ["address-level3"] = "武侯区",
            ["address-level4"] = "", ["street-address"] = "12 rue de la République, 69002 Lyon, France", ["postal-code"] = "69002",
        };
        var refused = await guest.Submit(page, "main form", typed);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Document.QuerySelector("#f-country-error")!.TextContent.ShouldContain("Half of this address lies in mainland China");
        foreach (var (field, value) in typed) Value(refused, field).ShouldBe(value);

        var french = await guest.Submit(refused, "main form", [new("country", "FR"), new("email", "marie@example.com")], "change-country=1");
        Value(french, "address-level3").ShouldBe("武侯区", "kept while another country is chosen");
        var still = await guest.Submit(french, "main form");
        still.Document.QuerySelector("#f-country-error").ShouldNotBeNull();
        var delivery = await guest.Submit(still, "main form", [new("address-level1", ""), new("address-level2", "Lyon"), new("tel", "+33 6 12 34 56 78")]);
        delivery.Path.ShouldBe("/en/checkout/delivery");
    }
}
