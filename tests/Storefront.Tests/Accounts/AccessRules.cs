using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Contracts.Accounts;
using Storefront.Platform;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Accounts;

public sealed class AccessOnSqlite(SqliteShop shop) : AccessRules(shop), IClassFixture<SqliteShop>;
public sealed class AccessOnPostgres(PostgresShop shop) : AccessRules(shop), IClassFixture<PostgresShop>;

public abstract class AccessRules(Shop shop) : RunsOn(shop)
{
    const string Producers = "/en/office/producers", People = "/en/office/people";

    async Task<Visitor> Office()
    {
        var office = Shop.Visitor();
        await office.SignIn("office");
        return office;
    }

    static Dictionary<string, string> Fields(params (string, string)[] fields) => Accounts.People.Fields(fields);

    Task<List<Producer>> All() => Shop.Db(db => db.Producers.AsNoTracking().ToListAsync());

    static async Task<Page> TakesIn(Visitor office, string zh, string en) => await office.Submit(await office.Open(Producers), "form#new",
        Fields(("place", "zhongde"), ("name", zh), ("name-en", en), ("household", "一家三口，苹果园 4 亩"), ("story", "父亲种下的第一棵树还在。"), ("since", "1998")));

    [Fact]
    public async Task A_producer_is_taken_in_somebody_of_the_household_named_and_signs_in_by_code_to_list()
    {
        var office = await Office();
        var page = await TakesIn(office, "白玛", "Pema");
        page.Text.ShouldContain("It is recorded.");
        var producer = (await All()).Single(p => p.Name.Zh == "白玛");
        (producer.Fictional, producer.Place, producer.Since, producer.Slug[..5]).ShouldBe((false, "zhongde", 1998, "pema-"));
        (await Shop.Visitor().Open($"/en/producers/{producer.Slug}")).Text.ShouldContain("父亲种下的第一棵树还在。");

        await Shop.Settle();
        var number = Accounts.People.NewNumber();
        page = await office.Submit(await office.Open(People), "#new-farmer", Fields(("name", "白玛 Pema"), ("tel", number), ("producer", producer.Id.ToString())));
        page.Document.QuerySelectorAll("tbody tr").Select(r => r.TextContent)
            .ShouldContain(r => r.Contains("白玛 Pema", StringComparison.Ordinal) && r.Contains("Farmer", StringComparison.Ordinal));

        var farmer = Shop.Visitor();
        (await Shop.SignIn(farmer, number)).Path.ShouldBe("/en/farm");
        (await farmer.Open($"/en/farm/listings/new?for={producer.Id}")).Status.ShouldBe(HttpStatusCode.OK);
        (await Shop.Db(db => db.People.AsNoTracking().SingleAsync(p => p.PhoneNumber == number))).PhoneNumberConfirmed.ShouldBeTrue("the code has proven it");
    }

    [Fact]
    public async Task The_number_that_the_office_named_is_proven_by_nobody_but_its_owner()
    {
        var (office, number) = (await Office(), Accounts.People.NewNumber());
        await office.Submit(await office.Open(People), "#new-farmer", Fields(("name", "央金"), ("tel", number), ("producer", Seeds.Id("producer/dawa").ToString())));
        var person = await Shop.Db(db => db.People.AsNoTracking().SingleAsync(p => p.PhoneNumber == number));
        (await Shop.Send(new ProvenNumber(person.Id))).ShouldBeNull();
    }

    [Fact]
    public async Task Whoever_shops_by_the_number_farms_with_the_same_account_and_signs_in_anew()
    {
        var (office, shopper, number) = (await Office(), Shop.Visitor(), Accounts.People.NewNumber());
        await Shop.SignIn(shopper, number);
        (await shopper.Open("/en/farm")).Status.ShouldBe(HttpStatusCode.Forbidden);
        await office.Submit(await office.Open(People), "#new-farmer", Fields(("name", "达瓦"), ("tel", number), ("producer", Seeds.Id("producer/dawa").ToString())));
        var person = await Shop.Db(db => db.People.AsNoTracking().SingleAsync(p => p.PhoneNumber == number));
        (await Shop.Send(new ProducersOf(person.Id))).ShouldHaveSingleItem().ProducerId.ShouldBe(Seeds.Id("producer/dawa"));
        var again = Shop.Visitor();
        (await Shop.SignIn(again, number)).Path.ShouldBe("/en/farm");
    }

    [Fact]
    public async Task Staff_gets_a_first_password_that_is_shown_once()
    {
        var office = await Office();
        var page = await office.Submit(await office.Open(People), "#new-staff", Fields(("staff-name", "格桑"), ("username", "kelsang-point"), ("role", "service-point")));
        page.Status.ShouldBe(HttpStatusCode.OK);
        var password = page.Document.QuerySelector("#password strong")!.TextContent;
        password.Length.ShouldBe(14);
        (await office.Open(People)).Text.ShouldNotContain(password);

        var staff = Shop.Visitor();
        await staff.SignIn("kelsang-point", password);
        (await staff.Open("/en/point")).Status.ShouldBe(HttpStatusCode.OK);
        (await office.Open("/en/office/mandates")).Document.QuerySelectorAll("[name=person] option").Select(o => o.TextContent).ShouldContain("格桑");

        var taken = await office.Submit(await office.Open(People), "#new-staff", Fields(("staff-name", "格桑"), ("username", "Kelsang-Point"), ("role", "office")));
        taken.Status.ShouldBe(HttpStatusCode.Conflict);
        taken.Document.QuerySelector("#f-username-error")!.TextContent.ShouldContain("has this user name already");
    }

    [Fact]
    public async Task Who_leaves_may_nothing_any_more_and_the_mandates_end()
    {
        var office = await Office();
        var page = await office.Submit(await office.Open(People), "#new-staff", Fields(("staff-name", "洛桑"), ("username", "lobsang"), ("role", "service-point")));
        var staff = Shop.Visitor();
        await staff.SignIn("lobsang", page.Document.QuerySelector("#password strong")!.TextContent);
        var person = await Shop.Db(db => db.People.AsNoTracking().SingleAsync(p => p.UserName == "lobsang"));
        await office.Submit(await office.Open("/en/office/mandates"), "form#new", Fields(("person", person.Id.ToString()), ("producer", Seeds.Id("producer/kelsang").ToString())));
        (await Shop.Send(new MayActFor(person.Id, Seeds.Id("producer/kelsang")))).ShouldBeTrue();

        await office.Submit(await office.Open(People), $"form:has(input[value='{person.Id}'])");
        (await Shop.Send(new MayActFor(person.Id, Seeds.Id("producer/kelsang")))).ShouldBeFalse();
        (await Shop.Db(db => db.Assignments.AsNoTracking().SingleAsync(a => a.PersonId == person.Id))).EndedBy.ShouldBe(Seeds.Id("person/office"));
        Shop.Clock.Move(TimeSpan.FromMinutes(31));      // a cookie's stamp is looked at again within half an hour
        (await staff.Open("/en/point")).Path.ShouldNotBe("/en/point");
        (await office.Open(People)).Text.ShouldNotContain("洛桑");
    }

    [Fact]
    public async Task Nobody_ends_the_own_access()
    {
        var office = await Office();
        var page = await office.Open(People);
        page.Document.QuerySelector($"input[value='{Seeds.Id("person/office")}']").ShouldBeNull();
        var other = page.Document.QuerySelector("input[name=person]")!;
        other.SetAttribute("value", Seeds.Id("person/office").ToString());
        var refused = await office.Submit(page, "form:has([name=person])");
        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        refused.Text.ShouldContain("Nobody ends their own access");
        (await office.Open("/en/office")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_missing_or_wrong_is_said_beside_each_field_and_what_was_typed_stays()
    {
        var office = await Office();
        var page = await office.Submit(await office.Open(People), "#new-farmer", Fields(("name", "达瓦"), ("tel", "028-1234")));
        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Document.QuerySelectorAll("#new-farmer .bad").Length.ShouldBe(2);
        page.Document.QuerySelector("#f-name")!.GetAttribute("value").ShouldBe("达瓦");
        page = await office.Submit(page, "#new-staff", Fields(("staff-name", ""), ("username", "a b"), ("role", "shopper")));
        page.Document.QuerySelectorAll("#new-staff .bad").Length.ShouldBe(3);
        var staffs = await office.Submit(page, "#new-farmer", Fields(("name", "达瓦"), ("tel", DemoPeople.DrolmaNumber), ("producer", Seeds.Id("producer/dawa").ToString())));
        staffs.Status.ShouldBe(HttpStatusCode.Conflict);
        staffs.Document.QuerySelector("#f-tel-error")!.TextContent.ShouldContain("has this number already");

        page = await office.Submit(await office.Open(Producers), "form#new", Fields(("place", "paris"), ("name", "白玛"), ("since", "the old days")));
        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Document.QuerySelectorAll("form#new .bad").Length.ShouldBe(3, "household, story, year");
        page.Document.QuerySelector("#f-name")!.GetAttribute("value").ShouldBe("白玛");
        page = await office.Submit(page, "form#new", Fields(("place", "paris"), ("name", "白玛"), ("household", "一户"), ("story", "故事"), ("since", "")));
        page.Document.QuerySelector("#f-place-error")!.TextContent.ShouldContain("choose where its goods leave from");
    }

    [Fact]
    public async Task Pressed_twice_one_producer_is_taken_in()
    {
        var office = await Office();
        var form = await office.Open(Producers);
        foreach (var _ in new[] { 1, 2 })
            (await office.Submit(form, "form#new", Fields(("place", "zhongde"), ("name", "双击"), ("household", "一户"), ("story", "故事")))).Text.ShouldContain("It is recorded.");
        (await All()).Count(p => p.Name.Zh == "双击").ShouldBe(1);
    }

    [Fact]
    public async Task Only_the_office_sees_these_pages()
    {
        foreach (var name in new[] { "point", "drolma", "coordinator" })
        {
            var visitor = Shop.Visitor();
            await visitor.SignIn(name);
            foreach (var path in new[] { People, Producers }) (await visitor.Open(path)).Status.ShouldBe(HttpStatusCode.Forbidden);
        }
    }
}
