using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Contracts.Accounts;
using Storefront.Platform;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Accounts;

public abstract class Mandates(Shop shop) : RunsOn(shop)
{
    static Guid Person(string name) => Seeds.Id($"person/{name}");
    static Guid Producer(string name) => Seeds.Id($"producer/{name}");

    [Theory]
    [InlineData("drolma", "drolma", true), InlineData("drolma", "tashi", false), InlineData("point", "drolma", true), InlineData("point", "kelsang", false),
        InlineData("coordinator", "drolma", false), InlineData("nobody", "drolma", false)]
    public async Task A_person_acts_for_the_own_producer_and_for_those_who_gave_a_mandate(string person, string producer, bool may) =>
        (await Shop.Send(new MayActFor(Person(person), Producer(producer)))).ShouldBe(may);

    [Fact]
    public async Task A_mandate_begins_and_ends()
    {
        var begins = Shop.Clock.Now.AddDays(1);
        await Shop.Db(async db =>
        {
            db.Add(new Assignment { Id = Guid.CreateVersion7(), PersonId = Person("point"), ProducerId = Producer("dawa"), ProducerName = new("达瓦"), From = begins,
                Until = begins.AddDays(1) });
            return await db.SaveChangesAsync();
        });
        var may = new MayActFor(Person("point"), Producer("dawa"));
        (await Shop.Send(may)).ShouldBeFalse();
        Shop.Clock.Move(TimeSpan.FromDays(1));
        (await Shop.Send(may)).ShouldBeTrue();
        (await Shop.Send(new ProducersOf(Person("point")))).ShouldContain(p => p.ProducerId == Producer("dawa") && !p.Own);
        Shop.Clock.Move(TimeSpan.FromDays(1));
        (await Shop.Send(may)).ShouldBeFalse();
        (await Shop.Send(new ProducersOf(Person("point")))).ShouldNotContain(p => p.ProducerId == Producer("dawa"));
    }

    [Fact]
    public async Task A_farmer_finds_the_own_producer_with_its_name()
    {
        var own = (await Shop.Send(new ProducersOf(Person("drolma")))).ShouldHaveSingleItem();
        own.Own.ShouldBeTrue();
        own.Name.In("zh").ShouldBe("卓玛奶奶");
        own.ProducerId.ShouldBe(Producer("drolma"));
    }

    [Fact]
    public async Task People_are_named_and_unknown_ones_left_out()
    {
        var names = await Shop.Send(new NamePeople([Person("point"), Guid.NewGuid()]));
        names.Keys.ShouldBe([Person("point")]);
    }

    [Fact]
    public async Task The_point_page_leads_to_each_farmer()
    {
        var visitor = Shop.Visitor();
        await visitor.SignIn("point");
        var page = await visitor.Open("/zh/point");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain("卓玛奶奶");
        page.Document.QuerySelectorAll("main a").Select(a => a.GetAttribute("href")).ShouldContain($"/zh/farm/listings/new?for={Producer("drolma")}");
    }

    [Fact]
    public async Task The_office_gives_a_mandate_and_ends_it_and_the_record_names_who_did()
    {
        var office = Shop.Visitor();
        await office.SignIn("office");
        var page = await office.Open("/en/office/mandates");
        Dictionary<string, string> Chosen(string person, string producer) =>
            new(StringComparer.Ordinal) { ["person"] = Person(person).ToString(), ["producer"] = Producer(producer).ToString() };

        var nobody = await office.Submit(page, "form#new");
        nobody.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        nobody.Document.QuerySelectorAll(".field .bad").Length.ShouldBe(2);
        (await office.Submit(page, "form#new", Chosen("coordinator", "kelsang"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity, "mandates are for service points");

        var may = new MayActFor(Person("point"), Producer("kelsang"));
        page = await office.Submit(page, "form#new", Chosen("point", "kelsang"));
        page.Status.ShouldBe(HttpStatusCode.OK);
        (await Shop.Send(may)).ShouldBeTrue();
        var again = await office.Submit(page, "form#new", Chosen("point", "kelsang"));
        again.Status.ShouldBe(HttpStatusCode.Conflict);
        again.Text.ShouldContain("acts for this farmer already");

        var given = await Shop.Db(db => db.Assignments.AsNoTracking().SingleAsync(a => a.ProducerId == Producer("kelsang")));
        given.GivenBy.ShouldBe(Person("office"));
        page = await office.Submit(page, $"form:has(input[value='{given.Id}'])");
        page.Document.QuerySelector("[aria-labelledby=ended]")!.TextContent.ShouldContain("Kelsang");
        (await Shop.Send(may)).ShouldBeFalse();
        (await Shop.Db(db => db.Assignments.AsNoTracking().SingleAsync(a => a.Id == given.Id))).EndedBy.ShouldBe(Person("office"));
    }

    [Fact]
    public async Task Only_the_office_gives_mandates()
    {
        foreach (var name in new[] { "point", "drolma", "coordinator" })
        {
            var visitor = Shop.Visitor();
            await visitor.SignIn(name);
            (await visitor.Open("/en/office/mandates")).Status.ShouldBe(HttpStatusCode.Forbidden);
        }
    }

    [Fact]
    public async Task Demo_producers_are_called_as_the_village_calls_them()
    {
        var village = await System.Text.Json.Nodes.JsonNode.ParseAsync(File.OpenRead(Path.Combine(Fixture.Repository.Root, "src/Modules/Catalog/Village/village.json")));
        var names = village!["producers"]!.AsArray().ToDictionary(p => Seeds.Id($"producer/{p!["slug"]}"), p => (string?)p!["name"]!["zh"]);
        foreach (var acted in (await Shop.Send(new ProducersOf(Person("point")))).Concat(await Shop.Send(new ProducersOf(Person("tashi"))))) acted.Name.Zh.ShouldBe(names[acted.ProducerId]);
    }
}

public sealed class MandatesOnSqlite(SqliteShop shop) : Mandates(shop), IClassFixture<SqliteShop>;
public sealed class MandatesOnPostgres(PostgresShop shop) : Mandates(shop), IClassFixture<PostgresShop>;
