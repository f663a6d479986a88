using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Catalog.Revisions;
using Storefront.Notices;
using Storefront.Platform;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Catalog;

public sealed class StoriesOnSqlite(SqliteShop shop) : StoryRules(shop), IClassFixture<SqliteShop>;
public sealed class StoriesOnPostgres(PostgresShop shop) : StoryRules(shop), IClassFixture<PostgresShop>;

/// <summary>What a producer's page tells: who may write it, what is live at once, and what somebody reads first.</summary>
public abstract class StoryRules(Shop shop) : RunsOn(shop)
{
    static Guid Id(string producer) => Seeds.Id($"producer/{producer}");

    async Task<Visitor> SignedIn(string name)
    {
        var visitor = Shop.Visitor();
        await visitor.SignIn(name);
        return visitor;
    }

    static Task<Page> Opens(Visitor person, string producer) => person.Open($"/en/farm/page?for={Id(producer)}");
    static async Task<Page> Tells(Visitor person, string producer, params (string Field, string Words)[] words) => await Sends(person, await Opens(person, producer), words);
    static Task<Page> Sends(Visitor person, Page page, params (string Field, string Words)[] words) =>
        person.Submit(page, "form#new", words.Select(w => KeyValuePair.Create(w.Field, w.Words)));
    Task<Producer> Stored(string producer) => Shop.Db(db => db.Producers.AsNoTracking().SingleAsync(p => p.Id == Id(producer)));
    async Task<string> Shown(string producer, string language = "zh") => (await Shop.Visitor().Open($"/{language}/producers/{producer}?x={Guid.NewGuid():N}")).Text;
    async Task<bool> IsFound(string words) => (await Shop.Visitor().Open($"/zh/search?q={Uri.EscapeDataString(words)}")).Document.QuerySelector(".empty") is null;

    [Fact]
    public async Task A_farmer_tells_his_story_anew_and_his_goods_are_found_by_it_at_once()
    {
        var tashi = await SignedIn("tashi");
        (await IsFound("雪豹谷")).ShouldBeFalse();
        (await Tells(tashi, "tashi", ("household-zh", "一家五口"), ("story-zh", "我们住在雪豹谷边。\n\n冬天很长。"), ("quote-zh", "蜜是花的话。"),
            ("story-fr", "Nous vivons près de la vallée."))).Text.ShouldContain("Saved");
        var (zh, fr) = (await Shown("tashi"), await Shown("tashi", "fr"));
        foreach (var told in new[] { "一家五口", "雪豹谷", "蜜是花的话。" }) zh.ShouldContain(told);
        fr.ShouldContain("Nous vivons près de la vallée.");
        (await IsFound("雪豹谷")).ShouldBeTrue();
        (await Shop.Db(db => db.Set<Storefront.Platform.Data.ActRow>().AsNoTracking().Where(a => a.Command == "ChangeStory" && a.ProducerId == Id("tashi"))
            .ToListAsync())).ShouldContain(a => a.PersonId == Seeds.Id("person/tashi"));
    }

    [Fact]
    public async Task Claims_about_the_food_wait_until_somebody_has_read_them_and_the_farmer_is_told()
    {
        var (drolma, office) = (await SignedIn("drolma"), await SignedIn("office"));
        var before = (await Stored("drolma")).Story;
        (await Tells(drolma, "drolma", ("story-zh", "我的苹果是有机的，能降血压。"))).Text.ShouldContain("goes live once it has been read");
        (await Stored("drolma")).Story.ShouldBe(before);
        (await Opens(drolma, "drolma")).Text.ShouldContain("still wait to be read");

        var page = await office.Open("/en/revisions");
        foreach (var shown in new[] { "Producer’s page", "有机", "血压" }) page.Text.ShouldContain(shown);
        var revision = await Shop.Db(db => db.Revisions.AsNoTracking().SingleAsync(r => r.ProducerId == Id("drolma") && r.Kind == RevisionKind.Story && r.State == RevisionState.Submitted));
        page = await office.Submit(page, $"form:has(input[value='{revision.Id}'])", [new($"reason-{revision.Id}", "请寄有机证书")], "decision=decline");
        page.Text.ShouldContain("Decided");
        (await Stored("drolma")).Story.ShouldBe(before);
        await Shop.Settle();
        var told = await Shop.Db(db => db.Notices.AsNoTracking().SingleAsync(n => n.Topic == Topic.RevisionDeclined && n.Body.Contains("/farm/page")));
        (await drolma.Open(told.Body.Split("http://localhost:5080")[1])).Text.ShouldContain("请寄有机证书");

        await Tells(drolma, "drolma", ("story-zh", "我的苹果是有机的，证书在乡里。"));
        revision = await Shop.Db(db => db.Revisions.AsNoTracking().SingleAsync(r => r.ProducerId == Id("drolma") && r.Kind == RevisionKind.Story && r.State == RevisionState.Submitted));
        await office.Submit(await office.Open("/en/revisions"), $"form:has(input[value='{revision.Id}'])", button: "decision=approve");
        (await Stored("drolma")).Story.Zh.ShouldBe("我的苹果是有机的，证书在乡里。");
        (await Shown("drolma")).ShouldContain("证书在乡里");
        (await IsFound("证书在乡里")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_story_that_waits_is_what_the_form_starts_from_and_is_not_lost_by_the_next_save()
    {
        var drolma = await SignedIn("drolma");
        var live = (await Stored("drolma")).Story.Zh;
        await Tells(drolma, "drolma", ("story-zh", "润肺的故事"));
        (await Opens(drolma, "drolma")).Document.QuerySelector("#f-story-zh")!.TextContent.ShouldBe("润肺的故事");
        await Tells(drolma, "drolma", ("quote-zh", "又甜又脆"));
        var waits = await Shop.Db(db => db.Revisions.AsNoTracking().SingleAsync(r => r.ProducerId == Id("drolma") && r.Kind == RevisionKind.Story && r.State == RevisionState.Submitted));
        (waits.Description!.Zh, waits.Quote!.Zh).ShouldBe(("润肺的故事", "又甜又脆"));
        await Tells(drolma, "drolma", ("story-zh", live), ("quote-zh", ""));
        (await Shop.Db(db => db.Revisions.AnyAsync(r => r.ProducerId == Id("drolma") && r.Kind == RevisionKind.Story && r.State == RevisionState.Submitted)))
            .ShouldBeFalse("taken back by writing what was there");
    }

    [Fact]
    public async Task Who_hands_in_other_words_takes_back_those_that_wait()
    {
        var point = await SignedIn("point");
        var before = await Shop.Db(db => db.Producers.AsNoTracking().SingleAsync(p => p.Id == Id("tashi")));
        var form = await Opens(point, "tashi");
        // The service point reads what it writes; somebody of the household does not.
        (await Sends(point, form, ("story-zh", "本店核桃有机。"))).Text.ShouldContain("Saved");
        (await Stored("tashi")).Story.Zh.ShouldBe("本店核桃有机。");
        // The second press of the same form, and a form opened before: nothing is overwritten unseen.
        (await Sends(point, form, ("story-zh", "本店核桃有机。"))).Text.ShouldContain("Saved");
        var late = await Sends(point, form, ("story-zh", "另一个故事"));
        late.Status.ShouldBe(HttpStatusCode.Conflict);
        foreach (var shown in new[] { "另一个故事", "本店核桃有机。" }) late.Document.QuerySelector("form#new")!.OuterHtml.ShouldContain(shown);
        (await Sends(point, late, ("story-zh", before.Story.Zh))).Text.ShouldContain("Saved");
        (await Stored("tashi")).Story.ShouldBe(before.Story);

        var drolma = await SignedIn("drolma");
        await Tells(drolma, "drolma", ("quote-zh", "包治百病"));
        await Tells(drolma, "drolma", ("quote-zh", "好吃"));
        (await Stored("drolma")).Quote!.Zh.ShouldBe("好吃");
        (await Shop.Db(db => db.Revisions.AnyAsync(r => r.ProducerId == Id("drolma") && r.Kind == RevisionKind.Story && r.State == RevisionState.Submitted))).ShouldBeFalse();
    }

    [Fact]
    public async Task Nobody_writes_for_another_household_and_the_office_may_for_all()
    {
        var (tashi, office) = (await SignedIn("tashi"), await SignedIn("office"));
        var own = await Opens(tashi, "tashi");
        (await tashi.Submit(own, "form#new", [new("for", Id("drolma").ToString()), new("story-zh", "不是我的")])).Status.ShouldBe(HttpStatusCode.Forbidden);
        var list = await office.Open("/en/office/producers");
        list.Document.QuerySelector($"a[href='/en/farm/page?for={Id("norbu")}']").ShouldNotBeNull();
        (await Tells(office, "norbu", ("household-en", "Four people & a mill"))).Text.ShouldContain("Saved");
        (await Shown("norbu", "en")).ShouldContain("Four people & a mill");
        (await office.Open($"/en/farm/page?for={Guid.NewGuid()}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("household-zh", "", "Say in one line who you are")]
    [InlineData("story-zh", " \r\n ", "Please write the story")]
    [InlineData("story-zh", 4001, "at most 4,000")]
    [InlineData("household-fr", 121, "at most 120")]
    [InlineData("quote-en", 201, "at most 200")]
    public async Task What_is_missing_or_too_long_is_said_beside_its_field_and_nothing_typed_is_lost(string field, object words, string sentence)
    {
        var (tashi, typed) = (await SignedIn("tashi"), words as string ?? new string('长', (int)words));
        var before = await Stored("tashi");
        var page = await Tells(tashi, "tashi", ("quote-zh", "刚写的 <b>话</b>"), (field, typed));
        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Document.QuerySelector($"#f-{field}-error")!.TextContent.ShouldContain(sentence);
        page.Document.QuerySelector("#f-quote-zh")!.GetAttribute("value").ShouldBe("刚写的 <b>话</b>");
        (await Stored("tashi")).SeenStory.ShouldBe(before.SeenStory);
    }

    [Fact]
    public async Task Another_picture_takes_the_place_of_the_one_there_and_what_is_no_picture_is_refused()
    {
        var office = await SignedIn("office");
        var before = (await Stored("norbu")).Picture;
        async Task<HttpStatusCode> Sends(byte[] photo)
        {
            var page = await Opens(office, "norbu");
            using var form = new MultipartFormDataContent();
            foreach (var field in page.Document.QuerySelectorAll("#new input[type=hidden], #new input[type=text], #new textarea"))
                form.Add(new StringContent(field is AngleSharp.Html.Dom.IHtmlTextAreaElement area ? area.Value : field.GetAttribute("value") ?? ""), field.GetAttribute("name")!);
            form.Add(new ByteArrayContent(photo), "photo", "house.jpg");
            return (await office.Client.PostAsync("/en/farm/page/story", form)).StatusCode;
        }
        (await Sends([.. "<svg xmlns='http://www.w3.org/2000/svg'/>"u8])).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Stored("norbu")).Picture.ShouldBe(before);
        (await Sends(Samples.Jpeg(1600, 1200, "here"))).ShouldBe(HttpStatusCode.SeeOther);
        var picture = (await Stored("norbu")).Picture;
        picture.ShouldStartWith("/media/");
        (await Shop.Visitor().Open($"/zh/producers/norbu?x={Guid.NewGuid():N}")).Document.QuerySelector("main img")!.GetAttribute("src").ShouldBe($"{picture}-640.webp");
    }
}
