using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using Storefront.Accounts.SigningIn;
using Storefront.Contracts;
using Storefront.Orders;
using Storefront.Platform.Web;
using Storefront.Tests.Fixture;
using Storefront.Web.About;

namespace Storefront.Tests.Platform;

/// <summary>What the shop says of itself is what it is.</summary>
public sealed class AboutPageTests(SqliteShop shop) : IClassFixture<SqliteShop>
{
    /// <summary>Needed to build it, and no part of what runs.</summary>
    static readonly string[] BuildOnly = ["Meziantou.Analyzer", "Microsoft.CodeAnalysis.", "Humanizer.Core", "System.Composition"];

    [Fact]
    public void Every_package_that_runs_is_named_with_its_licence_and_none_that_does_not()
    {
        var packages = JsonDocument.Parse(Repository.Read("src/Storefront.Web/packages.lock.json")).RootElement.GetProperty("dependencies").EnumerateObject()
            .SelectMany(framework => framework.Value.EnumerateObject()).Where(p => p.Value.GetProperty("type").GetString() != "Project").Select(p => p.Name)
            .Where(p => !BuildOnly.Any(b => p.StartsWith(b, StringComparison.Ordinal))).Distinct(StringComparer.Ordinal).ToList();
        var named = Licences.Programs.Skip(1).Select(p => p.Name).ToList();      // the first is what all stands on
        packages.Where(p => !named.Any(n => p.StartsWith(n, StringComparison.Ordinal))).ShouldBeEmpty();
        named.Where(n => !packages.Any(p => p.StartsWith(n, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_source_of_the_places_that_asks_for_it_is_named_with_its_licence()
    {
        var page = await shop.Visitor().Open("/en/licences");
        foreach (var source in JsonDocument.Parse(Repository.Read("src/Modules/Shipping/Roads/places.json")).RootElement.GetProperty("sources").EnumerateObject())
        {
            if (!source.Value.TryGetProperty("licence", out var licence) || licence.GetString() == "facts only") continue;
            var said = Licences.Sources.Single(s => s.Key == source.Name);
            licence.GetString()!.ShouldStartWith(said.Licence);
            page.Text.ShouldContain(said.Name);
        }
        page.Document.QuerySelectorAll("main a[rel~=license]").Length.ShouldBe(2);
        page.Document.QuerySelectorAll("main .parts li").Length.ShouldBe(Licences.Programs.Count + Licences.Sources.Count);
    }

    [Theory, InlineData("zh", "天"), InlineData("en", "days"), InlineData("fr", "jours")]
    public async Task What_is_kept_is_said_by_its_name_and_for_as_long_as_it_is(string language, string days)
    {
        var page = await shop.Visitor().Open($"/{language}/privacy");
        var text = page.Text;
        foreach (var cookie in PersonalCookies.All.Append(SignedInCookie.Name).Append(LanguageOfRequest.Cookie).Append("second-step")) text.ShouldContain(cookie);
        foreach (var kept in new[] { Basket.KeptFor.TotalDays, Storefront.Payments.Events.ForgetOldEvents.KeptFor.TotalDays,
            Storefront.Catalog.Pictures.ForgetUnusedPhotos.KeptFor.TotalDays, 14 }) text.ShouldContain($"{kept} {days}");
        page.Document.QuerySelectorAll("nav .chips a").Select(a => a.GetAttribute("href")![1..]).ShouldBe(page.Document.QuerySelectorAll("section.card[id]").Select(s => s.Id!));
    }

    [Fact]
    public async Task The_shares_of_a_price_are_those_that_are_paid()
    {
        var text = (await shop.Visitor().Open("/en/about")).Text;
        foreach (var share in PriceSplit.Weights.Append(PriceSplit.VoucherWeights[0])) text.ShouldContain($"¥{share} ");
    }

    [Theory, InlineData("zh"), InlineData("en"), InlineData("fr"), InlineData("bo")]
    public async Task The_foot_of_every_page_leads_there(string language)
    {
        var visitor = shop.Visitor();
        var links = (await visitor.Open($"/{language}")).Document.QuerySelectorAll("footer a").Select(a => a.GetAttribute("href")!).ToList();
        links.ShouldBeUnique();
        foreach (var path in new[] { "help", "sell", "about", "privacy", "licences" }) links.ShouldContain($"/{language}/{path}");
        foreach (var link in links) (await visitor.Open(link)).Status.ShouldBe(HttpStatusCode.OK, link);
    }
}
