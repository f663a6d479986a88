using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Notices;
using Storefront.Tests.Accounts;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Catalog;

public sealed class ApplyingOnSqlite(SqliteShop shop) : ApplyingRules(shop), IClassFixture<SqliteShop>;
public sealed class ApplyingOnPostgres(PostgresShop shop) : ApplyingRules(shop), IClassFixture<PostgresShop>;

/// <summary>A household asks to sell here, the office answers, and whoever is taken in signs in by the number that was given.</summary>
public abstract class ApplyingRules(Shop shop) : RunsOn(shop)
{
    static async Task<Page> Applies(Visitor visitor, string tel, string name = "尼玛", string goods = "核桃，每年 300 公斤") =>
        await visitor.Submit(await visitor.Open("/zh/sell"), "#apply",
            new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = name, ["tel"] = tel, ["village"] = "乡城县 青德镇", ["goods"] = goods });

    async Task<Visitor> Office()
    {
        var office = Shop.Visitor();
        await office.SignIn("office");
        return office;
    }

    Task<Application> Stored(string tel) => Shop.Db(db => db.Applications.AsNoTracking().SingleAsync(a => a.Phone == tel));
    Task<List<Notice>> Told(string tel) => Shop.Db(db => db.Notices.AsNoTracking().Where(n => n.Recipient == tel && n.Topic != Topic.Code).OrderBy(n => n.Id).ToListAsync());

    /// <summary>Takes the household in through the form that the application opens.</summary>
    async Task<Page> TakesIn(Visitor office, string tel)
    {
        var page = await office.Open($"/en/office/producers?application={(await Stored(tel)).Id}");
        var place = page.Document.QuerySelector("#new select option:last-child")!.GetAttribute("value")!;
        return await office.Submit(page, "#new", new Dictionary<string, string>(StringComparer.Ordinal) { ["place"] = place, ["household"] = "一家四口" });
    }

    [Fact]
    public async Task Whoever_is_taken_in_signs_in_by_his_number_and_can_list()
    {
        var (visitor, tel, office) = (Shop.Visitor(), People.NewNumber(), await Office());
        (await Applies(visitor, tel)).Text.ShouldContain("收到了");
        (await office.Open("/en/office/producers")).Text.ShouldContain("核桃，每年 300 公斤");

        (await TakesIn(office, tel)).Document.QuerySelector($"#a-{(await Stored(tel)).Id}").ShouldBeNull();
        await Shop.Settle();
        (await Told(tel)).ShouldHaveSingleItem().Body.ShouldBe("申请通过，用这个手机号登录上架：http://localhost:5080/zh/sign-in");
        (await Stored(tel)).ShouldSatisfyAllConditions(a => a.State.ShouldBe(ApplicationState.Approved), a => a.DecidedBy.ShouldNotBeNull());
        await Shop.SignIn(visitor, tel);
        var listing = await visitor.Open("/zh/farm/listings/new");
        listing.Status.ShouldBe(HttpStatusCode.OK);
        listing.Document.QuerySelector("#listing").ShouldNotBeNull();
    }

    [Fact]
    public async Task Whoever_is_declined_learns_why_and_may_apply_again()
    {
        var (visitor, tel, office) = (Shop.Visitor(), People.NewNumber(), await Office());
        await Applies(visitor, tel);
        var id = (await Stored(tel)).Id;
        var page = await office.Submit(await office.Open("/en/office/producers"), $"#a-{id} form", new Dictionary<string, string>(StringComparer.Ordinal) { [$"reason-{id}"] = "" });
        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Text.ShouldContain("Say why");
        await office.Submit(page, $"#a-{id} form", new Dictionary<string, string>(StringComparer.Ordinal) { [$"reason-{id}"] = "明年春天再来。" });
        await Shop.Settle();
        (await Told(tel)).ShouldHaveSingleItem().Body.ShouldContain("明年春天再来。");
        (await office.Open("/en/office/producers")).Document.QuerySelector($"#a-{id}").ShouldBeNull();

        await Applies(visitor, tel, goods: "核桃，每年 500 公斤");
        (await office.Open("/en/office/producers")).Document.QuerySelector($"#a-{id}")!.TextContent.ShouldContain("500");
        await TakesIn(office, tel);
        await Shop.Settle();
        (await Told(tel)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task One_number_applies_once_and_what_was_typed_last_counts()
    {
        var (visitor, tel) = (Shop.Visitor(), People.NewNumber());
        await Applies(visitor, tel);
        await Applies(visitor, $"+86 {tel[..3]} {tel[3..7]} {tel[7..]}", name: "<b>尼玛</b>");
        (await Stored(tel)).Name.ShouldBe("<b>尼玛</b>");
        (await (await Office()).Open("/en/office/producers")).Document.QuerySelector($"#a-{(await Stored(tel)).Id} h3")!.TextContent.ShouldBe("<b>尼玛</b>", "markup is shown as text");
    }

    [Fact]
    public async Task An_application_is_answered_once()
    {
        var (visitor, tel, office) = (Shop.Visitor(), People.NewNumber(), await Office());
        await Applies(visitor, tel);
        var (id, both) = ((await Stored(tel)).Id, await office.Open("/en/office/producers"));
        await TakesIn(office, tel);
        (await office.Submit(both, $"#a-{id} form", new Dictionary<string, string>(StringComparer.Ordinal) { [$"reason-{id}"] = "no" })).Status.ShouldBe(HttpStatusCode.Conflict);
        (await Stored(tel)).State.ShouldBe(ApplicationState.Approved);
        await Applies(visitor, tel, name: "somebody else");
        (await Stored(tel)).Name.ShouldBe("尼玛", "anybody may type anybody's number");
    }

    [Fact]
    public async Task What_was_sent_anew_is_read_before_it_is_answered()
    {
        var (visitor, tel, office) = (Shop.Visitor(), People.NewNumber(), await Office());
        await Applies(visitor, tel);
        var (id, read) = ((await Stored(tel)).Id, await office.Open("/en/office/producers"));
        Shop.Clock.Move(TimeSpan.FromSeconds(1));
        await Applies(visitor, tel, goods: "something else");
        var page = await office.Submit(read, $"#a-{id} form", new Dictionary<string, string>(StringComparer.Ordinal) { [$"reason-{id}"] = "no" });
        page.Status.ShouldBe(HttpStatusCode.Conflict);
        page.Text.ShouldContain("something else");
        (await Stored(tel)).State.ShouldBe(ApplicationState.Submitted);
    }

    [Fact]
    public async Task Staff_who_apply_stay_what_they_are_and_nothing_is_held_up()
    {
        var office = await Office();
        await Applies(Shop.Visitor(), Storefront.Accounts.DemoPeople.TashiNumber);
        await TakesIn(office, Storefront.Accounts.DemoPeople.TashiNumber);
        await Shop.Settle();
        (await Shop.Db(db => db.Set<Storefront.Accounts.Person>().SingleAsync(p => p.PhoneNumber == Storefront.Accounts.DemoPeople.TashiNumber)))
            .ProducerId.ShouldBe(Storefront.Platform.Seeds.Id("producer/tashi"));
    }

    [Fact]
    public async Task What_is_missing_is_said_beside_its_field_and_what_was_typed_stays()
    {
        var page = await Applies(Shop.Visitor(), "12345");
        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Document.QuerySelector("#f-tel-error")!.TextContent.ShouldContain("11 位");
        page.Document.QuerySelector("#f-tel")!.GetAttribute("value").ShouldBe("12345");
        page.Document.QuerySelector("#f-goods")!.TextContent.ShouldContain("300 公斤");
    }

    [Fact]
    public async Task A_story_of_millions_is_answered_beside_its_field_and_lines_count_once()
    {
        var story = new string('苹', 1_200_000);      // 10.8 MB as a form sends it
        var page = await Applies(Shop.Visitor(), People.NewNumber(), goods: story);
        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Document.QuerySelector("#f-goods-error")!.TextContent.ShouldContain("1000 字以内");
        page.Document.QuerySelector("#f-goods")!.TextContent.Trim().Length.ShouldBe(story.Length);
        (await Applies(Shop.Visitor(), People.NewNumber(), goods: new string('x', 13_000_000))).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);

        var tel = People.NewNumber();
        var lines = string.Join("\r\n", Enumerable.Repeat("xx", 300));      // 899 characters for the browser, 1198 as they are sent
        (await Applies(Shop.Visitor(), tel, goods: lines)).Text.ShouldContain("收到了");
        (await Stored(tel)).Goods.Length.ShouldBe(899);
    }

    [Fact]
    public async Task Only_the_office_reads_and_answers()
    {
        var point = Shop.Visitor();
        await point.SignIn("point");
        (await point.Open("/en/office/producers")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await point.Post("/en/office/producers/decline", ("application", Guid.NewGuid().ToString()))).Status.ShouldBe(HttpStatusCode.Forbidden);
    }
}
