using System.Net;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Accounts.SigningIn;
using Storefront.Contracts;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Accounts;

public abstract class SigningIn(Shop shop) : RunsOn(shop)
{
    [Theory]
    [InlineData("drolma", "/en/farm"), InlineData("tashi", "/en/farm"), InlineData("point", "/en/point"), InlineData("coordinator", "/en/dispatch"), InlineData("office", "/en/office")]
    public async Task Each_role_lands_on_its_own_page(string name, string home)
    {
        var answer = await Post("/en/sign-in", name, DemoPeople.Password);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.Location!.OriginalString.ShouldBe(home);
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_of_other_sites()
    {
        var cookie = (await Post("/en/sign-in", "drolma", DemoPeople.Password)).Headers.GetValues("Set-Cookie").Single(c => c.StartsWith(SignedInCookie.Name, StringComparison.Ordinal));
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        cookie.ShouldContain("secure");
        cookie.ShouldContain("max-age=1209600");
    }

    [Fact]
    public async Task An_unknown_name_a_wrong_password_and_a_resting_account_answer_alike()
    {
        // A person of this test alone: a rest outlasts the test, and the order of tests is anyone's.
        await Shop.In(s => s.GetRequiredService<UserManager<Person>>().CreateAsync(new() { Id = Guid.CreateVersion7(), UserName = "sleepy", DisplayName = "Sleepy" }, DemoPeople.Password));

        var unknown = await Try("nobody-of-that-name", "whatever-it-is");
        var wrong = await Try("sleepy", "whatever-it-is");
        for (var i = 0; i < 4; i++) await Try("sleepy", "whatever-it-is");
        var resting = await Try("sleepy", DemoPeople.Password);

        unknown.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        wrong.Status.ShouldBe(unknown.Status);
        resting.Status.ShouldBe(unknown.Status);
        wrong.Text.ShouldBe(unknown.Text);
        resting.Text.ShouldBe(unknown.Text);
        unknown.Document.QuerySelector("#f-password-error")!.TextContent.ShouldContain("do not go together");
        unknown.Document.QuerySelector("#f-username")!.GetAttribute("value").ShouldBe("nobody-of-that-name");
        unknown.Document.QuerySelector("#f-password")!.GetAttribute("value").ShouldBeNull();
        (await Shop.Db(db => db.People.SingleAsync(p => p.UserName == "sleepy"))).LockoutEnd.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_unknown_name_a_wrong_password_and_a_resting_account_cost_the_same_work()
    {
        async Task<int> Work(string name) => await Shop.In(async services =>
        {
            var people = services.GetRequiredService<UserManager<Person>>();
            var counted = new CountedHasher(people.PasswordHasher);
            people.PasswordHasher = counted;
            await Should.ThrowAsync<Refusal>(() => services.GetRequiredService<IMediator>().Send(new SignIn(name, "whatever-it-is")));
            return counted.Times;
        });
        await Shop.In(s => s.GetRequiredService<UserManager<Person>>().CreateAsync(new() { Id = Guid.CreateVersion7(), UserName = "drowsy", DisplayName = "Drowsy" }, DemoPeople.Password));

        (await Work("nobody-of-this-name")).ShouldBe(1);
        for (var tries = 0; tries < 5; tries++) (await Work("drowsy")).ShouldBe(1, "wrong");
        (await Shop.Db(db => db.People.SingleAsync(p => p.UserName == "drowsy"))).LockoutEnd.ShouldNotBeNull();
        (await Work("drowsy")).ShouldBe(1, "resting");
    }

    sealed class CountedHasher(IPasswordHasher<Person> real) : IPasswordHasher<Person>
    {
        public int Times { get; private set; }

        public string HashPassword(Person user, string password)
        {
            Times++;
            return real.HashPassword(user, password);
        }

        public PasswordVerificationResult VerifyHashedPassword(Person user, string hashedPassword, string providedPassword)
        {
            Times++;
            return real.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }

    [Fact]
    public async Task An_empty_form_says_beside_each_field_what_is_missing()
    {
        var page = await Try("", "");
        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Document.QuerySelector("#f-username-error").ShouldNotBeNull();
        page.Document.QuerySelector("#f-password-error").ShouldNotBeNull();
        page.Document.QuerySelectorAll("#errors a").Select(a => a.GetAttribute("href")).ShouldBe(["#f-username", "#f-password"]);
    }

    [Fact]
    public async Task A_staff_page_asks_for_a_sign_in_in_its_language_and_leads_back()
    {
        var visitor = Shop.Visitor();
        var asked = await visitor.Client.GetAsync("/fr/point?x=1");
        asked.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        asked.Headers.Location!.OriginalString.ShouldBe("/fr/sign-in?returnUrl=%2Ffr%2Fpoint%3Fx%3D1");

        var form = await visitor.Open("/fr/point?x=1");
        var page = await visitor.Submit(form, "#by-password", new Dictionary<string, string>(StringComparer.Ordinal) { ["username"] = "point", ["password"] = DemoPeople.Password });
        page.Path.ShouldBe("/fr/point?x=1");
        page.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("https://elsewhere.example/"), InlineData("//elsewhere.example"), InlineData("/\\elsewhere.example"), InlineData("javascript:alert(1)")]
    public async Task Nobody_is_led_to_another_site_after_signing_in(string returnUrl)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["username"] = "drolma",
            ["password"] = DemoPeople.Password, ["returnUrl"] = returnUrl });
        var answer = await Shop.Visitor().Client.PostAsync("/en/sign-in", form);
        answer.Headers.Location!.OriginalString.ShouldBe("/en/farm");
    }

    [Fact]
    public async Task The_wrong_role_gets_the_page_that_says_so()
    {
        var visitor = Shop.Visitor();
        await visitor.SignIn("drolma");
        var page = await visitor.Open("/en/point");
        page.Status.ShouldBe(HttpStatusCode.Forbidden);
        page.Document.QuerySelector("h1").ShouldNotBeNull();
    }

    [Fact]
    public async Task Signing_out_needs_a_form_of_this_shop_and_ends_it()
    {
        var visitor = Shop.Visitor();
        await visitor.SignIn("point");
        (await visitor.Post("/en/sign-out")).Status.ShouldBe(HttpStatusCode.BadRequest);
        var page = await visitor.Open("/en/point");
        page.Status.ShouldBe(HttpStatusCode.OK);

        await visitor.Submit(page, "form[action$=sign-out]");
        (await visitor.Open("/en/point")).Path.ShouldStartWith("/en/sign-in");
    }

    Task<HttpResponseMessage> Post(string path, string name, string password) =>
        Shop.Visitor().Client.PostAsync(path, new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["username"] = name, ["password"] = password }));

    Task<Page> Try(string name, string password) => Shop.Visitor().Post("/en/sign-in", ("username", name), ("password", password));
}

public sealed class SigningInOnSqlite(SqliteShop shop) : SigningIn(shop), IClassFixture<SqliteShop>;
public sealed class SigningInOnPostgres(PostgresShop shop) : SigningIn(shop), IClassFixture<PostgresShop>;

public abstract class StayingSignedIn(Shop shop) : RunsOn(shop)
{
    [Fact]
    public async Task A_sign_in_of_one_host_is_good_at_another_on_the_same_database()
    {
        var connection = await Shop.Db(db => Task.FromResult(Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetConnectionString(db.Database)!));
        var visitor = Shop.Visitor();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["username"] = "point", ["password"] = DemoPeople.Password });
        var cookie = (await visitor.Client.PostAsync("/en/sign-in", form)).Headers.GetValues("Set-Cookie")
            .Single(c => c.StartsWith(SignedInCookie.Name, StringComparison.Ordinal)).Split(';')[0];

        await using var second = Fixture.Shop.Start(connection, Shop.Clock);
        var client = second.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/en/point");
        request.Headers.Add("Cookie", cookie);
        (await client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync("/en/point")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task It_lasts_two_weeks_from_the_last_visit()
    {
        var visitor = Shop.Visitor();
        await visitor.SignIn("point");
        Shop.Clock.Move(TimeSpan.FromDays(13));
        (await visitor.Open("/en/point")).Status.ShouldBe(HttpStatusCode.OK);
        Shop.Clock.Move(TimeSpan.FromDays(13));
        (await visitor.Open("/en/point")).Path.ShouldBe("/en/point");
        Shop.Clock.Move(TimeSpan.FromDays(15));
        (await visitor.Open("/en/point")).Path.ShouldContain("sign-in");
    }

    [Fact]
    public async Task A_browser_whose_clock_is_wrong_stays_signed_in_as_long()
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["username"] = "point", ["password"] = DemoPeople.Password });
        var cookie = (await Shop.Visitor().Client.PostAsync("/en/sign-in", form)).Headers.GetValues("Set-Cookie").Single(c => c.StartsWith(SignedInCookie.Name, StringComparison.Ordinal));
        cookie.ShouldContain("max-age=1209600");
        cookie.ShouldNotContain("expires=");
    }
}

public sealed class StayingSignedInOnSqlite(SqliteShop shop) : StayingSignedIn(shop), IClassFixture<SqliteShop>;
public sealed class StayingSignedInOnPostgres(PostgresShop shop) : StayingSignedIn(shop), IClassFixture<PostgresShop>;
