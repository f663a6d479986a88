using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Contracts;
using Storefront.Orders;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Orders;

public sealed class FapiaoOnSqlite(SqliteShop shop) : FapiaoRules(shop), IClassFixture<SqliteShop>;
public sealed class FapiaoOnPostgres(PostgresShop shop) : FapiaoRules(shop), IClassFixture<PostgresShop>;

public abstract class FapiaoRules(Shop shop) : RunsOn(shop)
{
    static readonly Dictionary<string, string> Company = new(StringComparer.Ordinal) { ["fapiao-title"] = "深圳市腾讯计算机系统有限公司",
        ["fapiao-number"] = "9144 0300 7152 6726 xg", ["fapiao-email"] = "Books@Example.com" };

    [Fact]
    public async Task The_rate_of_the_category_is_frozen_with_the_order_and_the_receipt_says_the_tax()
    {
        await Shop.Db(db => db.Categories.Where(c => c.Slug == "spices").ExecuteUpdateAsync(c => c.SetProperty(x => x.TaxRate, 900)));
        var token = await Shop.Buys(("aga-pepper/50g", 2), ("tsering-walnuts/500g", 1));
        await Shop.Pays(token);
        await Shop.Db(db => db.Categories.Where(c => c.Slug == "spices").ExecuteUpdateAsync(c => c.SetProperty(x => x.TaxRate, 1300)));

        var order = await Shop.Order(token);
        var lines = await Shop.Db(db => db.OrderLines.AsNoTracking().Where(l => l.OrderId == order.Id).OrderByDescending(l => l.TaxRate).ToListAsync());
        lines.Select(l => l.TaxRate).ShouldBe([900, 0], "what farmers grow has none unless the category says");
        var tax = new Money((long)Math.Round(lines[0].Paid.Fen * 900m / 10_900, MidpointRounding.AwayFromZero));
        var receipt = await Shop.Visitor().Open($"/o/{token}/receipt?lang=en");
        receipt.Text.ShouldContain(FormattableString.Invariant($"Of it tax at 9 %: ¥{tax.Fen / 100m:N2}"));
        receipt.Document.QuerySelectorAll("[id^=tax-]").Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_fapiao_is_asked_for_on_the_order_page_changed_until_it_is_sent_and_seen_by_the_office()
    {
        var token = await Shop.Buys(("tsering-walnuts/500g", 1));
        var guest = Shop.Visitor();
        (await guest.Open($"/o/{token}?lang=en")).Document.QuerySelector("#fapiao").ShouldBeNull("nothing is paid yet");
        await Shop.Pays(token);
        var page = await guest.Submit(await guest.Open($"/o/{token}?lang=en"), "#fapiao form", Company);
        page.Document.QuerySelector("#fapiao")!.TextContent.ShouldContain("the office will see to it");
        page = await guest.Submit(page, "#fapiao form", [new("fapiao-title", "<b>李雷</b>"), new("fapiao-number", ""), new("fapiao-email", "Ｂｏｏｋｓ＠Example.com")]);
        var order = await Shop.Order(token);
        var kept = await Shop.Db(db => db.Fapiaos.AsNoTracking().SingleAsync(f => f.OrderId == order.Id));
        (kept.Title, kept.TaxNumber, kept.Email).ShouldBe(("<b>李雷</b>", null, "books@example.com"));

        var office = Shop.Visitor();
        await office.SignIn("office");
        var list = await office.Open("/en/office/fapiaos");
        var card = $"section[aria-labelledby='f-{order.Id}']";
        list.Document.QuerySelector(card)!.TextContent.ShouldContain("<b>李雷</b>");
        list.Document.QuerySelector(card)!.TextContent.ShouldContain(order.Number);
        list = await office.Submit(list, $"{card} form");
        list.Document.QuerySelector("[role=status]")!.TextContent.ShouldContain("Noted");

        var late = await guest.Submit(page, "#fapiao form", Company);
        late.Status.ShouldBe(HttpStatusCode.Conflict);
        late.Document.QuerySelector("#errors")!.TextContent.ShouldContain("sent already");
        late.Document.QuerySelector("#fapiao")!.TextContent.ShouldContain("To books@example.com.");
    }

    [Theory]
    [InlineData("fapiao-title", " ", "Say whom"), InlineData("fapiao-number", "9144030071526726XH", "the last one checks"),
        InlineData("fapiao-email", "", "Enter the e-mail"), InlineData("fapiao-email", "nobody", "seems incomplete"),
        InlineData("fapiao-email", "books@example..com", "seems incomplete")]
    public async Task What_is_wrong_is_said_beside_it_and_nothing_is_lost(string field, string typed, string says)
    {
        var token = await Shop.Buys(("tsering-walnuts/500g", 1));
        await Shop.Pays(token);
        var guest = Shop.Visitor();
        var refused = await guest.Submit(await guest.Open($"/o/{token}?lang=en"), "#fapiao form", new Dictionary<string, string>(Company, StringComparer.Ordinal) { [field] = typed });
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Document.QuerySelector($"details[open] #f-{field}-error")!.TextContent.ShouldContain(says);
        foreach (var (name, value) in Company) refused.Document.QuerySelector<IHtmlInputElement>($"[name={name}]")!.Value.ShouldBe(name == field ? typed : value);
        var order = await Shop.Order(token);
        (await Shop.Db(db => db.Fapiaos.CountAsync(f => f.OrderId == order.Id))).ShouldBe(0);
    }

    [Fact]
    public async Task Only_the_office_sees_the_list()
    {
        var farmer = Shop.Visitor();
        await farmer.SignIn("drolma");
        (await farmer.Open("/en/office/fapiaos")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }
}
