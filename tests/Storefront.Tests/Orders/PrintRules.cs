using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Contracts;
using Storefront.Orders;
using Storefront.Orders.Checkout;
using Storefront.Orders.Packing;
using Storefront.Platform.Web;
using Storefront.Platform;
using Storefront.Shipping;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Orders;

public sealed class PrintOnSqlite(SqliteShop shop) : PrintRules(shop), IClassFixture<SqliteShop>;
public sealed class PrintOnPostgres(PostgresShop shop) : PrintRules(shop), IClassFixture<PostgresShop>;

/// <summary>What goes onto paper: pick list, labels, slip.</summary>
public abstract class PrintRules(Shop shop) : RunsOn(shop)
{
    static readonly Guid Drolma = Seeds.Id("producer/drolma");

    /// <param name="kilograms">Of the first line; null as it was sold.</param>
    Task<(Order Order, Guid Part, Visitor Farmer)> Packed(string? kilograms, params (string Variant, int Units)[] bought) => Packed(kilograms, "人民南路四段 1 号", bought);

    async Task<(Order Order, Guid Part, Visitor Farmer)> Packed(string? kilograms, string street, params (string Variant, int Units)[] bought)
    {
        var ready = await Shop.HasCheckout(bought);
        await Shop.Send(new KeepAddress(ready.Basket, new("CN", "李雷", Buying.NewTel(), Level1: "四川省", Level2: "成都市", Level3: "武侯区", Street: street)));
        var token = await Shop.Places(ready with { Shown = await Shop.Sees(ready.Basket) });
        await Shop.Pays(token);
        var (order, part, farmer) = (await Shop.Order(token), (await Shop.Parts(token)).Single().Id, Shop.Visitor());
        await farmer.SignIn("drolma");
        var page = await farmer.Open($"/en/farm/part/{part}?for={Drolma}");
        var weighed = Buying.Variant(bought[0].Variant);
        var line = await Shop.Db(db => db.OrderLines.Where(l => l.OrderId == order.Id && l.VariantId == weighed).Select(l => l.Id).SingleAsync());
        var answer = await farmer.Submit(page, "#weigh", [new($"kg-{line}", kilograms ?? "")]);
        if (answer.Document.QuerySelector("#check") is not null) await farmer.Submit(answer, "#weigh");
        await Shop.Settle();
        return (order, part, farmer);
    }

    static string At(Guid part, string sheet) => $"/en/farm/part/{part}/{sheet}?for={Drolma}";

    [Fact]
    public async Task A_label_a_box_says_where_it_goes_and_nothing_that_is_nobodys_business()
    {
        var (order, part, farmer) = await Packed("4.6", ("drolma-apples/5000g", 1), ("drolma-apples/2500g", 2));
        var page = await farmer.Open(At(part, "labels"));
        page.Status.ShouldBe(HttpStatusCode.OK);
        var labels = page.Document.QuerySelectorAll(".label").Select(l => string.Join(' ', l.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToList();

        labels.Count.ShouldBe(3);
        labels.Select((text, i) => text.Contains($"{i + 1} / 3", StringComparison.Ordinal)).ShouldAllBe(found => found);
        labels.Count(l => l.Contains("4.6 公斤", StringComparison.Ordinal)).ShouldBe(1);
        labels.Count(l => l.Contains("净重2.5 公斤", StringComparison.Ordinal)).ShouldBe(2);
        var waybill = await Shop.Db(db => db.Set<Parcel>().Where(p => p.OrderId == order.Id).Select(p => p.Number).SingleAsync());
        foreach (var label in labels)
        {
            label.ShouldContain("四川省 成都市 武侯区 人民南路四段 1 号", customMessage: "large to small");
            label.ShouldContain("李雷");
            label.ShouldContain($"{order.Contact.Phone![..3]} •••• {order.Contact.Phone[^4..]}");
            label.ShouldNotContain(order.Contact.Phone);
            label.ShouldNotContain("¥");
            label.ShouldContain($"{waybill[..4]} {waybill[5..9]} {waybill[9..11]}{waybill[12..]}");
            label.ShouldContain("采摘");
            label.ShouldContain("存放温度 2～8 ℃");
            label.ShouldContain("卓玛");
        }
        var code = page.Document.QuerySelector("symbol#qr")!;
        var drawn = QrCode.Of($"https://localhost/t/{order.TrackingToken}");
        code.GetAttribute("viewBox").ShouldBe($"0 0 {drawn.Size} {drawn.Size}");
        code.FirstElementChild!.GetAttribute("d").ShouldBe(drawn.Path);
        page.Document.QuerySelectorAll("[style]").ShouldBeEmpty();
        page.Document.QuerySelectorAll("style").Length.ShouldBe(1);
        page.Document.DocumentElement.OuterHtml.ShouldNotContain(order.Token, customMessage: "the order's own link opens what a box must not");
    }

    [Theory, InlineData(20, "to"), InlineData(60, "to long"), InlineData(120, "to longer")]
    public async Task The_longer_the_address_the_smaller_its_letters_so_that_all_of_it_stands_on_the_label(int letters, string size)
    {
        var (_, part, farmer) = await Packed(null, new string('路', letters), ("drolma-apples/2500g", 1));
        var to = (await farmer.Open(At(part, "labels"))).Document.QuerySelector(".label .to")!;
        to.ClassName.ShouldBe(size);
        to.TextContent.ShouldContain(new string('路', letters));
    }

    [Theory]
    [InlineData("zh", "存放温度 2～8\u00A0℃"), InlineData("en", "Keep at 2–8\u00A0°C"), InlineData("fr", "À conserver de\u00A02\u00A0à\u00A08\u00A0°C")]
    public async Task The_slip_says_in_the_buyers_language_how_cool_the_goods_are_kept(string language, string says)
    {
        var (order, part, farmer) = await Packed(null, ("drolma-apples/2500g", 1));
        await Shop.Db(db => db.Orders.Where(o => o.Id == order.Id).ExecuteUpdateAsync(o => o.SetProperty(x => x.Language, language)));
        (await farmer.Open(At(part, "slip"))).Document.QuerySelector(".slip table")!.TextContent.ShouldContain(says);
    }

    [Theory, InlineData("frozen", "≤\u00A0−18\u00A0℃"), InlineData("dairy", "2～6\u00A0℃"), InlineData("dry", null)]
    public async Task How_cool_is_a_matter_of_the_class_of_goods_also_when_they_are_sold_no_longer(string goodsClass, string? says)
    {
        var (_, part, farmer) = await Packed(null, ("drolma-crooked/3000g", 1));
        await Shop.Db(db => db.Listings.Where(l => l.Slug == "drolma-crooked")
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.GoodsClass, goodsClass).SetProperty(x => x.State, ListingState.Ended)));
        try
        {
            var label = (await farmer.Open(At(part, "labels"))).Document.QuerySelector(".label")!.TextContent;
            if (says is null) label.ShouldNotContain("存放温度");
            else label.ShouldContain($"存放温度 {says}");
        }
        finally { await Shop.Db(db => db.Listings.Where(l => l.Slug == "drolma-crooked")
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.GoodsClass, "fresh").SetProperty(x => x.State, ListingState.Live))); }
    }

    [Fact]
    public async Task Boxes_that_were_weighed_together_say_so()
    {
        var (_, part, farmer) = await Packed("9.7", ("drolma-apples/5000g", 2));
        (await farmer.Open(At(part, "labels"))).Document.QuerySelectorAll(".label dd").Count(d => d.TextContent == "2 箱共 9.7\u00A0公斤").ShouldBe(2);
    }

    [Fact]
    public async Task An_address_abroad_reads_from_small_to_large_in_English()
    {
        var (order, part, farmer) = await Packed(null, ("drolma-apples/2500g", 1));
        await Shop.Db(db => db.Orders.Where(o => o.Id == order.Id)
            .ExecuteUpdateAsync(o => o.SetProperty(x => x.Address, new Address("FR", "Rhône", "Lyon", null, null, "3 rue de la Barre", "69002"))
                .SetProperty(x => x.Contact, new Contact("Marie Chen", "+33612345678", null, "fr")).SetProperty(x => x.Language, "fr")));
        var label = (await farmer.Open(At(part, "labels"))).Document.QuerySelector(".label")!;
        label.QuerySelector(".to p:first-child")!.TextContent.ShouldBe("Marie Chen +33 •••• 5678");
        label.QuerySelector(".to p:last-child")!.InnerHtml.ShouldBe("3 rue de la Barre<br>69002 Lyon Rhône<br>France");
        label.TextContent.ShouldContain("Net weight");

        var slip = (await farmer.Open(At(part, "slip"))).Document.QuerySelector(".slip")!;
        slip.GetAttribute("lang").ShouldBe("fr");
        slip.TextContent.ShouldContain("Pour Marie Chen");
    }

    [Fact]
    public async Task The_slip_says_what_is_in_the_box_in_the_buyers_language_and_no_price()
    {
        var (order, part, farmer) = await Packed("4.6", ("drolma-apples/5000g", 1));
        var slip = (await farmer.Open(At(part, "slip"))).Document.QuerySelector(".slip")!.TextContent;
        slip.ShouldContain(order.Number);
        slip.ShouldContain("李雷 收");
        slip.ShouldContain("4.6\u00A0公斤");
        slip.ShouldContain("卖出 5\u00A0公斤，差价已退");
        slip.ShouldNotContain("¥");
    }

    [Fact]
    public async Task Door_and_name_are_the_packers_business_only_while_the_packed_box_is_there()
    {
        var token = await Shop.Buys(("drolma-apples/2500g", 1));
        await Shop.Pays(token);
        var part = (await Shop.Parts(token)).Single().Id;
        var (farmer, tashi) = (Shop.Visitor(), Shop.Visitor());
        await farmer.SignIn("drolma");
        await tashi.SignIn("tashi");
        foreach (var (state, said) in new[] { (Fulfilment.Allocated, "press “Packed” first"), (Fulfilment.Dispatched, "before a truck takes the boxes"),
            (Fulfilment.Delivered, "before a truck takes the boxes") })
        {
            await Shop.Db(db => db.SellerOrders.Where(s => s.Id == part).ExecuteUpdateAsync(s => s.SetProperty(x => x.Fulfilment, state)));
            foreach (var sheet in new[] { "labels", "slip" })
            {
                var refused = await farmer.Open(At(part, sheet));
                refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, $"{state} {sheet}");
                refused.Text.ShouldContain(said);
                refused.Document.QuerySelectorAll("#weigh").Length.ShouldBe(state == Fulfilment.Allocated ? 1 : 0, "Packed can be pressed there");
                refused.Text.ShouldNotContain("人民南路");
            }
        }
        await Shop.Db(db => db.SellerOrders.Where(s => s.Id == part).ExecuteUpdateAsync(s => s.SetProperty(x => x.Fulfilment, Fulfilment.Packed)));
        (await farmer.Open(At(part, "labels"))).Status.ShouldBe(HttpStatusCode.OK);
        (await tashi.Open(At(part, "labels"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await tashi.Open($"/en/farm/part/{part}/labels?for={Seeds.Id("producer/tashi")}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Shop.Visitor().Open(At(part, "labels"))).Path.ShouldStartWith("/en/sign-in");
    }

    [Fact]
    public async Task The_pick_list_sums_what_waits_for_each_producer_acted_for()
    {
        var (farmer, point) = (Shop.Visitor(), Shop.Visitor());
        await farmer.SignIn("drolma");
        await point.SignIn("point");
        var before = Boxes(await farmer.Open("/en/farm/pick"), Drolma);
        foreach (var bought in new[] { 2, 1 }) await Shop.Pays(await Shop.Buys(("drolma-apples/5000g", bought), ("tashi-apples/3000g", 1)));
        var unpaid = await Shop.Buys(("drolma-apples/5000g", 2));

        var page = await farmer.Open("/en/farm/pick");
        Boxes(page, Drolma).ShouldBe(before + 3);
        page.Document.QuerySelectorAll(".list").Length.ShouldBe(1, "only her own");
        page.Document.QuerySelectorAll(".picks tbody tr").Select(r => r.QuerySelector("td")!.TextContent)
            .Sum(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(before + 3, "the foot is the sum of the rows");

        var lists = await point.Open("/en/farm/pick");
        Boxes(lists, Drolma).ShouldBe(before + 3);
        lists.Document.QuerySelectorAll(".list").Length.ShouldBeGreaterThanOrEqualTo(1);
        (await farmer.Open($"/en/farm/pick?for={Seeds.Id("producer/tashi")}")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Shop.Order(unpaid)).State.ShouldBe(OrderState.Placed);

        static int Boxes(Page page, Guid producer) =>
            page.Document.QuerySelector($"section[aria-labelledby='l-{producer}'] tfoot td") is { } sum ? int.Parse(sum.TextContent, System.Globalization.CultureInfo.InvariantCulture) : 0;
    }
}

public sealed class QrCodeTests
{
    [Fact]
    public void Four_quiet_squares_lie_around_the_code_and_its_corners_are_finders()
    {
        var code = QrCode.Of("https://shop.example/t/AAAAAAAAAAAAAAAAAAAAAA");
        var dark = new HashSet<(int X, int Y)>();
        foreach (var run in code.Path.Split('z', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = run[1..].Split(' ', 'h', 'v', 'H');
            for (var i = 0; i < int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture); i++) dark.Add((int.Parse(parts[0],
                System.Globalization.CultureInfo.InvariantCulture) + i, int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)));
        }
        dark.ShouldAllBe(d => d.X >= 4 && d.Y >= 4 && d.X < code.Size - 4 && d.Y < code.Size - 4);
        foreach (var (x, y) in new[] { (4, 4), (code.Size - 11, 4), (4, code.Size - 11) })
            for (var i = 0; i < 7; i++) new[] { (x + i, y), (x + i, y + 6), (x, y + i), (x + 6, y + i) }.ShouldAllBe(edge => dark.Contains(edge));
    }
}
