using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Storefront.Community;
using Storefront.Contracts;
using Storefront.Notices;
using Storefront.Orders;
using Storefront.Orders.Packing;
using Storefront.Payments;
using Storefront.Payments.Ledger;
using Storefront.Platform;
using Storefront.Shipping;
using Storefront.Tests.Fixture;
using Storefront.Tests.Payments;

namespace Storefront.Tests.Orders;

public sealed class WeighingOnSqlite(SqliteShop shop) : WeighingRules(shop), IClassFixture<SqliteShop>;
public sealed class WeighingOnPostgres(PostgresShop shop) : WeighingRules(shop), IClassFixture<PostgresShop>;

public abstract class WeighingRules(Shop shop) : RunsOn(shop)
{
    static readonly Guid Drolma = Seeds.Id("producer/drolma");

    async Task<(string Token, Guid Part, List<OrderLine> Lines)> Paid(params (string Variant, int Units)[] lines)
    {
        var token = await Shop.Buys(lines);
        await Shop.Pays(token);
        return (token, (await Shop.Parts(token)).Single().Id, await Lines(token));
    }

    async Task<List<OrderLine>> Lines(string token)
    {
        var order = await Shop.Order(token);
        return await Shop.Db(db => db.OrderLines.AsNoTracking().Where(l => l.OrderId == order.Id).OrderBy(l => l.Id).ToListAsync());
    }

    Task<List<Storefront.Orders.Refund>> RefundsOf(Guid order) => Shop.Db(db => db.Set<Storefront.Orders.Refund>().AsNoTracking().Where(r => r.OrderId == order).ToListAsync());

    async Task<Visitor> Farmer(string name = "drolma")
    {
        var farmer = Shop.Visitor();
        await farmer.SignIn(name);
        return farmer;
    }

    static string At(Guid part, string language = "en") => $"/{language}/farm/part/{part}?for={Drolma}";

    static Dictionary<string, string> Typed(params (OrderLine Line, string Kilograms)[] weights) => weights.ToDictionary(w => $"kg-{w.Line.Id}", w => w.Kilograms, StringComparer.Ordinal);

    [Fact]
    public async Task What_is_missing_goes_back_by_itself_once_and_the_farmer_has_seen_it_before()
    {
        var (token, part, lines) = await Paid(("drolma-apples/5000g", 1));
        var (farmer, line, order) = (await Farmer(), lines[0], await Shop.Order(token));
        var back = new Money((long)Math.Round(line.Paid.Fen * 400m / 5000m, MidpointRounding.AwayFromZero));
        var said = back.Fen / 100m;

        var today = await farmer.Open("/en/farm");
        var page = await farmer.Open(today.Document.QuerySelector($"ul.pack a[href*='{part}']")!.GetAttribute("href")!);
        var check = await farmer.Submit(page, "#weigh", Typed((line, "４．６ 公斤")));
        check.Text.ShouldContain($"4.6 kg instead of 5 kg, ¥{said:0.00} back");
        check.Text.ShouldContain("Nothing has gone back yet");
        check.Document.QuerySelector($"#f-kg-{line.Id}")!.GetAttribute("value").ShouldBe("４．６ 公斤");
        (await Shop.Parts(token)).Single().Fulfilment.ShouldBe(Fulfilment.Allocated);
        (await RefundsOf(order.Id)).ShouldBeEmpty();

        var packed = await farmer.Submit(check, "#weigh");
        packed.Status.ShouldBe(HttpStatusCode.OK);
        packed.Text.ShouldContain($"sold as 5 kg, ¥{said:0.00} back to the buyer");
        // Once more, as a slow phone does.
        var again = await farmer.Submit(check, "#weigh");
        (again.Status, again.Path).ShouldBe((packed.Status, packed.Path));
        // Other weights are another matter, and so are none.
        var other = await farmer.Submit(check, "#weigh", Typed((line, "4.5")));
        other.Status.ShouldBe(HttpStatusCode.Conflict);
        other.Text.ShouldContain("packed already, with other weights");
        (await farmer.Submit(today, $"form:has(input[value='{part}'])")).Status.ShouldBe(HttpStatusCode.Conflict);
        await Shop.Settle();

        line = (await Lines(token)).Single();
        (line.Packed, line.Returned).ShouldBe((new Mass(4600), back));
        var refund = (await RefundsOf(order.Id)).ShouldHaveSingleItem();
        (refund.Amount, refund.Reason).ShouldBe((back, "underweight"));
        refund.DoneAt.ShouldNotBeNull();
        (await Shop.Order(token)).PaymentState.ShouldBe(PaymentState.PartlyRefunded);

        // The buyer reads why, on the order's page and in a message.
        var seen = await Shop.Visitor().Open($"/o/{token}?lang=en");
        seen.Text.ShouldContain($"Packed 4.6 kg instead of 5 kg: ¥{said:0.00} goes back");
        var notice = (await Shop.Db(db => db.Set<Notice>().AsNoTracking().Where(n => n.OrderId == order.Id && n.Topic == Topic.Underweight).ToListAsync())).ShouldHaveSingleItem();
        notice.Body.ShouldContain($"{said:0.00}");

        // One weight for all: the parcel, the figures, the farmer's earnings.
        (await Shop.Db(db => db.Set<Parcel>().Where(p => p.OrderId == order.Id).Select(p => p.Gross.Grams).SingleAsync())).ShouldBe(line.Gross.Grams - 400);
        var counted = await Shop.Db(db => db.Set<Counted>().AsNoTracking().SingleAsync(c => c.Id == line.Id));
        (counted.Mass, counted.Paid).ShouldBe((new Mass(4600), line.Paid - back));
        (await Shop.Balance(order.Id, Account.Producers, Drolma)).ShouldBe(Money.Zero - PriceSplit.Of(line.Paid - back).Producer);
        (await Shop.Balance(order.Id, Account.Refunds)).ShouldBe(Money.Zero);
        (await Shop.LedgerOf(order.Id)).GroupBy(l => l.PostingId).ShouldAllBe(p => p.Sum(l => l.Amount) == Money.Zero);
        check.Text.ShouldContain($"¥{(PriceSplit.Of(line.Paid).Producer - PriceSplit.Of(line.Paid - back).Producer).Fen / 100m:0.00} comes off your earnings",
            customMessage: "what the farmer was told is what the ledger took");
    }

    [Fact]
    public async Task Of_two_phones_that_weigh_at_once_one_counts()
    {
        var (token, part, lines) = await Paid(("drolma-apples/5000g", 1));
        var (one, other) = (await Farmer(), await Farmer());
        var checks = new[]
        {
            (Who: one, Page: await one.Submit(await one.Open(At(part)), "#weigh", Typed((lines[0], "4.6")))),
            (Who: other, Page: await other.Submit(await other.Open(At(part)), "#weigh", Typed((lines[0], "4.2")))),
        };
        var answers = await Task.WhenAll(checks.Select(c => c.Who.Submit(c.Page, "#weigh")));
        answers.Select(a => a.Status).ShouldBe([HttpStatusCode.OK, HttpStatusCode.Conflict], ignoreOrder: true);
        await Shop.Settle();

        var (order, line) = (await Shop.Order(token), (await Lines(token)).Single());
        line.Packed.Grams.ShouldBeOneOf(4600, 4200);
        (await RefundsOf(order.Id)).ShouldHaveSingleItem().Amount.ShouldBe(line.Returned);
        line.Returned.ShouldBe(Weighing.Back(line.Paid, new(5000), line.Packed, 2));
    }

    [Theory]
    [InlineData("4.9", 4900), InlineData("4,95", 4950), InlineData("5", 5000), InlineData("5.2 kg", 5200), InlineData("", 5000), InlineData("７.5", 7500)]
    public async Task Within_the_tolerance_and_above_costs_nothing_and_the_weight_counts(string typed, long grams)
    {
        var (token, part, lines) = await Paid(("drolma-apples/5000g", 1));
        var farmer = await Farmer();
        (await farmer.Submit(await farmer.Open(At(part)), "#weigh", Typed((lines[0], typed)))).Status.ShouldBe(HttpStatusCode.OK);
        await Shop.Settle();

        var (order, line) = (await Shop.Order(token), (await Lines(token)).Single());
        (await Shop.Parts(token)).Single().Fulfilment.ShouldBe(Fulfilment.Packed);
        (line.Packed.Grams, line.Returned).ShouldBe((grams, Money.Zero));
        (await RefundsOf(order.Id)).ShouldBeEmpty();
        (await Shop.Db(db => db.Set<Notice>().CountAsync(n => n.OrderId == order.Id && n.Topic == Topic.Underweight))).ShouldBe(0);
        (await Shop.Db(db => db.Set<Counted>().Where(c => c.Id == line.Id).Select(c => c.Mass.Grams).SingleAsync())).ShouldBe(grams);
        (await Shop.Db(db => db.Set<Parcel>().Where(p => p.OrderId == order.Id).Select(p => p.Gross.Grams).SingleAsync())).ShouldBe(line.Gross.Grams + grams - 5000);
    }

    [Theory]
    [InlineData("0"), InlineData("46"), InlineData("4600"), InlineData("0.46"), InlineData("-4"), InlineData("heavy"), InlineData("9.2 斤"), InlineData("4.60001"),
        InlineData("4.6.0"), InlineData("99999999999999999999999999999")]
    public async Task A_weight_that_cannot_be_is_refused_beside_its_field(string typed)
    {
        var (token, part, lines) = await Paid(("drolma-apples/5000g", 1));
        var farmer = await Farmer();
        var refused = await farmer.Submit(await farmer.Open(At(part)), "#weigh", Typed((lines[0], typed)));

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Document.QuerySelector($"#f-kg-{lines[0].Id}-error").ShouldNotBeNull();
        refused.Document.QuerySelector($"#f-kg-{lines[0].Id}")!.GetAttribute("value").ShouldBe(typed);
        (await farmer.Open($"{At(part)}&kg-{lines[0].Id}={Uri.EscapeDataString(typed)}")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity, "nor in an address");
        (await Shop.Parts(token)).Single().Fulfilment.ShouldBe(Fulfilment.Allocated);
        (await RefundsOf((await Shop.Order(token)).Id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_sum_than_was_shown_is_shown_again()
    {
        var (token, part, lines) = await Paid(("drolma-apples/5000g", 1));
        var farmer = await Farmer();
        var check = await farmer.Submit(await farmer.Open(At(part)), "#weigh", Typed((lines[0], "4.6")));
        var lighter = await farmer.Submit(check, "#weigh", Typed((lines[0], "4.0")));
        lighter.Text.ShouldContain("4 kg instead of 5 kg");
        (await Shop.Parts(token)).Single().Fulfilment.ShouldBe(Fulfilment.Allocated);
        (await farmer.Submit(lighter, "#weigh", [new("agreed", "1")])).Text.ShouldContain("Nothing has gone back yet");
        (await RefundsOf((await Shop.Order(token)).Id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Several_lines_are_one_refund_and_the_rest_of_the_order_can_still_go_back_whole()
    {
        var token = await Shop.Buys(("drolma-apples/5000g", 2), ("drolma-apples/2500g", 1), ("tsering-walnuts/1000g", 1));
        await Shop.Pays(token);
        var (order, part) = (await Shop.Order(token), (await Shop.Parts(token)).Single(p => p.ProducerId == Drolma));
        var lines = (await Lines(token)).Where(l => l.SellerOrderId == part.Id).ToList();
        var farmer = await Farmer();
        var check = await farmer.Submit(await farmer.Open(At(part.Id)), "#weigh", Typed([.. lines.Select(l => (l, l.Units == 2 ? "9,2" : "2.2"))]));
        await farmer.Submit(check, "#weigh");
        await Shop.Settle();

        lines = [.. (await Lines(token)).Where(l => l.SellerOrderId == part.Id)];
        lines.Select(l => l.Packed.Grams).ShouldBe([9200, 2200], ignoreOrder: true);
        (await RefundsOf(order.Id)).ShouldHaveSingleItem().Amount.ShouldBe(lines.Sum(l => l.Returned));

        var rest = (await Shop.Parts(token)).Single(p => p.ProducerId != Drolma);
        await Shop.Send(new Storefront.Orders.OrderPage.CancelOrder(token, rest.Id));
        await Shop.Settle();
        (await RefundsOf(order.Id)).Sum(r => r.Amount).ShouldBe(lines.Sum(l => l.Returned) + rest.Goods);
        (await Shop.Balance(order.Id, Account.Clearing)).ShouldBe(order.Total - lines.Sum(l => l.Returned) - rest.Goods);
    }

    [Fact]
    public async Task Who_may_not_pack_it_may_not_weigh_it_and_a_service_point_does_for_its_farmer()
    {
        var (token, part, lines) = await Paid(("drolma-apples/5000g", 1));
        var tashi = await Farmer("tashi");
        (await tashi.Open(At(part))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await tashi.Open($"/en/farm/part/{part}?for={Seeds.Id("producer/tashi")}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await tashi.Open("/en/farm/part/nonsense?for=nonsense")).Status.ShouldBe(HttpStatusCode.NotFound);

        var point = await Farmer("point");
        var page = await point.Open(At(part));
        page.Document.QuerySelector(".acting")!.TextContent.ShouldContain("Drolma");
        await point.Submit(await point.Submit(page, "#weigh", Typed((lines[0], "4.6"))), "#weigh");
        var packed = (await Shop.Parts(token)).Single();
        (packed.ActedBy, packed.ActedFor).ShouldBe((Seeds.Id("person/point"), Drolma));
        (await Lines(token)).Single().Packed.Grams.ShouldBe(4600);
    }
}

/// <summary>Whatever the scale says: to the fen, and never more than was paid.</summary>
public sealed class WeighingLaws
{
    static readonly Gen<(Money Paid, Mass Sold, Mass Packed)> Weighed =
        Gen.Choose(0, 5_000_00).SelectMany(paid => Gen.Choose(1, 2_000_000)
            .SelectMany(sold => Gen.Choose(1, sold + sold / 2).Select(packed => (new Money(paid), new Mass(sold), new Mass(packed)))));

    static void Always((Money Paid, Mass Sold, Mass Packed) weighed, bool holds, string law) => holds.ShouldBeTrue($"{law}: {weighed}");

    [Fact]
    public void What_goes_back_is_the_share_that_is_missing() => Check.QuickThrowOnFailure(Prop.ForAll(Weighed.ToArbitrary(), w =>
    {
        var back = Weighing.Back(w.Paid, w.Sold, w.Packed, 0);
        var exact = (decimal)w.Paid.Fen * Math.Max(0, (w.Sold - w.Packed).Grams) / w.Sold.Grams;
        Always(w, Math.Abs(back.Fen - exact) <= 0.5m, "to the fen");
        Always(w, back >= Money.Zero && back <= w.Paid, "never more than was paid");
        Always(w, w.Packed < w.Sold || back == Money.Zero, "more costs nothing");
    }));

    [Fact]
    public void A_lighter_box_never_gives_less_back() => Check.QuickThrowOnFailure(Prop.ForAll(Weighed.ToArbitrary(), w =>
    {
        if (w.Packed.Grams < 2) return;
        var lighter = w.Packed - new Mass(1 + w.Packed.Grams / 7);
        Always(w, Weighing.Back(w.Paid, w.Sold, lighter, 2) >= Weighing.Back(w.Paid, w.Sold, w.Packed, 2), "monotone");
    }));

    [Theory]
    [InlineData(5000, 4900, 0), InlineData(5000, 4899, 137), InlineData(5000, 4600, 544), InlineData(5000, 5000, 0), InlineData(5000, 5600, 0), InlineData(1, 1, 0)]
    public void Beyond_the_tolerance_all_that_is_missing_counts(long sold, long packed, long back) => Weighing.Back(new(6800), new(sold), new(packed), 2).ShouldBe(new Money(back));
}
