using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Storefront.Community;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Shipping;
using Storefront.Notices;
using Storefront.Orders;
using Storefront.Orders.Claims;
using Storefront.Orders.OrderPage;
using Storefront.Payments;
using Storefront.Tests.Catalog;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Orders;

public sealed class ClaimsOnSqlite(SqliteShop shop) : ClaimRules(shop), IClassFixture<SqliteShop>;
public sealed class ClaimsOnPostgres(PostgresShop shop) : ClaimRules(shop), IClassFixture<PostgresShop>;

public sealed class ClaimWorth
{
    [Fact]
    public void Boxes_claimed_one_by_one_come_to_what_was_paid_for_them() => Prop.ForAll(
        ArbMap.Default.ArbFor<PositiveInt>(), ArbMap.Default.ArbFor<PositiveInt>(), (paid, sold) =>
            Enumerable.Range(0, sold.Get).Sum(before => ClaimLine.Worth(new(paid.Get), sold.Get, before, 1).Fen) == paid.Get).QuickCheckThrowOnFailure();
}

public abstract class ClaimRules(Shop shop) : RunsOn(shop)
{
    const string Small = "tashi-apples/3000g";
    static readonly PhotoSent NoPhoto = new(null, null, null, null);
    static PhotoSent Photo => new(null, null, null, Samples.Jpeg(800, 600, "GPS"));

    sealed record Bought(string Token, Order Order, SellerOrder Part, OrderLine Line);

    async Task<Bought> Delivered(string variant, int units)
    {
        var token = await Shop.Buys((variant, units));
        await Shop.Pays(token);
        var (order, part) = (await Shop.Order(token), (await Shop.Parts(token)).Single());
        await Shop.Tells(new ParcelsDelivered(order.Id, part.Id, Shop.Clock.Now, "photo"));
        return new(token, order, (await Shop.Parts(token)).Single(), await Shop.Db(db => db.OrderLines.AsNoTracking().SingleAsync(l => l.OrderId == order.Id)));
    }

    static MakeClaim Asked(Bought bought, int units = 1, ClaimWish wish = ClaimWish.Refund) =>
        new(Guid.CreateVersion7(), bought.Token, bought.Part.Id, ClaimKind.Bruised, wish, [new(bought.Line.Id, units)], null, Photo);

    /// <summary>As many boxes as are dearer together than the rule grants.</summary>
    async Task<Bought> DearlyDelivered()
    {
        var price = (await Shop.Send(new DescribeVariants([Buying.Variant(Small)]))).Single().Price;
        await Shop.HasStock(Small, 500);
        return await Delivered(Small, (int)(5000 / price.Fen * 2) + 2);
    }

    async Task IsRefused(MakeClaim asked, string code) => (await Should.ThrowAsync<Refusal>(() => Shop.Send(asked))).Code.ShouldBe(code);

    [Fact]
    public async Task A_small_claim_is_granted_at_once_and_the_money_goes_back_once()
    {
        var bought = await Delivered(Small, 2);
        var asked = Asked(bought);
        (await Shop.Send(asked)).ShouldBe(ClaimState.Refunded);
        (await Shop.Send(asked)).ShouldBe(ClaimState.Refunded, "pressed twice");
        await Shop.Settle();

        var refund = await Shop.Db(db => db.Set<Storefront.Orders.Refund>().AsNoTracking().SingleAsync(r => r.OrderId == bought.Order.Id));
        (refund.Amount, refund.Reason).ShouldBe((new Money(bought.Line.Paid.Fen / 2), "claim"));
        refund.DoneAt.ShouldNotBeNull();
        (await Shop.Order(bought.Token)).PaymentState.ShouldBe(PaymentState.PartlyRefunded);
        (await Shop.Db(db => db.Ledger.Where(l => l.OrderId == bought.Order.Id).SumAsync(l => l.Amount.Fen))).ShouldBe(0);
        (await Shop.Visitor().Open($"/o/{bought.Token}?lang=en")).Text.ShouldContain("Bruised or bad, boxes: 1");
    }

    [Fact]
    public async Task A_form_that_is_changed_and_comes_back_is_not_answered_as_taken()
    {
        var bought = await Delivered(Small, 3);
        var asked = Asked(bought);
        await Shop.Send(asked);
        await IsRefused(asked with { Lines = [new(bought.Line.Id, 2)] }, "claim-stands");
        await IsRefused(asked with { Kind = ClaimKind.Wrong }, "claim-stands");
        await IsRefused(asked with { Wish = ClaimWish.Replacement }, "claim-stands");
        await IsRefused(asked with { Note = "two more are bad" }, "claim-stands");
        await IsRefused(asked with { Photo = new(null, null, null, Samples.Jpeg(900, 600, "another")) }, "claim-stands");
        (await Shop.Send(asked with { Photo = NoPhoto, Note = " " })).ShouldBe(ClaimState.Refunded, "a photo that a browser did not send again takes none away");
    }

    [Fact]
    public async Task What_was_changed_and_refused_is_a_claim_of_its_own_when_it_is_sent_once_more()
    {
        var bought = await Delivered(Small, 3);
        var visitor = Shop.Visitor();
        var form = await visitor.Open($"/o/{bought.Token}/claim?lang=en&part={bought.Part.Id}");
        await visitor.Submit(form, "#claim", [new("kind", "missing"), new($"units-{bought.Line.Id}", "1")]);
        var refused = await visitor.Submit(form, "#claim", [new("kind", "missing"), new($"units-{bought.Line.Id}", "2")]);
        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        refused.Text.ShouldContain("What you changed is not sent yet");
        (await visitor.Submit(refused, "#claim", [])).Text.ShouldContain("Missing, boxes: 2");
        (await Shop.Db(db => db.Claims.CountAsync(c => c.OrderId == bought.Order.Id))).ShouldBe(2);
    }

    [Fact]
    public async Task A_form_that_another_order_has_sent_claims_nothing()
    {
        var (mine, other) = (await Delivered(Small, 2), await Delivered(Small, 2));
        var asked = Asked(mine);
        await Shop.Send(asked);
        await IsRefused(Asked(other) with { ClaimId = asked.ClaimId }, "not-found");
    }

    [Fact]
    public async Task What_is_above_the_rules_sum_waits_for_the_office_which_grants_it()
    {
        var bought = await DearlyDelivered();
        (await Shop.Send(Asked(bought, bought.Line.Units))).ShouldBe(ClaimState.Open);
        (await Shop.Db(db => db.Set<Storefront.Orders.Refund>().CountAsync(r => r.OrderId == bought.Order.Id))).ShouldBe(0);

        var office = Shop.Visitor();
        await office.SignIn("office");
        var page = await office.Open("/en/office/claims");
        page.Text.ShouldContain(bought.Order.Number);
        var done = await office.Submit(page, $"form:has(input[value='{await ClaimOf(bought)}'])", button: "grant=refund");
        done.Text.ShouldContain("The buyer is told");
        await Shop.Settle();
        (await Shop.Order(bought.Token)).PaymentState.ShouldBe(PaymentState.Refunded);
        (await Shop.Db(db => db.Claims.AsNoTracking().SingleAsync(c => c.OrderId == bought.Order.Id))).DecidedBy.ShouldNotBeNull();
    }

    [Fact]
    public async Task Small_claims_of_one_order_add_up_to_the_rules_sum_and_no_further()
    {
        var bought = await DearlyDelivered();
        var states = new List<ClaimState>();
        for (var box = 0; box < bought.Line.Units; box++) states.Add(await Shop.Send(Asked(bought)));
        await Shop.Settle();
        states.ShouldContain(ClaimState.Open);
        (await Shop.Db(db => db.Set<Storefront.Orders.Refund>().Where(r => r.OrderId == bought.Order.Id).SumAsync(r => r.Amount.Fen))).ShouldBeInRange(1, 5000);
        await IsRefused(Asked(bought), "claim-units");
    }

    [Fact]
    public async Task The_office_declines_with_a_reason_that_the_buyer_reads()
    {
        var bought = await DearlyDelivered();
        await Shop.Send(Asked(bought, bought.Line.Units));
        var office = Shop.Visitor();
        await office.SignIn("office");
        var claim = await ClaimOf(bought);
        var form = $"form:has(input[value='{claim}'])";

        var refused = await office.Submit(await office.Open("/en/office/claims"), form, button: "grant=");
        (refused.Status, refused.Text.Contains("Please say why", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.UnprocessableEntity, true));
        await office.Submit(refused, form, [new($"answer-{claim}", "The photo shows sound fruit")], "grant=");
        await Shop.Settle();

        (await Shop.Visitor().Open($"/o/{bought.Token}?lang=en")).Text.ShouldContain("The photo shows sound fruit");
        (await Shop.Db(db => db.Notices.AsNoTracking().SingleAsync(n => n.OrderId == bought.Order.Id && n.Topic == Topic.Declined))).Body.ShouldContain($"/o/{bought.Token}");
        (await Should.ThrowAsync<Refusal>(() => Shop.Send(new DecideClaim(claim, ClaimWish.Refund, null)))).Code.ShouldBe("claim-decided");
        // What was declined can be claimed anew, with a better photo.
        (await Shop.Send(Asked(bought))).ShouldBe(ClaimState.Refunded);
    }

    [Fact]
    public async Task Boxes_are_sent_once_more_as_an_order_that_costs_nothing_and_counts_nothing_twice()
    {
        var bought = await Delivered(Small, 1);
        var stock = await Shop.StockOf(Small);
        var asked = Asked(bought, wish: ClaimWish.Replacement);
        (await Shop.Send(asked)).ShouldBe(ClaimState.Replaced);
        await Shop.Send(asked);
        await Shop.Settle();

        var again = await Shop.Db(db => db.Orders.AsNoTracking().SingleAsync(o => o.Replaces == bought.Order.Id));
        (again.State, again.Total).ShouldBe((OrderState.Confirmed, Money.Zero));
        (await Shop.StockOf(Small)).ShouldBe(stock - 1);
        (await Shop.Parts(again.Token)).ShouldHaveSingleItem().Fulfilment.ShouldBe(Fulfilment.Allocated);
        (await Shop.Db(db => db.Counted.CountAsync(c => c.OrderId == again.Id))).ShouldBe(0);
        (await Shop.Db(db => db.Notices.AsNoTracking().SingleAsync(n => n.OrderId == again.Id && n.Channel == Channel.Text))).Topic.ShouldBe(Topic.Replaced);
        (await Shop.Visitor().Open($"/o/{again.Token}?lang=en")).Text.ShouldContain("nothing to pay");
        (await Should.ThrowAsync<Refusal>(() => Shop.Send(new CancelOrder(again.Token, null)))).Code.ShouldBe("cancel-replacement");
    }

    [Fact]
    public async Task Without_boxes_to_send_the_claim_waits_for_the_office()
    {
        var bought = await Delivered(Small, 1);
        await Shop.HasStock(Small, 0);
        (await Shop.Send(Asked(bought, wish: ClaimWish.Replacement))).ShouldBe(ClaimState.Open);
        var office = Shop.Visitor();
        await office.SignIn("office");
        var refused = await office.Submit(await office.Open("/en/office/claims"), $"form:has(input[value='{await ClaimOf(bought)}'])", button: "grant=replacement");
        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        refused.Text.ShouldContain("no boxes left");
        await Shop.HasStock(Small, 100);
    }

    [Fact]
    public async Task Before_the_hand_over_and_long_after_it_nothing_can_be_claimed()
    {
        var token = await Shop.Buys((Small, 1));
        await Shop.Pays(token);
        var (order, part) = (await Shop.Order(token), (await Shop.Parts(token)).Single());
        var line = await Shop.Db(db => db.OrderLines.AsNoTracking().SingleAsync(l => l.OrderId == order.Id));
        var asked = Asked(new(token, order, part, line));
        await IsRefused(asked, "claim-not-delivered");
        await Shop.Tells(new ParcelsDelivered(order.Id, part.Id, Shop.Clock.Now, "photo"));
        Shop.Clock.Move(TimeSpan.FromHours(49));
        await IsRefused(asked, "claim-too-late");
        (await Shop.Visitor().Open($"/o/{token}?lang=en")).Document.QuerySelector($"a[href*='/claim']").ShouldBeNull();
    }

    [Theory]
    [InlineData(-1), InlineData(3), InlineData(10_000_000), InlineData(null)]
    public async Task Boxes_that_were_not_bought_are_not_claimed(int? units)
    {
        var bought = await Delivered(Small, 2);
        await IsRefused(Asked(bought) with { Lines = [new(bought.Line.Id, units)] }, "claim-units");
        (await Should.ThrowAsync<FluentValidation.ValidationException>(() => Shop.Send(Asked(bought) with { Kind = null, Lines = [new(bought.Line.Id, 0)] })))
            .Errors.Select(e => e.ErrorMessage)
            .ShouldBe(["claim-kind-missing", "claim-units-missing"], ignoreOrder: true, "all that is missing is said at once");
        await IsRefused(Asked(bought) with { Lines = [new(Guid.NewGuid(), 1)] }, "claim-units-missing");
        await IsRefused(Asked(bought) with { Part = Guid.NewGuid() }, "not-found");
    }

    [Fact]
    public async Task Bruised_fruit_wants_a_photo_and_missing_boxes_do_not()
    {
        var bought = await Delivered(Small, 2);
        await IsRefused(Asked(bought) with { Photo = NoPhoto }, "photo-missing");
        await IsRefused(Asked(bought) with { Photo = new(null, null, null, "<svg onload=alert(1)>"u8.ToArray()) }, "photo-not-a-picture");
        (await Shop.Send(Asked(bought) with { Kind = ClaimKind.Missing, Photo = NoPhoto })).ShouldBe(ClaimState.Refunded);
    }

    [Fact]
    public async Task A_refused_form_keeps_what_was_typed_and_says_what_is_wrong_beside_the_field()
    {
        var bought = await Delivered(Small, 2);
        var visitor = Shop.Visitor();
        var order = await visitor.Open($"/o/{bought.Token}?lang=en");
        var form = await visitor.Open(order.Document.QuerySelector("a[href*='/claim']")!.GetAttribute("href")!);
        (await visitor.Open(form.Document.QuerySelector(".langs a[hreflang=fr]")!.GetAttribute("href")!)).Document.QuerySelector("#claim").ShouldNotBeNull("another language is the same form");
        var refused = await visitor.Submit(form, "#claim", [new("note", "<b>bad</b> at the stalk"), new($"units-{bought.Line.Id}", "7")]);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Document.QuerySelector("textarea")!.TextContent.ShouldBe("<b>bad</b> at the stalk");
        refused.Text.ShouldContain("Please choose what happened");
        refused = await visitor.Submit(refused, "#claim", [new("kind", "missing")]);
        refused.Document.QuerySelector($"[id='f-units-{bought.Line.Id}-error']")!.TextContent.ShouldContain("from 0 to 2");
        var sent = await visitor.Submit(refused, "#claim", [new($"units-{bought.Line.Id}", "２")]);
        sent.Text.ShouldContain("Missing, boxes: 2");
    }

    async Task<(Visitor Visitor, Page Refused)> RefusedWith(Bought bought, byte[] photo)
    {
        var visitor = Shop.Visitor();
        var form = await visitor.Open($"/o/{bought.Token}/claim?lang=en&part={bought.Part.Id}");
        // Nothing says what happened: that alone is wrong.
        return (visitor, await visitor.Submit(form, "#claim", [new($"units-{bought.Line.Id}", "1")], photo: photo));
    }

    [Fact]
    public async Task The_photo_of_a_refused_form_is_there_when_it_is_sent_again()
    {
        var bought = await Delivered(Small, 2);
        var (visitor, refused) = await RefusedWith(bought, Samples.Jpeg(800, 600, "GPS"));
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var shown = refused.Document.QuerySelector("label:has([name=photo-kept]) img")!.GetAttribute("src")!;
        (await Shop.Client().GetAsync(shown)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await visitor.Submit(refused, "#claim", [new("kind", "bruised")])).Text.ShouldContain("Bruised");
        (await Shop.Db(db => db.Claims.SingleAsync(c => c.OrderId == bought.Order.Id))).Photo.ShouldBe(shown.Replace("-320.webp", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_photo_that_was_unticked_or_that_nobody_gave_out_is_no_photo()
    {
        var bought = await Delivered(Small, 2);
        var (visitor, refused) = await RefusedWith(bought, Samples.Jpeg(800, 600, "GPS"));
        foreach (var token in new[] { "", "/media/0123456789abcdef0123456789abcdef" })
            (await visitor.Submit(refused, "#claim", [new("kind", "bruised"), new("photo-kept", token)])).Document.QuerySelector(".field:has([name=photo]) .bad").ShouldNotBeNull();
    }

    [Fact]
    public async Task What_is_no_photo_is_not_kept()
    {
        var (_, refused) = await RefusedWith(await Delivered(Small, 1), "<svg onload=alert(1)>"u8.ToArray());
        refused.Document.QuerySelector("[name=photo-kept]").ShouldBeNull();
    }

    [Fact]
    public async Task An_order_is_put_into_the_basket_again_as_far_as_there_is_any()
    {
        var token = await Shop.Buys((Small, 3), ("tsering-walnuts/1000g", 1));
        await Shop.HasStock(Small, 2);
        var visitor = Shop.Visitor();
        await Shop.Pays(token);
        var basket = await visitor.Submit(await visitor.Open($"/o/{token}?lang=en"), "form#again");
        basket.Path.ShouldStartWith("/en/basket");
        basket.Text.ShouldContain("not to be had now: 1");
        basket.Document.QuerySelectorAll("input[name=units][type=number]").Select(i => i.GetAttribute("value")).ShouldBe(["2", "1"], ignoreOrder: true);

        await Shop.HasStock(Small, 0);
        await Shop.HasStock("tsering-walnuts/1000g", 0);
        var nothing = await Shop.Visitor().Post($"/o/{token}/again?lang=en");
        nothing.Status.ShouldBe(HttpStatusCode.Conflict);
        nothing.Text.ShouldContain("Nothing of this order");
        await Shop.HasStock(Small, 100);
        await Shop.HasStock("tsering-walnuts/1000g", 100);
    }

    [Fact]
    public async Task The_receipt_adds_up_and_says_that_it_is_no_fapiao()
    {
        var bought = await Delivered(Small, 2);
        await Shop.Send(Asked(bought));
        await Shop.Settle();
        var receipt = await Shop.Visitor().Open($"/o/{bought.Token}/receipt?lang=en");
        receipt.Text.ShouldContain("not a fapiao");
        receipt.Text.ShouldContain(bought.Order.Number);
        receipt.Text.ShouldContain($"−¥{bought.Line.Paid.Fen / 2 / 100m:0.00}");
        receipt.Answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Theory, InlineData("zh", "退款后实付"), InlineData("en", "Paid after refunds"), InlineData("fr", "Reste payé")]
    public async Task After_a_refund_the_order_and_its_receipt_end_with_what_remains_paid(string language, string label)
    {
        var bought = await Delivered(Small, 2);
        foreach (var page in new[] { "", "/receipt" }) (await Shop.Visitor().Open($"/o/{bought.Token}{page}?lang={language}")).Text.ShouldNotContain(label);
        await Shop.Send(Asked(bought));
        await Shop.Settle();
        var (total, back) = (bought.Order.Total, new Money(bought.Line.Paid.Fen / 2));
        foreach (var page in new[] { "", "/receipt" })
        {
            var sum = (await Shop.Visitor().Open($"/o/{bought.Token}{page}?lang={language}")).Document.QuerySelectorAll("dl.sum")[^1];
            sum.QuerySelectorAll("dt.t")[^1].TextContent.ShouldBe(label);
            sum.QuerySelectorAll("dd.t").Select(d => Fen(d.TextContent)).ShouldBe([total.Fen, (total - back).Fen]);
            sum.LastElementChild!.TextContent.ShouldBe(sum.QuerySelectorAll("dd.t")[^1].TextContent, "nothing stands below it");
        }

        static long Fen(string price) => long.Parse(string.Concat(price.Where(char.IsAsciiDigit)), System.Globalization.CultureInfo.InvariantCulture);
    }

    async Task<Guid> ClaimOf(Bought bought) => await Shop.Db(db => db.Claims.Where(c => c.OrderId == bought.Order.Id && c.State == ClaimState.Open).Select(c => c.Id).SingleAsync());
}
