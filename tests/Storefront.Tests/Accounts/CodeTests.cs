using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Accounts.Codes;
using Storefront.Accounts.SigningIn;
using Storefront.Notices;
using Storefront.Platform.Web;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Accounts;

public abstract class SigningInByCode(Shop shop) : RunsOn(shop)
{
    [Theory]
    [InlineData("138 1111 0001", "13811110001"), InlineData("+86-138-1111-0001", "13811110001"), InlineData("１３８１１１１０００１", "13811110001"), InlineData("0086 (138) 11110001", "13811110001")]
    [InlineData("+33 6 12 34 56 78", "+33612345678"), InlineData("0033612345678", "+33612345678")]
    public void A_number_is_understood_however_it_is_typed(string typed, string number) => Phones.Textable(typed).ShouldBe(number);

    [Theory]
    [InlineData(null), InlineData(""), InlineData("12811110001"), InlineData("1381111000"), InlineData("+86 28 8555 1234"), InlineData("+0123456789"),
        InlineData("'; drop table"), InlineData("٠١٢٣٤٥٦٧٨٩٠")]
    public void What_no_text_message_reaches_is_no_number(string? typed) => Phones.Textable(typed).ShouldBeNull();

    [Fact]
    public async Task Whoever_proves_a_new_number_is_a_new_shopper_and_comes_back_as_the_same()
    {
        var page = await SignIn(Shop.Visitor(), "138 1111 0002");
        page.Path.ShouldBe("/en/account");
        var person = await Shop.Db(db => db.People.SingleAsync(p => p.PhoneNumber == "13811110002"));

        (await SignIn(Shop.Visitor(), "+8613811110002")).Path.ShouldBe("/en/account");
        (await Shop.Db(db => db.People.Where(p => p.PhoneNumber == "13811110002").ToListAsync())).ShouldHaveSingleItem().Id.ShouldBe(person.Id);
    }

    [Fact]
    public async Task A_farmer_lands_on_the_own_page_and_a_page_that_asked_for_the_sign_in_comes_first()
    {
        (await SignIn(Shop.Visitor(), DemoPeople.DrolmaNumber)).Path.ShouldBe("/en/farm");
        (await SignIn(Shop.Visitor(), DemoPeople.DrolmaNumber, "?returnUrl=%2Fen%2Ffarm%2Flistings")).Path.ShouldBe("/en/farm/listings");
        (await SignIn(Shop.Visitor(), DemoPeople.DrolmaNumber, "?returnUrl=https%3A%2F%2Felsewhere.example")).Path.ShouldBe("/en/farm");
    }

    [Fact]
    public async Task A_known_and_an_unknown_number_answer_alike()
    {
        var (known, unknown) = (await Ask(Shop.Visitor(), DemoPeople.TashiNumber), await Ask(Shop.Visitor(), "13811110003"));
        unknown.Status.ShouldBe(known.Status);
        string Blind(Page page) => string.Concat(page.Text.Select(c => char.IsAsciiDigit(c) ? '0' : c));
        Blind(unknown).ShouldBe(Blind(known));
    }

    [Fact]
    public async Task The_code_stands_in_the_clear_only_in_its_message()
    {
        await Ask(Shop.Visitor(), "13811110004");
        var code = await CodeFor("13811110004");
        var kept = await Shop.Db(db => db.Codes.SingleAsync(c => c.Phone == "13811110004"));
        kept.Hash.ShouldNotContain(code);
        var facts = await Shop.Db(db => db.Database.SqlQuery<string>($"select body as \"Value\" from platform_facts where name like '%CodeAsked%'").ToListAsync());
        facts.ShouldNotBeEmpty();
        facts.ShouldAllBe(body => !body.Contains($"\"{code}\""));
    }

    [Theory]
    [InlineData("{0}"), InlineData(" {1} {2} "), InlineData("{1}-{2}"), InlineData("{3}")]
    public async Task A_code_may_be_pasted_as_it_comes(string form)
    {
        var number = $"1381112{Math.Abs(form.GetHashCode(StringComparison.Ordinal)) % 10000:0000}";
        var (visitor, page) = await Asked(number);
        var code = await CodeFor(number);
        var wide = string.Concat(code.Select(c => (char)(c - '0' + '０')));
        (await Enter(visitor, page, string.Format(System.Globalization.CultureInfo.InvariantCulture, form, code, code[..3], code[3..], wide))).Path.ShouldBe("/en/account");
    }

    [Fact]
    public async Task A_code_is_used_once()
    {
        var (visitor, page) = await Asked("13811110005");
        var code = await CodeFor("13811110005");
        await Enter(visitor, page, code);
        var again = await Enter(Shop.Visitor(), page, code);
        again.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        again.Text.ShouldContain("cannot be used any more");
    }

    [Fact]
    public async Task A_code_is_good_for_ten_minutes()
    {
        var (visitor, page) = await Asked("13811110006");
        var code = await CodeFor("13811110006");
        Shop.Clock.Move(OneTimeCode.GoodFor);
        (await Enter(visitor, page, code)).Text.ShouldContain("cannot be used any more");
    }

    [Fact]
    public async Task After_five_wrong_tries_the_right_code_is_wrong()
    {
        var (visitor, page) = await Asked("13811110007");
        var code = await CodeFor("13811110007");
        var wrong = code == "123456" ? "654321" : "123456";
        for (var left = OneTimeCode.MostTries - 1; left > 0; left--) (await Enter(visitor, page, wrong))
            .Document.QuerySelector("#f-code-error")!.TextContent.ShouldContain($"{left} {(left == 1 ? "try is" : "tries are")} left");
        (await Enter(visitor, page, wrong)).Text.ShouldContain("cannot be used any more");
        (await Enter(visitor, page, code)).Text.ShouldContain("cannot be used any more");
    }

    [Fact]
    public async Task Tries_at_the_same_time_are_counted_each()
    {
        var (_, page) = await Asked("13811110008");
        var code = await CodeFor("13811110008");
        var wrong = code == "123456" ? "654321" : "123456";
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Enter(Shop.Visitor(), page, wrong)));
        (await Shop.Db(db => db.Codes.SingleAsync(c => c.Phone == "13811110008"))).Tries.ShouldBe(OneTimeCode.MostTries);
    }

    [Fact]
    public async Task What_is_no_code_costs_no_try()
    {
        var (visitor, page) = await Asked("13811110009");
        foreach (var typed in new[] { "", "12345", "1234567", "abcdef", new string('1', 10_000) }) (await Enter(visitor, page, typed))
            .Document.QuerySelector("#f-code-error")!.TextContent.ShouldContain("six digits");
        (await Enter(visitor, page, await CodeFor("13811110009"))).Path.ShouldBe("/en/account");
    }

    [Fact]
    public async Task Pressed_twice_one_message_is_sent()
    {
        var visitor = Shop.Visitor();
        var page = await visitor.Open("/en/sign-in");
        foreach (var _ in new[] { 1, 2 }) await visitor.Submit(page, "#by-number", People.Fields(("tel", "13811110010")));
        // Gone back to, and another number typed: that is another message.
        await visitor.Submit(page, "#by-number", People.Fields(("tel", "13811110011")));
        await Shop.Settle();
        (await Messages("13811110010")).ShouldHaveSingleItem();
        (await Messages("13811110011")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_number_gets_five_messages_an_hour()
    {
        var visitor = Shop.Visitor();
        for (var i = 0; i < OneTimeCode.MostForANumber; i++) (await Ask(visitor, "13811110012")).Status.ShouldBe(HttpStatusCode.OK);
        var refused = await Ask(visitor, "13811110012");
        refused.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Document.QuerySelector("#f-tel-error")!.TextContent.ShouldContain("Too many codes");
        refused.Document.QuerySelector("#f-tel")!.GetAttribute("value").ShouldBe("13811110012");
        await Shop.Settle();
        (await Messages("13811110012")).Count.ShouldBe(OneTimeCode.MostForANumber);

        Shop.Clock.Move(OneTimeCode.Window);
        (await Ask(visitor, "13811110012")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Another_code_goes_to_the_same_number_without_typing_it()
    {
        var (visitor, page) = await Asked("13811110013");
        await CodeFor("13811110013");
        Shop.Clock.Move(TimeSpan.FromMinutes(1));
        var again = await visitor.Submit(page, "#again");
        (await Enter(visitor, again, await CodeFor("13811110013"))).Path.ShouldBe("/en/account");
    }

    [Fact]
    public async Task A_number_opens_no_door_for_staff()
    {
        await Shop.Db(async db => { (await db.People.SingleAsync(p => p.UserName == "office")).PhoneNumber = "13811110014"; return await db.SaveChangesAsync(); });
        var refused = await SignIn(Shop.Visitor(), "13811110014");
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Answer.Headers.TryGetValues("Set-Cookie", out var cookies);
        (cookies ?? []).ShouldAllBe(c => !c.StartsWith(SignedInCookie.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Signing_out_forgets_the_basket_too()
    {
        var visitor = Shop.Visitor();
        var page = await SignIn(visitor, "13811110015");
        var left = await visitor.Client.PostAsync("/en/sign-out",
            new FormUrlEncodedContent(People.Fields(("__RequestVerificationToken",
                page.Document.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!))));
        var gone = left.Headers.GetValues("Set-Cookie").Where(c => c.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase)).Select(c => c.Split('=')[0]).ToList();
        gone.ShouldBe([SignedInCookie.Name, .. PersonalCookies.All], ignoreOrder: true);
    }

    [Fact]
    public async Task Codes_are_forgotten_after_a_day()
    {
        await Ask(Shop.Visitor(), "13811110016");
        Shop.Clock.Move(OneTimeCode.KeptFor + TimeSpan.FromMinutes(1));
        await Shop.Settle();
        (await Shop.Db(db => db.Codes.CountAsync(c => c.Phone == "13811110016"))).ShouldBe(0);
    }

    async Task<(Visitor, Page)> Asked(string number)
    {
        var visitor = Shop.Visitor();
        return (visitor, await visitor.Ask(number));
    }

    static Task<Page> Ask(Visitor visitor, string number) => visitor.Ask(number);
    static Task<Page> Enter(Visitor visitor, Page page, string code) => visitor.Enter(page, code);
    Task<Page> SignIn(Visitor visitor, string number, string query = "") => Shop.SignIn(visitor, number, query);
    Task<string> CodeFor(string number) => Shop.CodeFor(number);
    Task<List<Notice>> Messages(string number) => Shop.Messages(number);
}

public sealed class SigningInByCodeOnSqlite(SqliteShop shop) : SigningInByCode(shop), IClassFixture<SqliteShop>;
public sealed class SigningInByCodeOnPostgres(PostgresShop shop) : SigningInByCode(shop), IClassFixture<PostgresShop>;

/// <summary>An address asks for at most so many codes, whatever numbers it names.</summary>
public sealed class AskingFromOneAddress(SqliteShop shop) : RunsOn(shop), IClassFixture<SqliteShop>
{
    [Fact]
    public async Task An_address_asks_for_so_many_codes_an_hour()
    {
        const int most = 6;
        await using var guarded = Shop.Another(Shop.Clock, ("Accounts:CodesPerAddress", $"{most}"));
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i <= most; i++)
        {
            var visitor = new Visitor(guarded.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new("https://localhost") }));
            statuses.Add((await visitor.Post("/en/sign-in/number", ("tel", $"1391111{i:0000}"))).Status);
        }
        statuses[..^1].ShouldAllBe(s => s == HttpStatusCode.OK);
        statuses[^1].ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7"), InlineData("::ffff:203.0.113.7", "203.0.113.7"), InlineData("2001:db8:1:2:aaaa::1", "20010DB800010002"),
        InlineData("2001:db8:1:2:bbbb::2", "20010DB800010002")]
    public void A_network_of_version_six_counts_as_one_address(string address, string counted) => AskCodeHandler.Network(IPAddress.Parse(address)).ShouldBe(counted);
}
