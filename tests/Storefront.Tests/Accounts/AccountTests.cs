using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Accounts;

public abstract class MyAccount(Shop shop) : RunsOn(shop)
{
    async Task<(Visitor Visitor, Page Page, string Number)> SignedIn()
    {
        var (visitor, number) = (Shop.Visitor(), People.NewNumber());
        return (visitor, await Shop.SignIn(visitor, number), number);
    }

    [Fact]
    public async Task The_account_is_for_who_is_signed_in()
    {
        foreach (var path in new[] { "/en/account", "/en/account/orders", "/en/account/addresses", "/en/account/wishes", "/en/account/second" })
            (await Shop.Visitor().Open(path)).Path.ShouldStartWith("/en/sign-in?returnUrl=");
    }

    [Fact]
    public async Task A_shopper_is_greeted_by_the_given_name_and_led_in_the_chosen_language()
    {
        var (visitor, page, number) = await SignedIn();
        page.Text.ShouldContain($"{number[..3]} •••• {number[^4..]}");
        page = await visitor.Submit(page, "#data-form", People.Fields(("name", "林小满"), ("language", "fr")));
        page.Path.ShouldStartWith("/fr/account");
        page.Document.QuerySelector(".hd p")!.TextContent.ShouldBe("林小满");
        (await Shop.SignIn(Shop.Visitor(), number)).Path.ShouldBe("/fr/account");
    }

    [Theory]
    [InlineData("name", 61, "language", "", "#f-name-error"), InlineData("name", 3, "language", "xx", "#f-language-error")]
    public async Task What_does_not_fit_stands_beside_its_field(string name, int letters, string language, string value, string error)
    {
        var (visitor, page, _) = await SignedIn();
        page = await visitor.Submit(page, "#data-form", People.Fields((name, new string('林', letters)), (language, value)));
        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Document.QuerySelector(error).ShouldNotBeNull();
        page.Document.QuerySelector("#f-name")!.GetAttribute("value").ShouldBe(new string('林', letters));
    }

    [Fact]
    public async Task A_password_may_be_set_changed_and_removed()
    {
        var (visitor, page, number) = await SignedIn();
        page.Document.QuerySelector("#f-current").ShouldBeNull();
        (await visitor.Submit(page, "#password-form", People.Fields(("new", "12345678")))).Document.QuerySelector("#f-new-error").ShouldNotBeNull();
        page = await visitor.Submit(page, "#password-form", People.Fields(("new", "walnuts-in-the-rain")));
        page.Path.ShouldBe("/en/account?done=password");
        (await ByPassword(number, "walnuts-in-the-rain")).Path.ShouldBe("/en/account");
        (await ByPassword($"+86 {number}", "walnuts-in-the-rain")).Path.ShouldBe("/en/account");

        (await visitor.Submit(page, "#password-form", People.Fields(("current", "wrong"), ("new", "pears-in-the-sun")))).Document.QuerySelector("#f-current-error").ShouldNotBeNull();
        page = await visitor.Submit(page, "#password-form", People.Fields(("current", "walnuts-in-the-rain"), ("new", "pears-in-the-sun")));
        (await ByPassword(number, "walnuts-in-the-rain")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ByPassword(number, "pears-in-the-sun")).Path.ShouldBe("/en/account");

        (await visitor.Submit(page, "#password-form", People.Fields(("current", "wrong")), button: "remove=1")).Document.QuerySelector("#f-current-error").ShouldNotBeNull();
        page = await visitor.Submit(page, "#password-form", People.Fields(("current", "pears-in-the-sun")), button: "remove=1");
        page.Path.ShouldBe("/en/account?done=no-password");
        (await ByPassword(number, "pears-in-the-sun")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_changed_password_ends_the_sign_ins_elsewhere()
    {
        var (visitor, page, number) = await SignedIn();
        var elsewhere = Shop.Visitor();
        await Shop.SignIn(elsewhere, number);
        await visitor.Submit(page, "#password-form", People.Fields(("new", "walnuts-in-the-rain")));
        Shop.Clock.Move(TimeSpan.FromMinutes(31));
        var ended = await elsewhere.Open("/en/account");
        (ended.Status, ended.Path).ShouldBe((HttpStatusCode.OK, "/en/sign-in?returnUrl=%2Fen%2Faccount"));
        (await visitor.Open("/en/account")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Staff_cannot_do_without_a_password()
    {
        var visitor = Shop.Visitor();
        await visitor.SignIn("coordinator");
        var page = await visitor.Open("/en/account");
        page.Document.QuerySelector("[name=remove]").ShouldBeNull();
        page.Document.QuerySelector("#number-form").ShouldBeNull();
        (await visitor.Submit(page, "#password-form", People.Fields(("current", Visitor.DemoPassword)), button: "remove=1")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Shop.Db(db => db.People.SingleAsync(p => p.UserName == "coordinator"))).PasswordHash.ShouldNotBeNull();
    }

    [Fact]
    public async Task Another_number_is_taken_once_its_code_is_typed()
    {
        var (visitor, page, number) = await SignedIn();
        var next = People.NewNumber();
        page = await visitor.Submit(page, "#number-form", People.Fields(("tel", next)));
        (await Shop.Db(db => db.People.AnyAsync(p => p.PhoneNumber == next))).ShouldBeFalse();
        (await visitor.Enter(page, "00000")).Document.QuerySelector("#f-code-error").ShouldNotBeNull();
        (await visitor.Enter(page, await Shop.CodeFor(next))).Path.ShouldBe("/en/account?done=number");
        (await Shop.Db(db => db.People.AnyAsync(p => p.PhoneNumber == number))).ShouldBeFalse();
        (await Shop.Db(db => db.People.AnyAsync(p => p.PhoneNumber == next))).ShouldBeTrue();
    }

    [Fact]
    public async Task A_number_of_another_account_is_not_taken_over()
    {
        var (_, _, theirs) = await SignedIn();
        var (visitor, page, number) = await SignedIn();
        page = await visitor.Submit(page, "#number-form", People.Fields(("tel", theirs)));
        (await visitor.Enter(page, await Shop.CodeFor(theirs))).Status.ShouldBe(HttpStatusCode.Conflict);
        (await Shop.Db(db => db.People.CountAsync(p => p.PhoneNumber == theirs || p.PhoneNumber == number))).ShouldBe(2);
    }

    /// <summary>That a real one works is tested in a browser (PasskeyTests of the journeys).</summary>
    [Theory, InlineData(""), InlineData("{"), InlineData("{}"), InlineData("""{"id":"AA","rawId":"AA","type":"public-key","response":{}}""")]
    public async Task What_is_no_passkey_opens_nothing_with_or_without_a_challenge(string credential)
    {
        var visitor = Shop.Visitor();
        foreach (var challenged in new[] { false, true })
        {
            if (challenged) (await visitor.Client.PostAsync("/en/sign-in/passkey/options", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
            var refused = await visitor.Post("/en/sign-in/passkey", ("credential", credential));
            refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
            refused.Text.ShouldContain("cannot be used now");
        }
        (await visitor.Open("/en/account")).Path.ShouldContain("sign-in");

        var (owner, page, _) = await SignedIn();
        var token = page.Document.QuerySelector("#passkey-form [name=__RequestVerificationToken]")!.GetAttribute("value")!;
        (await owner.Post("/en/account/passkeys", ("credential", credential), ("__RequestVerificationToken", token))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await owner.Post("/en/account/passkeys/options", ("__RequestVerificationToken", token))).Status.ShouldBe(HttpStatusCode.OK);
        (await owner.Post("/en/account/passkeys", ("credential", credential), ("__RequestVerificationToken", token))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await owner.Open("/en/account")).Document.QuerySelectorAll("[aria-labelledby=passkeys] li").ShouldBeEmpty();
    }

    [Fact]
    public async Task Staff_are_offered_no_passkey()
    {
        var visitor = Shop.Visitor();
        await visitor.SignIn("office");
        var page = await visitor.Open("/en/account");
        page.Document.QuerySelector("#passkey-form").ShouldBeNull();
        var token = page.Document.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        (await visitor.Post("/en/account/passkeys/options", ("__RequestVerificationToken", token))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        var (visitor, _, number) = await SignedIn();
        (await visitor.Post("/en/account/data", ("name", "someone else"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await visitor.Post("/en/account/password", ("new", "walnuts-in-the-rain"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Shop.Db(db => db.People.SingleAsync(p => p.PhoneNumber == number))).DisplayName.ShouldBeEmpty();
    }

    async Task<Page> ByPassword(string name, string password)
    {
        var visitor = Shop.Visitor();
        return await visitor.Submit(await visitor.Open("/en/sign-in"), "#by-password", People.Fields(("username", name), ("password", password)));
    }
}

public sealed class MyAccountOnSqlite(SqliteShop shop) : MyAccount(shop), IClassFixture<SqliteShop>;
public sealed class MyAccountOnPostgres(PostgresShop shop) : MyAccount(shop), IClassFixture<PostgresShop>;
