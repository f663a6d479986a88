using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Contracts;
using Storefront.Contracts.Orders;
using Storefront.Contracts.Payments;
using Storefront.Contracts.Shipping;
using Storefront.Notices;
using Storefront.Notices.Writing;
using Storefront.Orders.OrderPage;
using Storefront.Platform;
using Storefront.Platform.Data;
using Storefront.Tests.Fixture;
using Storefront.Tests.Orders;

namespace Storefront.Tests.Notices;

public abstract class Noticing(Shop shop) : RunsOn(shop)
{
    static readonly ArrivalWindow First = new(new(2026, 11, 25), new(2026, 11, 27)), Second = new(new(2026, 11, 27), new(2026, 11, 29));

    private protected sealed record Buyer(Guid OrderId, string Number, Contact Contact);

    private protected static Buyer NewBuyer(string? phone = "13812345678", string? email = "lin@example.org", string language = "zh") =>
        new(Guid.CreateVersion7(), Codes.NewNumber(new(2026, 11, 11)), new("林小雨", phone, email, language));

    /// <summary>As the outbox delivers it, but at once.</summary>
    Task Hears<T>(T told) where T : IFact => Shop.In(async s =>
    {
        await using var transaction = await s.GetRequiredService<StoreDb>().Database.BeginTransactionAsync();
        await ((MediatR.INotificationHandler<T>)(object)s.GetRequiredService<TellBuyer>()).Handle(told, default);
        await transaction.CommitAsync();
        return 0;
    });

    private protected Task Placed(Buyer b) => Hears(new OrderPlaced(b.OrderId, b.Number, "order-token", "track-token", b.Contact, new(10800), Shop.Clock.Now, Shop.Clock.Now.AddMinutes(15)));
    private protected Task Paid(Buyer b, params SellerOrderPlaced[] parts) =>
        Hears(new OrderConfirmed(b.OrderId, b.Number, "order-token", "track-token", b.Contact, new("CN", "四川", "成都", null, null, "人民南路 1 号", null), new(10800),
            new(1500), Shop.Clock.Now, Shop.Clock.Now, First, parts, []));
    Task Delayed(Buyer b, Guid part, int version) => Hears(new ParcelsDelayed(b.OrderId, part, version, new("雪封了垭口。", "Snow has closed the pass."), First, Second));
    private protected Task<List<Notice>> Of(Buyer b) => Shop.Db(db => db.Notices.AsNoTracking().Where(n => n.OrderId == b.OrderId).OrderBy(n => n.Id).ToListAsync());

    [Fact]
    public async Task Each_channel_the_buyer_gave_gets_a_message_and_no_other()
    {
        var (both, phone, mail) = (NewBuyer(), NewBuyer(email: null), NewBuyer(phone: null));
        foreach (var buyer in new[] { both, phone, mail }) await Placed(buyer);

        (await Of(both)).Select(n => n.Channel).ShouldBe([Channel.Text, Channel.Mail], ignoreOrder: true);
        (await Of(phone)).ShouldHaveSingleItem().Recipient.ShouldBe("13812345678");
        var letter = (await Of(mail)).ShouldHaveSingleItem();
        letter.Recipient.ShouldBe("lin@example.org");
        letter.Subject.ShouldContain(mail.Number);
        letter.Body.ShouldContain("http://localhost:5080/o/order-token?lang=zh");
        letter.Body.ShouldContain("¥108.00");
    }

    [Fact]
    public async Task A_name_that_begins_like_an_address_is_shown_as_a_name()
    {
        var buyer = NewBuyer();
        await Placed(buyer with { Contact = buyer.Contact with { Name = "http://[" } });
        var message = (await Of(buyer)).Single(n => n.Channel == Channel.Mail);
        var page = await Shop.Visitor().Open($"/zh/mailbox/{message.Id}");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain("http://[");
        page.Document.QuerySelectorAll(".letter a").ShouldNotBeEmpty("the links around it are live");
    }

    [Fact]
    public async Task The_same_news_twice_is_one_message()
    {
        var buyer = NewBuyer();
        await Placed(buyer);
        await Placed(buyer);
        (await Of(buyer)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_due_is_sent_and_then_not_again()
    {
        var buyer = NewBuyer();
        await Placed(buyer);
        await Shop.Settle();
        var sent = await Of(buyer);
        sent.ShouldAllBe(n => n.SentAt != null && n.DueAt == null && n.Attempts == 1);
        Shop.Clock.Move(TimeSpan.FromHours(1));
        await Shop.Settle();
        (await Of(buyer)).ShouldAllBe(n => n.Attempts == 1);
    }

    [Fact]
    public async Task Later_news_overtakes_earlier_news_that_still_waits_but_never_what_was_sent()
    {
        var (waiting, sent) = (NewBuyer(email: null), NewBuyer(email: null));
        await Placed(sent);
        await Shop.Settle();
        await Placed(waiting);
        await Paid(sent);
        await Paid(waiting);
        await Shop.Settle();

        var first = await Of(waiting);
        first.Single(n => n.Topic == Topic.Placed).ShouldSatisfyAllConditions(n => n.CancelledAt.ShouldNotBeNull(), n => n.SentAt.ShouldBeNull());
        first.Single(n => n.Topic == Topic.Paid).SentAt.ShouldNotBeNull();
        (await Of(sent)).ShouldAllBe(n => n.SentAt != null && n.CancelledAt == null);
    }

    [Fact]
    public async Task A_second_delay_is_told_too_and_another_part_is_not_touched()
    {
        var buyer = NewBuyer(email: null);
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        await Placed(buyer);
        await Delayed(buyer, one, 1);
        await Delayed(buyer, one, 1);
        await Delayed(buyer, other, 1);
        await Shop.Settle();
        await Delayed(buyer, one, 2);
        await Shop.Settle();

        var delays = (await Of(buyer)).Where(n => n.Topic == Topic.Delayed).ToList();
        delays.Select(n => (n.Part, n.Version)).ShouldBe([(one, 1), (other, 1), (one, 2)], ignoreOrder: true);
        delays.ShouldAllBe(n => n.SentAt != null);
    }

    [Fact]
    public async Task A_delay_that_waits_is_overtaken_by_the_next_and_by_delivery()
    {
        var (buyer, part) = (NewBuyer(email: null), Guid.NewGuid());
        await Placed(buyer);
        await Delayed(buyer, part, 1);
        await Delayed(buyer, part, 2);
        await Hears(new ParcelsDelivered(buyer.OrderId, part, Shop.Clock.Now, "photo"));
        await Shop.Settle();

        var parts = (await Of(buyer)).Where(n => n.Part == part).ToList();
        parts.Where(n => n.Topic == Topic.Delayed).ShouldAllBe(n => n.CancelledAt != null);
        parts.Single(n => n.Topic == Topic.Delivered).SentAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Expiry_takes_back_a_request_to_pay_that_was_not_sent_yet()
    {
        var buyer = NewBuyer(email: null);
        await Placed(buyer);
        await Hears(new OrderExpired(buyer.OrderId));
        await Shop.Settle();
        (await Of(buyer)).ShouldHaveSingleItem().SentAt.ShouldBeNull();
    }

    [Fact]
    public async Task Departure_refund_and_cancelling_use_the_contact_of_the_placement()
    {
        var buyer = NewBuyer(language: "en");
        await Placed(buyer);
        await Hears(new ParcelsDeparted(buyer.OrderId, Guid.NewGuid(), "R-1112-3", Shop.Clock.Now, First));
        await Hears(new RefundSucceeded(buyer.OrderId, Guid.NewGuid(), new(2500), Shop.Clock.Now));
        await Hears(new OrderCancelled(buyer.OrderId, buyer.Number, buyer.Contact, false, new(2500), [Guid.NewGuid()], [], Shop.Clock.Now, Shop.Clock.Now));

        var mails = (await Of(buyer)).Where(n => n.Channel == Channel.Mail).ToDictionary(n => n.Topic);
        mails[Topic.Departed].Body.ShouldContain("run R-1112-3");
        mails[Topic.Departed].Body.ShouldContain("/t/track-token?lang=en");
        mails[Topic.Refunded].Subject.ShouldContain("¥25.00");
        mails[Topic.Cancelled].Subject.ShouldStartWith("Part of order");
    }

    static SellerOrderPlaced Part(string producer, bool vouchers = false) =>
        new(Guid.NewGuid(), Seeds.Id($"producer/{producer}"), new(producer, $"{producer}’s orchard"), "zhongde", new(5000), vouchers);

    /// <summary>All that is told of a part for itself.</summary>
    async Task Happens(Buyer b, SellerOrderPlaced part)
    {
        var at = Shop.Clock.Now;
        await Hears(new ParcelsDeparted(b.OrderId, part.SellerOrderId, "R-1112-3", at, First));
        await Delayed(b, part.SellerOrderId, 1);
        await Hears(new ParcelsDelivered(b.OrderId, part.SellerOrderId, at, "photo"));
        await Hears(new BoxesWeighed(b.OrderId, part.SellerOrderId, [new(Guid.NewGuid(), new("苹果", "Apples"), new(5000), new(4600), new(544))]));
        await Hears(new RefundSucceeded(b.OrderId, Guid.NewGuid(), new(544), at, part.ProducerId));
        await Hears(new ClaimDeclined(b.OrderId, part.SellerOrderId, Guid.NewGuid(), "."));
        await Hears(new OrderCancelled(b.OrderId, b.Number, b.Contact, false, new(2500), [part.SellerOrderId], [], at, at));
    }

    [Fact]
    public async Task Each_message_about_a_part_says_whose_goods_they_are_when_the_order_has_those_of_others_too()
    {
        var (buyer, one, other) = (NewBuyer(language: "en"), Part("drolma"), Part("tashi"));
        await Placed(buyer);
        await Paid(buyer, one, other);
        foreach (var part in new[] { one, other }) await Happens(buyer, part);

        var pairs = (await Of(buyer)).Where(n => n.Topic is not (Topic.Placed or Topic.Paid)).GroupBy(n => (n.Topic, n.Channel)).ToList();
        pairs.Count.ShouldBe(7 * 2);
        foreach (var pair in pairs)
        {
            pair.Select(n => Named(n.Body)).ShouldBe([one, other], ignoreOrder: true, pair.Key.ToString());
            if (pair.Key.Channel == Channel.Mail) pair.Select(n => Named(n.Subject)).ShouldBe(pair.Select(n => Named(n.Body)));
        }

        SellerOrderPlaced Named(string words) => new[] { one, other }.Single(p => words.Contains(p.Producer.In("en"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_all_is_of_one_producer_vouchers_too_nobody_is_named()
    {
        var (buyer, boxes) = (NewBuyer(language: "en"), Part("drolma"));
        await Placed(buyer);
        await Paid(buyer, boxes, Part("drolma", vouchers: true));
        await Happens(buyer, boxes);
        (await Of(buyer)).ShouldAllBe(n => !n.Body.Contains("orchard", StringComparison.Ordinal) && !n.Subject.Contains("orchard", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_part_that_is_cancelled_and_paid_back_is_named_in_both_messages()
    {
        var token = await Shop.Buys(("drolma-apples/2500g", 1), ("tashi-apples/3000g", 1));
        await Shop.Pays(token);
        var (order, part) = (await Shop.Order(token), (await Shop.Parts(token)).Single(p => p.ProducerId == Seeds.Id("producer/tashi")));
        await Shop.Send(new CancelOrder(token, part.Id));
        await Shop.Settle();

        var told = await Shop.Db(db => db.Notices.AsNoTracking().Where(n => n.OrderId == order.Id && (n.Topic == Topic.Cancelled || n.Topic == Topic.Refunded)).ToListAsync());
        told.Select(n => n.Topic).ShouldBe([Topic.Cancelled, Topic.Refunded], ignoreOrder: true);
        told.ShouldAllBe(n => n.Body.StartsWith("扎西的货"));
    }

    [Fact]
    public async Task News_of_an_order_that_was_never_told_of_is_not_swallowed() =>
        await Should.ThrowAsync<InvalidOperationException>(() => Hears(new RefundSucceeded(Guid.NewGuid(), Guid.NewGuid(), new(1), Shop.Clock.Now)));

    [Fact]
    public async Task The_mailbox_shows_newest_first_finds_and_opens()
    {
        var (older, newer) = (NewBuyer(phone: "13900000001", email: null), NewBuyer(phone: null, email: "newer@example.org", language: "en"));
        foreach (var buyer in new[] { older, newer })
        {
            Shop.Clock.Move(TimeSpan.FromSeconds(1));      // what other rules have written stands before both
            await Placed(buyer);
        }
        await Shop.Settle();
        var visitor = Shop.Visitor();

        var all = await visitor.Open("/en/mailbox");
        all.Status.ShouldBe(HttpStatusCode.OK);
        all.Text.IndexOf(newer.Number, StringComparison.Ordinal).ShouldBeInRange(0, all.Text.IndexOf(older.Number, StringComparison.Ordinal));
        all.Answer.Headers.CacheControl!.NoStore.ShouldBeTrue();

        (await visitor.Open("/en/mailbox?q=13900000001")).Text.ShouldNotContain(newer.Number);
        var found = await visitor.Open($"/en/mailbox?q={newer.Number.ToLowerInvariant()}");
        found.Text.ShouldNotContain(older.Number);

        var opened = await visitor.Open(found.Document.QuerySelector(".mail a")!.GetAttribute("href")!);
        opened.Text.ShouldContain("newer@example.org");
        opened.Document.QuerySelector(".letter a")!.GetAttribute("href").ShouldBe("/o/order-token?lang=en");
        (await visitor.Open("/en/mailbox?q=nobody")).Text.ShouldContain("Nothing found");
        (await visitor.Open($"/en/mailbox/{Guid.NewGuid()}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_mailbox_has_pages()
    {
        foreach (var _ in Enumerable.Range(0, 31)) await Placed(NewBuyer(phone: "13700000031", email: null));
        var visitor = Shop.Visitor();
        var first = await visitor.Open("/zh/mailbox?q=13700000031");
        first.Document.QuerySelectorAll(".mail li").Length.ShouldBe(30);
        (await visitor.Open(first.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!)).Document.QuerySelectorAll(".mail li").Length.ShouldBe(1);
    }
}

public sealed class NoticingOnSqlite(SqliteShop shop) : Noticing(shop), IClassFixture<SqliteShop>;
public sealed class NoticingOnPostgres(PostgresShop shop) : Noticing(shop), IClassFixture<PostgresShop>
{
    [Fact]
    public async Task Newer_news_does_not_wait_for_what_is_being_marked_as_sent()
    {
        var (sending, other) = (NewBuyer(email: null), NewBuyer(email: null));
        await Placed(sending);
        await Placed(other);
        var marked = (await Of(sending)).ConvertAll(n => n.Id);
        await Shop.In(async s =>
        {
            var db = s.GetRequiredService<StoreDb>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.LockRows<Notice>(marked, default);
            await Task.WhenAll(Paid(sending), Paid(other)).WaitAsync(TimeSpan.FromSeconds(20));
            return 0;
        });
        (await Of(sending)).Single(n => n.Topic == Topic.Placed).CancelledAt.ShouldBeNull("it is on its way");
        (await Of(other)).Single(n => n.Topic == Topic.Placed).CancelledAt.ShouldNotBeNull();
    }
}
