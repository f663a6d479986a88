using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Storefront.Notices;
using Storefront.Orders;
using Storefront.Orders.Checkout;
using Storefront.Platform;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Orders;

public sealed class GiftsOnSqlite(SqliteShop shop) : GiftRules(shop), IClassFixture<SqliteShop>;
public sealed class GiftsOnPostgres(PostgresShop shop) : GiftRules(shop), IClassFixture<PostgresShop>;

public abstract class GiftRules(Shop shop) : RunsOn(shop)
{
    const string Message = "生日快乐！👨‍👩‍👧‍👦 <b>שלום", TurnsRound = "\u202E";

    static Dictionary<string, string> Gift(string tel) => new(StringComparer.Ordinal)
    {
        ["name"] = "韩梅梅", ["tel"] = "13700001111", ["address-level1"] = "四川省", ["address-level2"] = "成都市", ["street-address"] = "人民南路四段 1 号",
        ["gift"] = "1", ["from-name"] = "李雷", ["from-tel"] = tel, ["from-email"] = "lilei@example.com", ["message"] = Message + TurnsRound,
    };

    async Task<(Visitor Guest, Page Check)> AtTheCheck(string tel)
    {
        var guest = Shop.Visitor();
        await guest.Post("/en/basket/add", ("variant", Buying.Variant("drolma-apples/2500g").ToString()), ("units", "1"));
        var page = await guest.Submit(await guest.Open("/en/checkout/address"), "main form", Gift(tel));
        page.Path.ShouldBe("/en/checkout/delivery");
        page = await guest.Submit(page, "main form");
        return (guest, await guest.Submit(page, "main form"));
    }

    [Fact]
    public async Task A_gift_goes_to_the_receiver_with_the_message_and_without_a_price_and_news_goes_to_the_buyer()
    {
        var tel = Buying.NewTel();
        var (guest, check) = await AtTheCheck(tel);
        check.Document.QuerySelector("#gift")!.TextContent.ShouldContain("A gift for 韩梅梅: no prices in the box");
        var paying = await guest.Submit(check, "form#place", Buying.Ticked);
        var page = await guest.Submit(paying, "main form", button: "choice=pay");
        await Shop.Settle();

        var order = await Shop.Order(page.Path.Split('/', '?')[2]);
        order.Contact.ShouldBe(new("李雷", tel, "lilei@example.com", "en"));
        order.Buyer.ShouldBe(tel, "limits count whoever buys");
        order.Gift.ShouldBe(new Gift("韩梅梅", "13700001111", Message));

        var shown = await guest.Open($"/o/{order.Token}?lang=en");
        shown.Document.QuerySelector("#gift bdi")!.TextContent.ShouldBe(Message, "as text, and turning round nothing beside it");
        shown.Text.ShouldContain("News goes to you: 李雷");
        var notices = await Shop.Db(db => db.Set<Notice>().Where(n => n.OrderId == order.Id).Select(n => n.Recipient).ToListAsync());
        notices.ShouldNotBeEmpty();
        notices.ShouldNotContain("13700001111");

        var (part, farmer, producer) = ((await Shop.Parts(order.Token)).Single().Id, Shop.Visitor(), Seeds.Id("producer/drolma"));
        await farmer.SignIn("drolma");
        (await farmer.Open("/en/farm")).Document.QuerySelector($"li:has([value='{part}'])")!.TextContent.ShouldContain("A gift: mark it packed, print the slip");
        var open = await farmer.Open($"/en/farm/part/{part}?for={producer}");
        open.Text.ShouldContain("A gift: mark it packed, print the slip");
        await farmer.Submit(open, "#weigh");
        var today = await farmer.Open("/en/farm");
        var done = today.Document.QuerySelector($"li.d:has(a[href*='{part}/slip'])")!;
        done.TextContent.ShouldNotContain(", for ", customMessage: "who farms packs for nobody else");
        await Shop.Settle();
        var slip = (await farmer.Open($"/en/farm/part/{part}/slip?for={producer}")).Document.QuerySelector(".slip")!;
        slip.TextContent.ShouldContain("For 韩梅梅");
        slip.TextContent.ShouldContain("A gift from 李雷");
        slip.QuerySelector("blockquote bdi")!.TextContent.ShouldBe(Message);
        slip.TextContent.ShouldNotContain("¥");
        slip.TextContent.ShouldNotContain(tel);
        var label = (await farmer.Open($"/en/farm/part/{part}/labels?for={producer}")).Document.QuerySelector(".label")!.TextContent;
        label.ShouldContain("韩梅梅");
        label.ShouldContain("137 •••• 1111");
    }

    [Theory]
    [InlineData("from-name", "", "Enter your name")]
    [InlineData("from-tel", "12345", "Enter the whole number")]
    [InlineData("from-email", "nobody", "seems incomplete")]
    public async Task What_is_missing_of_the_buyer_is_said_beside_it(string field, string typed, string says)
    {
        var guest = Shop.Visitor();
        await guest.Post("/en/basket/add", ("variant", Buying.Variant("drolma-apples/2500g").ToString()), ("units", "1"));
        var refused = await guest.Submit(await guest.Open("/en/checkout/address"), "main form",
            new Dictionary<string, string>(Gift("13912345678"), StringComparer.Ordinal) { [field] = typed });
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Document.QuerySelector($"details[open] #f-{field}-error")!.TextContent.ShouldContain(says);
        refused.Document.QuerySelector<IHtmlInputElement>("[name=gift]")!.IsChecked.ShouldBeTrue();
        refused.Document.QuerySelector("[name=message]")!.TextContent.ShouldBe(Message);
    }

    [Theory, InlineData(120, true), InlineData(121, false)]
    public void A_card_holds_so_many_characters_as_people_count_them(int count, bool holds)
    {
        var typed = new TypedAddress("CN", "韩梅梅", "13700001111", null, "四川省", "成都市", null, null, "人民南路", null, true, "李雷", "13912345678", null,
            string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", count)));
        TypedAddressRules.FailuresOf(typed).Select(f => f.ErrorMessage).ShouldBe(holds ? [] : ["gift-message-long"]);
        TypedAddressRules.FailuresOf(typed with { Gift = false }).ShouldBeEmpty("what was typed of a gift that is none is kept and not looked at");
    }
}
