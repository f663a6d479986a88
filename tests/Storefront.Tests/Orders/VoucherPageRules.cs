using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.Orders;
using Storefront.Orders.Vouchers;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Orders;

public sealed class VoucherPagesOnSqlite(SqliteShop shop) : VoucherPageRules(shop), IClassFixture<SqliteShop>;
public sealed class VoucherPagesOnPostgres(PostgresShop shop) : VoucherPageRules(shop), IClassFixture<PostgresShop>;

public abstract class VoucherPageRules(Shop shop) : RunsOn(shop)
{
    const string Tree = "zhongde-tree-voucher/harvest";

    static Dictionary<string, string> Contact(string name = "李雷", string tel = "", string email = "") => new(StringComparer.Ordinal) { ["name"] = name, ["tel"] = tel, ["email"] = email };

    async Task<Visitor> With(params string[] variants)
    {
        var guest = Shop.Visitor();
        foreach (var variant in variants) (await guest.Post("/en/basket/add", ("variant", Buying.Variant(variant).ToString()), ("units", "1"))).Status.ShouldBe(HttpStatusCode.OK);
        return guest;
    }

    [Fact]
    public async Task A_voucher_is_bought_without_an_address_and_without_script()
    {
        var guest = await With(Tree);
        var basket = await guest.Open("/en/basket");
        basket.Text.ShouldNotContain("Arrives in");
        basket.Text.ShouldNotContain("/kg");
        var contact = await guest.Open("/en/checkout/address");
        contact.Document.QuerySelectorAll("[name='address-level1'],[name='street-address'],[name='country'],[name='gift']").ShouldBeEmpty();
        contact.Document.QuerySelectorAll(".steps li").Length.ShouldBe(3);
        var payment = await guest.Submit(contact, "main form", Contact(tel: Buying.NewTel()));
        payment.Path.ShouldBe("/en/checkout/payment");
        (await guest.Open("/en/checkout/delivery")).Path.ShouldBe("/en/checkout/payment");
        var check = await guest.Submit(payment, "main form");
        check.Path.ShouldBe("/en/checkout/check");
        check.Text.ShouldContain("Good until 11 November 2027.");
        check.Text.ShouldContain("given back for the full price until 11 December 2027");
        check.Document.QuerySelectorAll("[name='agree-carriers'],[name='agree-perishable']").ShouldBeEmpty("nobody carries anything");
        check.Text.ShouldNotContain("Delivery");

        var paying = await guest.Submit(check, "form#place", Buying.Ticked);
        var order = await guest.Submit(paying, "main form", button: "choice=pay");
        await Shop.Settle();
        order = await guest.Open(order.Path);
        order.Text.ShouldContain("Paid: your vouchers are below");
        order.Text.ShouldNotContain("Arrives");
        var card = await guest.Open(order.Document.QuerySelector("a[href*='/card?']")!.GetAttribute("href")!);
        var code = card.Document.QuerySelector(".gift-card .no")!.TextContent;
        order.Text.ShouldContain(code);
        card.Document.QuerySelectorAll("svg.qr path").Length.ShouldBe(1);
        card.Text.ShouldContain("Xiangcheng", Case.Insensitive);
        card.Answer.Headers.CacheControl!.NoStore.ShouldBeTrue();

        var back = await guest.Submit(order, "form[action*='/back']");
        back.Status.ShouldBe(HttpStatusCode.OK);
        back.Text.ShouldContain("Voucher given back");
        back.Text.ShouldContain("given back");
        (await guest.Submit(order, "form[action*='/back']")).Status.ShouldBe(HttpStatusCode.OK, "pressed twice it is done once");
        var ended = await guest.Open(card.Path);
        ended.Document.QuerySelector("#ended")!.TextContent.ShouldContain("given back");
        ended.Document.QuerySelectorAll(".gift-card, svg.qr, #print").ShouldBeEmpty("nothing that could be printed or passed on as good");
        back.Document.QuerySelector("a[href*='/card?']").ShouldBeNull();
    }

    [Theory]
    [InlineData("", "13812345678", "", "f-name")]
    [InlineData("李雷", "", "", "f-tel")]
    [InlineData("李雷", "12", "", "f-tel")]
    [InlineData("李雷", "", "not an address", "f-email")]
    public async Task A_contact_that_reaches_nobody_is_refused_beside_its_field(string name, string tel, string email, string field)
    {
        var guest = await With(Tree);
        var refused = await guest.Submit(await guest.Open("/en/checkout/address"), "main form", Contact(name, tel, email));
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Document.QuerySelector($"#{field}[aria-invalid=true]").ShouldNotBeNull();
        refused.Document.QuerySelectorAll("[name='street-address']").ShouldBeEmpty();
    }

    [Theory, InlineData("138 1234 5678", ""), InlineData("+33 6 12 34 56 78", ""), InlineData("", "claire@example.org")]
    public async Task A_phone_of_anywhere_or_an_email_is_enough(string tel, string email)
    {
        var guest = await With(Tree);
        (await guest.Submit(await guest.Open("/en/checkout/address"), "main form", Contact("Claire", tel, email))).Path.ShouldBe("/en/checkout/payment");
    }

    [Fact]
    public async Task A_box_beside_it_asks_for_the_address_again_whatever_the_form_says()
    {
        var guest = await With(Tree);
        await guest.Submit(await guest.Open("/en/checkout/address"), "main form", Contact(tel: "13812345678"));
        await guest.Post("/en/basket/add", ("variant", Buying.Variant("tsering-walnuts/1000g").ToString()), ("units", "1"));
        foreach (var step in new[] { "delivery", "payment", "check" }) (await guest.Open($"/en/checkout/{step}")).Path.ShouldBe("/en/checkout/address");
        var tampered = await guest.Post("/en/checkout/address", ("contact-only", "1"), ("name", "李雷"), ("tel", "13812345678"));
        tampered.Path.ShouldBe("/en/checkout/address");
        var address = await guest.Open("/en/checkout/address");
        address.Document.QuerySelector("[name='street-address']").ShouldNotBeNull();
        address.Document.QuerySelector("[name='name']")!.GetAttribute("value").ShouldBe("李雷");
    }

    [Fact]
    public async Task The_product_page_says_what_it_is_what_it_pays_for_and_when_it_goes_back()
    {
        var stay = await Shop.Visitor().Open("/en/p/zhongde-stay");
        stay.Document.QuerySelectorAll("#packs label").Length.ShouldBe(6);
        stay.Document.QuerySelector("#terms")!.TextContent.ShouldContain("7 days before");
        stay.Text.ShouldContain("92%");
        stay.Text.ShouldNotContain("/kg");
        stay.Text.ShouldNotContain("mountain road");
        stay.Document.QuerySelectorAll("script[type='application/ld+json']")
            .ShouldAllBe(s => !s.TextContent.Contains("KGM", StringComparison.Ordinal) && !s.TextContent.Contains("shippingDetails", StringComparison.Ordinal));
        var tree = await Shop.Visitor().Open("/zh/p/zhongde-tree-voucher");
        tree.Document.QuerySelector("#terms")!.TextContent.ShouldContain("2027年12月11日");
        (await Shop.Visitor().Open("/fr/c/visits")).Document.QuerySelectorAll("ul.grid > li").Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_card_of_somebody_elses_order_is_not_there()
    {
        var (one, other) = (await Shop.Buys((Tree, 1)), await Shop.Buys((Tree, 1)));
        await Shop.Pays(one);
        await Shop.Pays(other);
        var foreign = (await Shop.Order(other)).Id;
        var voucher = await Shop.Db(db => db.Vouchers.SingleAsync(v => v.OrderId == foreign));
        (await Shop.Visitor().Open($"/o/{one}/card?voucher={voucher.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Shop.Visitor().Open($"/o/{one}/card?voucher=x")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Shop.Visitor().Post($"/o/{one}/back", ("voucher", voucher.Id.ToString()))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Shop.Db(db => db.Vouchers.SingleAsync(v => v.Id == voucher.Id))).State.ShouldBe(VoucherState.Open);
    }

    [Fact]
    public async Task Nobody_who_is_not_signed_in_sees_where_codes_are_redeemed() =>
        (await Shop.Visitor().Open("/zh/point/vouchers?code=K7Q2-MX5T-9RHD-8")).Path.ShouldContain("sign-in");
}
