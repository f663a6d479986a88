using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Storefront.Shipping;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Shipping;

/// <summary>A refused form comes back as it was sent, the sentence beside its field.</summary>
public abstract class DispatchForms(Shop shop) : RunsOn(shop)
{
    async Task<Visitor> Coordinator()
    {
        var visitor = Shop.Visitor();
        await visitor.SignIn("coordinator");
        return visitor;
    }

    static string? Value(Page page, string field) => page.Document.QuerySelector<IHtmlInputElement>(field)!.GetAttribute("value");

    [Fact]
    public async Task What_is_too_heavy_stays_ticked_on_the_page_it_was_ticked_on()
    {
        // More than a page of light ones, promised first, stand before the heavy ones.
        await Shop.Packed(Parcelled.Order(sellers: 52, gross: 100, units: 1) with { Promise = new(new(2026, 7, 1), new(2026, 7, 2)) });
        var heavy = (await Shop.ParcelsOf(await Shop.Packed(Parcelled.Order(gross: 80_000, units: 1) with { Promise = new(new(2026, 7, 3), new(2026, 7, 4)) })))[0];
        var (_, number) = await Shop.NewRun(capacity: 50);
        var visitor = await Coordinator();
        var page = await visitor.Submit(await visitor.Open($"/en/dispatch/{number}?waiting=2"), "#load-form", [new("parcels", heavy.Id.ToString())]);
        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Text.ShouldContain("Too heavy");
        page.Document.QuerySelectorAll<IHtmlInputElement>("#load-form input[name=parcels]").Where(box => box.IsChecked).Select(box => box.Value).ShouldBe([heavy.Id.ToString()]);
    }

    [Fact]
    public async Task A_refused_handing_over_stays_open_with_its_words_and_the_others_stay_shut()
    {
        var (_, number, order) = await Shop.OnTheRoad(Parcelled.Order(sellers: 2));
        var parcel = (await Shop.ParcelsOf(order))[0];
        var visitor = await Coordinator();
        var page = await visitor.Submit(await visitor.Open($"/en/dispatch/{number}"), $"form[action$=deliver]:has(input[value='{parcel.Id}'])",
            [new("receivedBy", " "), new("note", "code 1234")]);
        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var open = page.Document.QuerySelectorAll("details[open]").Single();
        open.TextContent.ShouldSatisfyAllConditions(t => t.ShouldContain(parcel.Number), t => t.ShouldContain("Say who received it."));
        Value(page, "details[open] input[name=note]").ShouldBe("code 1234");
        page.Document.QuerySelector(page.Document.QuerySelector(".err a")!.GetAttribute("href")!)!.Id.ShouldBe(open.QuerySelector("input[name=receivedBy]")!.Id);
        Value(page, "#scan-form input[name=parcel]").ShouldBe("");

        page = await visitor.Submit(page, "details[open] form", [new("receivedBy", new('x', 61))]);
        Value(page, "details[open] input[name=receivedBy]").ShouldBe(new('x', 61));
        page = await visitor.Submit(page, "details[open] form", [new("receivedBy", "The guard")]);
        page.Status.ShouldBe(HttpStatusCode.OK);
        (await Shop.ParcelsOf(order)).Single(p => p.Id == parcel.Id).Proof.ShouldBe("The guard · code 1234");
    }

    [Fact]
    public async Task A_time_that_is_refused_is_named_beside_its_field()
    {
        var (_, number, _) = await Shop.OnTheRoad();
        var visitor = await Coordinator();
        var page = await visitor.Open($"/en/dispatch/{number}");
        foreach (var (typed, said) in new[] { ("2030-01-01T00:00", "This time has not come yet"), ("", "Enter the time"), ("quarter past nine", "We could not read this time") })
        {
            page = await visitor.Submit(page, "#scan-form", [new("time", typed), new("parcel", "A-1")]);
            page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
            page.Document.QuerySelector("#f-time-error")!.TextContent.ShouldContain(said);
            Value(page, "#f-time").ShouldBe(typed);
            Value(page, "#f-parcel").ShouldBe("A-1");
        }
    }

    [Fact]
    public async Task A_time_that_nobody_can_read_shuts_no_road()
    {
        var visitor = await Coordinator();
        var page = await visitor.Open("/en/dispatch/close?leg=litang--yajiang&kind=Works&until=Friday");
        Refused();
        page = await visitor.Submit(await visitor.Open("/en/dispatch/close?leg=litang--yajiang&kind=Works"), "#close-form", [new("until", "Friday")]);
        Refused();
        (await Shop.Db(db => db.Set<Closure>().AnyAsync())).ShouldBeFalse();

        void Refused()
        {
            page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
            page.Document.QuerySelector("#f-until-error")!.TextContent.ShouldContain("We could not read this time");
            Value(page, "#f-until").ShouldBe("Friday");
            page.Document.QuerySelector<IHtmlSelectElement>("#f-kind")!.Value.ShouldBe("Works");
            page.Document.QuerySelector("#close-form").ShouldBeNull();
        }
    }

    [Fact]
    public async Task What_no_rule_can_read_is_refused_in_the_language_of_the_page()
    {
        var visitor = await Coordinator();
        var page = await visitor.Submit(await visitor.Open("/zh/dispatch/new"), "main form[method=post]", [new("truck", "3 号车"), new("capacity", "3.5")]);
        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Document.QuerySelector(".err")!.TextContent.ShouldNotContain("The value");
        page.Document.QuerySelector("#f-capacity-error")!.TextContent.ShouldContain("40,000");
        Value(page, "#f-capacity").ShouldBe("3.5");
        page = await visitor.Submit(page, "main form[method=post]", [new("id", "not-an-id"), new("truck", "3 号车"), new("capacity", "900")]);
        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Document.QuerySelector(".err")!.TextContent.ShouldNotContain("The value");

        var (_, number) = await Shop.NewRun();
        await Shop.Packed();
        page = await visitor.Submit(await visitor.Open($"/zh/dispatch/{number}?page=one&waiting=two"), "#load-form", [new("parcels", "not-an-id")]);
        page.Status.ShouldBe(HttpStatusCode.Conflict);
        page.Document.QuerySelector(".err")!.TextContent.ShouldNotContain("The value");
    }
}

public sealed class DispatchFormsOnSqlite(SqliteShop shop) : DispatchForms(shop), IClassFixture<SqliteShop>;
public sealed class DispatchFormsOnPostgres(PostgresShop shop) : DispatchForms(shop), IClassFixture<PostgresShop>;
