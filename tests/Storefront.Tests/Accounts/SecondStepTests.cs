using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Accounts.SecondStep;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Accounts;

/// <summary>A shop that asks its staff for a second step, as every shop in Production does.</summary>
public sealed class SecondStepTests(SqliteShop shop) : RunsOn(shop), IClassFixture<SqliteShop>, IAsyncLifetime
{
    Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory<Program> strict = null!;

    public ValueTask InitializeAsync()
    {
        strict = Shop.Another(Shop.Clock, ("Accounts:SecondStep", "true"));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => strict.DisposeAsync();

    Visitor Visitor() => new(strict.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new("https://localhost") }));

    static async Task<Page> Password(Visitor visitor, string name, string query = "") =>
        await visitor.Submit(await visitor.Open($"/en/sign-in{query}"), "#by-password", People.Fields(("username", name), ("password", Fixture.Visitor.DemoPassword)));

    [Theory, InlineData("drolma", "/en/farm")]
    public async Task A_farmer_needs_none(string name, string home) => (await Password(Visitor(), name)).Path.ShouldBe(home);

    [Fact]
    public async Task The_first_sign_in_of_staff_makes_it_and_later_ones_ask_for_it()
    {
        var visitor = Visitor();
        var page = await Password(visitor, "point", "?returnUrl=%2Fen%2Ffarm%2Fpick");
        page.Path.ShouldStartWith("/en/sign-in/enrol");
        page.Document.QuerySelector("svg[role=img] path").ShouldNotBeNull();
        (await visitor.Open("/en/point")).Path.ShouldStartWith("/en/sign-in");      // a password alone opens nothing

        var key = page.Document.QuerySelector("main code")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        (await visitor.Submit(page, "#enrol", People.Fields(("code", Wrong(key))))).Document.QuerySelector("#f-code-error").ShouldNotBeNull();
        var codes = await visitor.Submit(page, "#enrol", People.Fields(("code", Totp.Code(key, 0))));
        var recovery = codes.Document.QuerySelectorAll("#codes code").Select(c => c.TextContent).ToList();
        recovery.Count.ShouldBe(Authenticator.RecoveryCodes);
        codes.Document.QuerySelector("main a.btn")!.GetAttribute("href").ShouldBe("/en/farm/pick");
        (await visitor.Open("/en/point")).Path.ShouldBe("/en/point");

        var later = Visitor();
        page = await Password(later, "point");
        page.Path.ShouldBe("/en/sign-in/second");
        (await later.Open("/en/point")).Path.ShouldStartWith("/en/sign-in");
        (await later.Open("/en/sign-in/enrol")).Path.ShouldNotContain("enrol");      // whoever got the password first does not replace the app
        (await later.Submit(page, "#second", People.Fields(("code", Totp.Code(key, 0))))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);      // used already
        (await later.Submit(page, "#second", People.Fields(("code", Totp.Code(key, 1))))).Path.ShouldBe("/en/point");

        // The phone is lost: a recovery code opens, once.
        var lost = Visitor();
        (await lost.Submit(await Password(lost, "point"), "#second", People.Fields(("code", ""), ("recovery", $" {recovery[0].ToLowerInvariant()} ")))).Path.ShouldBe("/en/point");
        (await lost.Submit(await Password(Visitor(), "point"), "#second", People.Fields(("recovery", recovery[1]))))
            .Path.ShouldBe("/en/sign-in");      // nobody typed the password in this browser
        var again = Visitor();
        (await again.Submit(await Password(again, "point"), "#second", People.Fields(("recovery", recovery[0])))).Document.QuerySelector("#f-recovery-error").ShouldNotBeNull();
    }

    [Fact]
    public async Task Wrong_codes_make_the_account_rest_and_a_right_password_does_not_forgive_them()
    {
        var key = await Enrolled("coordinator");
        for (var i = 0; i < 5; i++)
        {
            var visitor = Visitor();
            (await visitor.Submit(await Password(visitor, "coordinator"), "#second", People.Fields(("code", Wrong(key))))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }
        (await Password(Visitor(), "coordinator")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Shop.Db(db => db.People.SingleAsync(p => p.UserName == "coordinator"))).LockoutEnd.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_operator_takes_a_lost_one_away()
    {
        var key = await Enrolled("office");
        await using var said = new StringWriter();
        (await ResetSecondStep.Run(strict.Services, "nobody-here", said)).ShouldBe(ResetSecondStep.Unknown);
        (await ResetSecondStep.Run(strict.Services, "office", said)).ShouldBe(ResetSecondStep.Reset);
        var visitor = Visitor();
        var page = await Password(visitor, "office");
        page.Path.ShouldStartWith("/en/sign-in/enrol");
        page.Document.QuerySelector("main code")!.TextContent.Replace(" ", "", StringComparison.Ordinal).ShouldNotBe(key);
    }

    [Theory]
    [InlineData(false, null, true), InlineData(false, "false", true), InlineData(true, null, false), InlineData(true, "true", true)]
    public void Production_asks_for_it_whatever_is_set(bool demo, string? set, bool demanded)
    {
        var settings = new Microsoft.Extensions.Configuration.ConfigurationManager();
        settings["Accounts:SecondStep"] = set;
        var services = new ServiceCollection();
        Storefront.Platform.Modules.AddPlatform(services);
        services.AddAccountsModule(settings, demo);
        ((SecondStepRule)services.Single(s => s.ServiceType == typeof(SecondStepRule)).ImplementationInstance!).Demanded.ShouldBe(demanded);
    }

    async Task<string> Enrolled(string name)
    {
        var visitor = Visitor();
        var page = await Password(visitor, name);
        var key = page.Document.QuerySelector("main code")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        (await visitor.Submit(page, "#enrol", People.Fields(("code", Totp.Code(key, 0))))).Status.ShouldBe(HttpStatusCode.OK);
        return key;
    }

    static string Wrong(string key) => Enumerable.Range(0, 20).Select(i => $"{i:D6}").First(code => Enumerable.Range(-3, 7).All(step => Totp.Code(key, step) != code));
}
