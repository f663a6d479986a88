using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Notices;
using Storefront.Orders;
using Storefront.Orders.Checkout;
using Storefront.Tests.Accounts;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Orders;

public sealed class FindingOnSqlite(SqliteShop shop) : FindingRules(shop), IClassFixture<SqliteShop>;
public sealed class FindingOnPostgres(PostgresShop shop) : FindingRules(shop), IClassFixture<PostgresShop>;

public abstract class FindingRules(Shop shop) : RunsOn(shop)
{
    const string OnTheWay = "If there are orders with it, their links are on the way.";

    async Task<Page> Asks(string contact)
    {
        var visitor = Shop.Visitor();
        var answer = await visitor.Submit(await visitor.Open("/en/orders/find"), "form#find", [new("contact", contact)]);
        await Shop.Settle();
        return answer;
    }

    Task<List<Notice>> Sent(string to) => Shop.Db(db => db.Notices.AsNoTracking().Where(n => n.Topic == Topic.OrderLink && n.Recipient == to).OrderBy(n => n.QueuedAt).ToListAsync());

    Task<int> SentInAll() => Shop.Db(db => db.Notices.CountAsync(n => n.Topic == Topic.OrderLink));

    async Task<string> Buys(string tel, string? email = null)
    {
        var ready = await Shop.HasCheckout(tel, ("tsering-walnuts/500g", 1));
        await Shop.Db(db => db.Baskets.Where(b => b.Id == ready.Basket)
            .ExecuteUpdateAsync(b => b.SetProperty(x => x.Typed, new TypedAddress("CN", "李雷", tel, email, "四川省", "成都市", "武侯区", null, "人民南路四段 1 号"))));
        var token = await Shop.Places(ready);
        await Shop.Pays(token);
        return token;
    }

    Task Becomes(string token, OrderState state, TimeSpan ago)
    {
        var ended = Shop.Clock.Now - ago;
        return Shop.Db(db => db.Orders.Where(o => o.Token == token).ExecuteUpdateAsync(o => o.SetProperty(x => x.State, state).SetProperty(x => x.EndedAt, ended)));
    }

    [Fact]
    public async Task One_link_an_order_goes_to_the_number_however_it_is_typed_and_none_is_shown()
    {
        var tel = Buying.NewTel();
        var (one, other) = (await Buys(tel), await Buys(tel));
        var answer = await Asks($"+86 {tel[..3]}-{tel[3..7]}-{tel[7..]}");
        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Text.ShouldContain(OnTheWay);
        foreach (var token in new[] { one, other }) answer.Document.DocumentElement.OuterHtml.ShouldNotContain(token);
        var sent = await Sent(tel);
        sent.Count.ShouldBe(2);
        foreach (var token in new[] { one, other }) sent.Count(n =>
            n.Channel == Channel.Text && n.SentAt is not null && n.Body.Contains($"/o/{token}", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Who_gave_both_is_found_by_the_number_and_who_gave_an_e_mail_alone_by_that()
    {
        var (tel, mail) = (Buying.NewTel(), $"li_{Buying.NewTel()}@example.com");
        var token = await Buys(tel, mail);
        await Asks(mail);
        (await Sent(mail)).ShouldBeEmpty();
        await Asks(tel);
        (await Sent(tel)).ShouldHaveSingleItem().Body.ShouldContain($"/o/{token}");
        await Shop.Db(db => db.Orders.Where(o => o.Token == token)
            .ExecuteUpdateAsync(o => o.SetProperty(x => x.Buyer, mail).SetProperty(x => x.Contact, new Contact("Marie", null, mail, "fr"))));
        (await Asks($" {mail.ToUpperInvariant()} ")).Text.ShouldContain(OnTheWay);
        (await Sent(mail)).ShouldHaveSingleItem().Body.ShouldContain($"/o/{token}");
    }

    [Fact]
    public async Task An_order_abroad_is_found_by_its_number_and_one_of_vouchers_by_its_e_mail()
    {
        var (tel, mail) = ($"+336{Buying.NewTel()[3..]}", $"marie_{Buying.NewTel()}@example.com");
        async Task<string> Buys(string goods, TypedAddress typed)
        {
            var ready = await Shop.HasCheckout((goods, 1));
            await Shop.Db(db => db.Baskets.Where(b => b.Id == ready.Basket).ExecuteUpdateAsync(b => b.SetProperty(x => x.Typed, typed)));
            var token = await Shop.Places(ready with { Shown = await Shop.Sees(ready.Basket) });
            await Shop.Pays(token);
            return token;
        }
        var abroad = await Buys("tsering-walnuts/500g", new("FR", "Marie Curie", tel, mail, null, "Lyon", null, null, "12 rue de la République", "69002"));
        await Asks($"00{tel[1..]}");
        (await Sent(tel)).ShouldHaveSingleItem().Body.ShouldContain($"/o/{abroad}");

        var voucher = await Buys("zhongde-tree-voucher/harvest", new("CN", "Marie Curie", Email: mail, ContactOnly: true));
        await Asks(mail);
        (await Sent(mail)).ShouldHaveSingleItem().Body.ShouldContain($"/o/{voucher}");
    }

    [Fact]
    public async Task A_miss_sends_nothing_and_answers_like_a_hit()
    {
        var (tel, mail) = (Buying.NewTel(), $"x{Buying.NewTel()}@example.com");
        await Buys(tel, mail);
        var (hit, before) = (await Asks(tel), await SentInAll());
        foreach (var miss in new[] { Buying.NewTel(), "nobody@example.com", mail[1..], $"%{mail[1..]}", "+33612345678" })
        {
            var answer = await Asks(miss);
            (answer.Status, answer.Path, answer.Text).ShouldBe((hit.Status, hit.Path, hit.Text), miss);
        }
        (await SentInAll()).ShouldBe(before);
    }

    [Fact]
    public async Task Links_that_have_ended_and_orders_never_paid_are_left_out()
    {
        var tel = Buying.NewTel();
        var (ended, late, unpaid) = (await Buys(tel), await Buys(tel), await Buys(tel));
        await Becomes(ended, OrderState.Completed, TimeSpan.FromDays(181));
        await Becomes(late, OrderState.Completed, TimeSpan.FromDays(179));
        await Becomes(unpaid, OrderState.Expired, TimeSpan.FromDays(1));
        await Asks(tel);
        (await Sent(tel)).ShouldHaveSingleItem().Body.ShouldContain($"/o/{late}");
    }

    [Fact]
    public async Task At_most_the_last_five()
    {
        var tel = Buying.NewTel();
        var tokens = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            tokens.Add(await Buys(tel));
            Shop.Clock.Move(TimeSpan.FromSeconds(2));
        }
        await Asks(tel);
        var sent = await Sent(tel);
        sent.Count.ShouldBe(5);
        sent.ShouldNotContain(n => n.Body.Contains(tokens[0], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pressed_twice_it_is_sent_once_and_asked_for_later_again()
    {
        var tel = Buying.NewTel();
        await Buys(tel);
        await Asks(tel);
        Shop.Clock.Move(TimeSpan.FromMinutes(11));
        await Asks(tel);
        (await Sent(tel)).Count.ShouldBe(2);
        await Asks(tel);
        (await Sent(tel)).Count.ShouldBe(2);
    }

    public static TheoryData<string> NoContact => new("", "abc", "12345", "a@b", new string('1', 10_000));

    [Theory, MemberData(nameof(NoContact))]
    public async Task What_is_no_phone_and_no_e_mail_is_said_beside_the_field(string contact)
    {
        var refused = await Asks(contact);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Document.QuerySelector("#f-contact-error")!.TextContent.ShouldContain("Please give a phone number");
        refused.Document.QuerySelector("#f-contact")!.GetAttribute("value").ShouldBe(contact);
    }

    [Fact]
    public async Task Nobody_asks_without_end()
    {
        await using var strict = Shop.Another(Shop.Clock, ("Guards:LettersPerTenMinutes", "2"));
        var one = new Visitor(strict.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new("https://localhost") }));
        for (var i = 0; i < 2; i++) (await one.Post("/en/orders/find", ("contact", "nobody@example.com"))).Text.ShouldContain(OnTheWay);
        (await one.Post("/en/orders/find", ("contact", "nobody@example.com"))).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        (await one.Open("/en/orders/find")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_has_lost_a_link_finds_the_page()
    {
        var visitor = Shop.Visitor();
        await Shop.SignIn(visitor, People.NewNumber());
        foreach (var page in new[] { "/en/help", "/t/AAAAAAAAAAAAAAAAAAAAAA?lang=en", "/en/account/orders" })
            (await visitor.Open(page)).Document.QuerySelector("main a[href='/en/orders/find']").ShouldNotBeNull(page);
    }
}
