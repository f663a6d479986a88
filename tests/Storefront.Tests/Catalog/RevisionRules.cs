using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Catalog.Revisions;
using Storefront.Contracts;
using Storefront.Notices;
using Storefront.Platform;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Catalog;

public sealed class RevisionsOnSqlite(SqliteShop shop) : RevisionRules(shop), IClassFixture<SqliteShop>;
public sealed class RevisionsOnPostgres(PostgresShop shop) : RevisionRules(shop), IClassFixture<PostgresShop>;

/// <summary>What somebody of the office or the service point reads before shoppers do, and what is live at once.</summary>
public abstract class RevisionRules(Shop shop) : RunsOn(shop)
{
    static readonly Guid Drolma = Seeds.Id("producer/drolma");

    async Task<Visitor> SignedIn(string name)
    {
        var visitor = Shop.Visitor();
        await visitor.SignIn(name);
        return visitor;
    }

    static Dictionary<string, string> Types(params (string Field, string Value)[] fields) => fields.ToDictionary(f => f.Field, f => f.Value, StringComparer.Ordinal);

    /// <summary>Lists a hundred kilograms through the page, in the page's language.</summary>
    static async Task<string> Lists(Visitor person, string name = "黄元帅", string about = "脆甜多汁", string language = "zh")
    {
        var page = await person.Open($"/{language}/farm/listings/new?for={Drolma}");
        using var form = new MultipartFormDataContent();
        foreach (var hidden in page.Document.QuerySelectorAll("#listing input[type=hidden]")) form.Add(new StringContent(hidden.GetAttribute("value")!), hidden.GetAttribute("name")!);
        foreach (var (field, value) in Types(("name", name), ("category", "fruit"), ("picked", "2026-11-10"), ("kilograms", "103"), ("box", "5"), ("boxes", "20"),
            ("price", "68"), ("about", about))) form.Add(new StringContent(value), field);
        form.Add(new ByteArrayContent(Samples.Jpeg(1600, 1200, "here")), "photo", "IMG_0001.jpg");
        var answer = await person.Client.PostAsync($"/{language}/farm/listings/new", form);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return answer.Headers.Location!.ToString().Split("listed=")[1];
    }

    /// <summary>A listing that is live, by the service point.</summary>
    async Task<string> Live(string name = "黄元帅") => await Lists(await SignedIn("point"), name);

    Task<Listing> Stored(string slug) => Shop.Db(db => db.Listings.AsNoTracking().SingleAsync(l => l.Slug == slug));
    Task<Variant> Pack(string slug) => Shop.Db(db => db.Variants.AsNoTracking().Join(db.Listings.Where(x => x.Slug == slug), v => v.ListingId, x => x.Id, (v, _) => v).SingleAsync());
    Task<Revision> Last(string slug) => Shop.Db(db => db.Revisions.AsNoTracking()
        .Join(db.Listings.Where(x => x.Slug == slug), r => r.ListingId, x => x.Id, (r, _) => r).OrderByDescending(r => r.At).ThenByDescending(r => r.Id)
        .FirstAsync());
    async Task<bool> IsOnSale(string slug) => (await Shop.Visitor().Open($"/zh/p/{slug}")).Status == HttpStatusCode.OK;
    async Task<bool> IsFound(string slug, string words) => (await Shop.Visitor().Open($"/zh/search?q={Uri.EscapeDataString(words)}"))
        .Document.QuerySelectorAll("main a").Any(a => a.GetAttribute("href")!.Contains(slug, StringComparison.Ordinal));

    async Task<(Page Page, string Form)> Reads(Visitor reader, string slug, string language = "en")
    {
        var id = (await Last(slug)).Id;
        return (await reader.Open($"/{language}/revisions"), $"form:has(input[value='{id}'])");
    }

    async Task<Page> Decides(Visitor reader, string slug, string decision, string reason = "")
    {
        var (page, form) = await Reads(reader, slug);
        return await reader.Submit(page, form, Types(($"reason-{(await Last(slug)).Id}", reason)), $"decision={decision}");
    }

    static async Task<Page> Sets(Visitor person, string slug, string price, string boxes = "20")
    {
        var page = await person.Open($"/en/farm/listings/{slug}?for={Drolma}");
        return await person.Submit(page, "form#change", Types(("price-5000g", price), ("boxes-5000g", boxes)));
    }

    static Task<Page> Words(Visitor person, string slug) => person.Open($"/en/farm/listings/{slug}/words?for={Drolma}");

    [Fact]
    public async Task The_farmer_is_told_what_became_of_it_and_the_link_in_the_message_leads_there()
    {
        var (drolma, point) = (await SignedIn("drolma"), await SignedIn("point"));
        var (good, bad) = (await Lists(drolma, "红元帅"), await Lists(drolma, "国光"));
        await Decides(point, good, "approve");
        await Decides(point, bad, "decline", "照片太暗");
        await Shop.Settle();

        var told = await Shop.Db(db => db.Notices.AsNoTracking().Where(n => n.Recipient == Storefront.Accounts.DemoPeople.DrolmaNumber).ToListAsync());
        told.Single(n => n.Topic == Topic.RevisionApproved && n.Body.Contains(good)).Channel.ShouldBe(Channel.Text);
        var link = told.Single(n => n.Topic == Topic.RevisionDeclined && n.Body.Contains(bad)).Body.Split("http://localhost:5080")[1];
        link.ShouldBe($"/zh/farm/listings/{bad}");
        var page = await drolma.Open(link);
        page.Text.ShouldContain("照片太暗");
        (await (await SignedIn("tashi")).Open(link)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_farmers_new_listing_is_for_all_to_see_once_somebody_has_read_it()
    {
        var (farmer, office) = (await SignedIn("drolma"), await SignedIn("office"));
        var slug = await Lists(farmer, "云中脆");
        (await Stored(slug)).State.ShouldBe(ListingState.Submitted);
        (await IsOnSale(slug)).ShouldBeFalse();
        (await IsFound(slug, "云中脆")).ShouldBeFalse();
        (await farmer.Open("/en/farm/listings")).Text.ShouldContain("云中脆 Waiting to be read");

        var (page, _) = await Reads(office, slug);
        foreach (var shown in new[] { "云中脆", "脆甜多汁", "¥68.00", "20 left", "103 kg", "卓玛奶奶" }) page.Text.ShouldContain(shown);
        (await Decides(office, slug, "approve")).Text.ShouldContain("Decided");
        (await IsOnSale(slug)).ShouldBeTrue();
        (await IsFound(slug, "云中脆")).ShouldBeTrue();
        var read = await Last(slug);
        (read.State, read.ActedBy, read.DecidedBy).ShouldBe((RevisionState.Approved, Seeds.Id("person/drolma"), Seeds.Id("person/office")));
    }

    [Fact]
    public async Task A_price_is_measured_from_the_one_last_read_however_many_steps_it_takes()
    {
        var (farmer, point) = (await SignedIn("drolma"), await SignedIn("point"));
        var slug = await Live();
        await Sets(farmer, slug, "80");
        (await Pack(slug)).Price.Fen.ShouldBe(8000);
        await Sets(farmer, slug, "95");
        (await Pack(slug)).Price.Fen.ShouldBe(8000, "95 is near 80 and far from the 68 that somebody read");
        var (page, _) = await Reads(point, slug);
        foreach (var shown in new[] { "¥80.00", "last read at ¥68.00", "¥95.00", "+40%" }) page.Text.ShouldContain(shown);
        await Decides(point, slug, "approve");
        (await Pack(slug)).Price.Fen.ShouldBe(9500);
        await Sets(farmer, slug, "110");
        (await Pack(slug)).Price.Fen.ShouldBe(11000, "near the one that was approved");
        await Sets(point, slug, "150");
        await Sets(farmer, slug, "170");
        (await Pack(slug)).Price.Fen.ShouldBe(17000, "the service point has read what it set itself");
        await Sets(farmer, slug, "110");
        (await Pack(slug)).Price.Fen.ShouldBe(11000, "back within thirty per cent of 150");
    }

    [Fact]
    public async Task Words_that_wait_are_what_the_form_starts_from_and_are_not_lost_by_the_next_save()
    {
        var farmer = await SignedIn("drolma");
        var slug = await Live();
        await farmer.Submit(await Words(farmer, slug), "form#words", Types(("about-zh", "有机苹果，脆甜")));
        var page = await Words(farmer, slug);
        page.Document.QuerySelector("#f-about-zh")!.TextContent.ShouldBe("有机苹果，脆甜");
        await farmer.Submit(page, "form#words", Types(("name-zh", "黄元帅苹果")));
        var waits = await Last(slug);
        (waits.State, waits.Name!.Zh, waits.Description!.Zh).ShouldBe((RevisionState.Submitted, "黄元帅苹果", "有机苹果，脆甜"));
        await farmer.Submit(await Words(farmer, slug), "form#words", Types(("about-zh", "脆甜多汁")));
        (await Shop.Db(db => db.Revisions.CountAsync(r => r.ListingId == waits.ListingId && r.State == RevisionState.Submitted))).ShouldBe(0);
        (await Stored(slug)).Description.Zh.ShouldBe("脆甜多汁");
    }

    [Fact]
    public async Task The_lead_goes_with_the_description_that_it_sums_up_and_stays_when_that_is_only_translated()
    {
        var point = await SignedIn("point");
        var slug = await Live();
        await Shop.Db(db => db.Listings.Where(l => l.Slug == slug).ExecuteUpdateAsync(l => l.SetProperty(x => x.Summary, new Text("卓玛树上的苹果"))));
        await point.Submit(await Words(point, slug), "form#words", Types(("about-en", "Crisp and sweet")));
        (await Stored(slug)).Summary.Zh.ShouldBe("卓玛树上的苹果");
        await point.Submit(await Words(point, slug), "form#words", Types(("about-zh", "今年的新果")));
        (await Stored(slug)).Summary.Zh.ShouldBe("今年的新果");
    }

    [Fact]
    public async Task What_a_service_point_lists_is_live_at_once_since_it_has_read_it() => (await IsOnSale(await Live())).ShouldBeTrue();

    [Fact]
    public async Task A_listing_is_declined_with_a_reason_mended_and_handed_in_again()
    {
        var (farmer, office) = (await SignedIn("drolma"), await SignedIn("office"));
        var slug = await Lists(farmer);
        (await Decides(office, slug, "decline")).Text.ShouldContain("Say why it is declined");
        (await Stored(slug)).State.ShouldBe(ListingState.Submitted);
        await Decides(office, slug, "decline", "照片看不清 <b>模糊</b>");
        (await IsOnSale(slug)).ShouldBeFalse();
        (await farmer.Open("/en/farm/listings")).Text.ShouldContain("照片看不清 <b>模糊</b>");

        await farmer.Submit(await Words(farmer, slug), "form#words", Types(("about-zh", "又脆又甜")));
        (await Stored(slug)).State.ShouldBe(ListingState.Submitted);
        await Decides(office, slug, "approve");
        (await Shop.Visitor().Open($"/zh/p/{slug}")).Text.ShouldContain("又脆又甜");
    }

    [Fact]
    public async Task A_listing_that_waits_is_ended_by_its_farmer_and_read_by_nobody()
    {
        var (farmer, office) = (await SignedIn("drolma"), await SignedIn("office"));
        var slug = await Lists(farmer);
        var (page, form) = await Reads(office, slug);
        await farmer.Submit(await farmer.Open($"/en/farm/listings/{slug}?for={Drolma}"), "form#end");
        (await office.Submit(page, form, button: "decision=approve")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await Shop.Visitor().Open($"/zh/p/{slug}")).Status.ShouldBe(HttpStatusCode.NotFound, "nobody ever saw it");
        (await Last(slug)).State.ShouldBe(RevisionState.Withdrawn);
    }

    [Theory]
    [InlineData("88.4", true), InlineData("47.6", true), InlineData("88.5", false), InlineData("47.5", false)]
    public async Task A_price_moves_by_three_tenths_at_once_and_further_once_it_was_read(string price, bool atOnce)
    {
        var (farmer, office, slug) = (await SignedIn("drolma"), await SignedIn("office"), await Live());
        await Sets(farmer, slug, price, "18");
        var pack = await Pack(slug);
        pack.Available.ShouldBe(18, "boxes do not wait for the price");
        var wanted = new Money((long)(decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture) * 100));
        pack.Price.ShouldBe(atOnce ? wanted : new Money(6800));
        if (atOnce) return;
        await Decides(office, slug, "approve");
        (await Pack(slug)).Price.ShouldBe(wanted);
        (await Shop.Db(db => db.ListingChanges.CountAsync(c => c.ListingId == pack.ListingId && c.PriceFen == wanted.Fen))).ShouldBe(1);
    }

    [Fact]
    public async Task A_service_point_moves_a_price_as_far_as_it_likes()
    {
        var (point, slug) = (await SignedIn("point"), await Live());
        await Sets(point, slug, "128");
        (await Pack(slug)).Price.ShouldBe(new Money(12_800));
    }

    [Fact]
    public async Task The_reader_sees_the_price_before_and_after_and_pressed_twice_it_is_decided_once()
    {
        var (farmer, office, slug) = (await SignedIn("drolma"), await SignedIn("office"), await Live());
        await Sets(farmer, slug, "136");
        var (page, form) = await Reads(office, slug);
        page.Document.QuerySelector($"section:has({form})")!.TextContent.ShouldContain("+100%");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => office.Submit(page, form, button: "decision=approve")));
        (await Pack(slug)).Version.ShouldBe(1);
        (await office.Submit(page, form, Types(($"reason-{(await Last(slug)).Id}", "no")), "decision=decline")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await Pack(slug)).Price.ShouldBe(new Money(13_600));
    }

    [Fact]
    public async Task Nobody_approves_what_was_changed_since_he_read_it()
    {
        var (farmer, office, slug) = (await SignedIn("drolma"), await SignedIn("office"), await Live());
        await Sets(farmer, slug, "136");
        var (page, form) = await Reads(office, slug);
        await Sets(await SignedIn("point"), slug, "100");      // what it would change is another price now
        var answer = await office.Submit(page, form, button: "decision=approve");
        answer.Status.ShouldBe(HttpStatusCode.Conflict);
        (await Pack(slug)).Price.ShouldBe(new Money(10_000));

        var waiting = await Lists(farmer);
        (page, form) = await Reads(office, waiting);
        await Sets(farmer, waiting, "60");
        answer = await office.Submit(page, form, button: "decision=approve");
        answer.Text.ShouldContain("It was changed while you read it");
        (await IsOnSale(waiting)).ShouldBeFalse();
    }

    [Fact]
    public async Task Photos_and_harvests_that_came_since_are_read_as_well()
    {
        var (farmer, office) = (await SignedIn("drolma"), await SignedIn("office"));
        var waiting = await Lists(farmer);
        var edit = await farmer.Open($"/en/farm/listings/{waiting}?for={Drolma}");
        foreach (var adds in new Func<Task>[] { () => AddsPhoto(farmer, edit),
            async () => await farmer.Submit(edit, "form#harvest", Types(("picked", "2026-11-09"), ("kilograms", "50"), ("boxes-harvest", "1"))) })
        {
            var (page, form) = await Reads(office, waiting);
            await adds();
            (await office.Submit(page, form, button: "decision=approve")).Text.ShouldContain("It was changed while you read it");
            (await IsOnSale(waiting)).ShouldBeFalse();
        }
        var (last, its) = await Reads(office, waiting);
        var card = last.Document.QuerySelector($"section:has({its})")!;
        card.QuerySelectorAll("img").Length.ShouldBe(2);
        card.TextContent.ShouldContain("50\u00A0kg");
        await Decides(office, waiting, "approve");
        (await IsOnSale(waiting)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_price_that_waits_is_not_read_again_for_a_photo()
    {
        var (farmer, office, slug) = (await SignedIn("drolma"), await SignedIn("office"), await Live());
        var edit = await Sets(farmer, slug, "136");
        var (page, form) = await Reads(office, slug);
        await AddsPhoto(farmer, edit);
        (await office.Submit(page, form, button: "decision=approve")).Text.ShouldContain("Decided");
        (await Pack(slug)).Price.ShouldBe(new Money(13_600));
    }

    static async Task AddsPhoto(Visitor person, Page edit)
    {
        using var form = new MultipartFormDataContent();
        foreach (var hidden in edit.Document.QuerySelectorAll("#add-photos input[type=hidden]")) form.Add(new StringContent(hidden.GetAttribute("value")!), hidden.GetAttribute("name")!);
        form.Add(new ByteArrayContent(Samples.Jpeg(1200, 1600, "there")), "photo", "IMG_0002.jpg");
        (await person.Client.PostAsync(edit.Document.QuerySelector("#add-photos")!.GetAttribute("action"), form)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_farmer_takes_back_what_he_asked_for_and_asking_anew_replaces_it()
    {
        var (farmer, slug) = (await SignedIn("drolma"), await Live());
        var page = await Sets(farmer, slug, "136");
        page.Text.ShouldContain("Price to become ¥136.00");
        page = await Sets(farmer, slug, "150");
        page.Text.ShouldNotContain("¥136.00");
        page = await farmer.Submit(page, "form[action$='/withdraw']");
        page.Text.ShouldNotContain("Price to become");
        var listing = (await Stored(slug)).Id;
        (await Shop.Db(db => db.Revisions.CountAsync(r => r.ListingId == listing && r.State == RevisionState.Withdrawn))).ShouldBe(2);
        (await Pack(slug)).Price.ShouldBe(new Money(6800));
    }

    [Fact]
    public async Task The_same_form_pressed_twice_asks_once()
    {
        var (farmer, slug) = (await SignedIn("drolma"), await Live());
        var page = await farmer.Open($"/en/farm/listings/{slug}?for={Drolma}");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => farmer.Submit(page, "form#change", Types(("price-5000g", "136")))));
        var listing = (await Stored(slug)).Id;
        (await Shop.Db(db => db.Revisions.CountAsync(r => r.ListingId == listing))).ShouldBe(1);
    }

    [Fact]
    public async Task Words_are_live_at_once_unless_they_claim_something_of_the_food()
    {
        var (farmer, office, slug) = (await SignedIn("drolma"), await SignedIn("office"), await Live());
        (await farmer.Submit(await Words(farmer, slug), "form#words", Types(("name-zh", "雪山苹果"), ("about-zh", "又脆又甜")))).Text.ShouldContain("Saved.");
        (await Shop.Visitor().Open($"/zh/p/{slug}")).Text.ShouldContain("雪山苹果");
        (await IsFound(slug, "雪山苹果")).ShouldBeTrue();

        (await farmer.Submit(await Words(farmer, slug), "form#words", Types(("about-zh", "又脆又甜，有机种植，能降血压")))).Text.ShouldContain("Handed in");
        (await Stored(slug)).Description.Zh.ShouldBe("又脆又甜");
        var (page, form) = await Reads(office, slug);
        var card = page.Document.QuerySelector($"section:has({form})")!;
        card.QuerySelector("ins")!.TextContent.ShouldBe("，有机种植，能降血压");
        card.TextContent.ShouldContain("有机 · 血压");
        await Decides(office, slug, "approve");
        (await Stored(slug)).Description.Zh.ShouldBe("又脆又甜，有机种植，能降血压");

        (await farmer.Submit(await Words(farmer, slug), "form#words", Types(("about-zh", "有机种植，能降血压")))).Text.ShouldContain("Saved.", customMessage: "what was read once is not read again");
    }

    [Fact]
    public async Task What_is_written_in_one_language_is_shown_as_such_and_a_translation_as_one()
    {
        var (farmer, point, office) = (await SignedIn("drolma"), await SignedIn("point"), await SignedIn("office"));
        var slug = await Lists(farmer, "Golden apples", "Crisp and sweet", "en");
        await Decides(office, slug, "approve");
        var french = await Shop.Visitor().Open($"/fr/p/{slug}?v=5000g");      // kept apart from the page looked at below
        french.Document.QuerySelector("h1 [lang], h1[lang]")!.GetAttribute("lang").ShouldBe("en");
        (await Shop.Visitor().Open($"/zh/p/{slug}?v=5000g")).Document.QuerySelector("h1 [lang], h1[lang]")!.GetAttribute("lang").ShouldBe("en", "English is no Chinese");

        await point.Submit(await Words(point, slug), "form#words", Types(("name-fr", "Pommes dorées"), ("about-fr", "Croquantes et sucrées"), ("name-zh", "黄苹果"), ("about-zh", "又脆又甜")));
        french = await Shop.Visitor().Open($"/fr/p/{slug}");
        french.Text.ShouldContain("Croquantes et sucrées");
        french.Text.ShouldContain("Traduit de l’anglais");
        (await Shop.Visitor().Open($"/en/p/{slug}")).Text.ShouldNotContain("Translated");
        (await Shop.Visitor().Open($"/zh/p/{slug}")).Text.ShouldContain("译自英文");
        (await office.Open($"/en/farm/listings/{slug}/words?for={Drolma}")).Status.ShouldBe(HttpStatusCode.OK, "the office translates as well");
    }

    [Fact]
    public async Task The_second_of_two_editors_is_shown_what_the_first_wrote()
    {
        var (farmer, point, slug) = (await SignedIn("drolma"), await SignedIn("point"), await Live());
        var (his, hers) = (await Words(farmer, slug), await Words(point, slug));
        await farmer.Submit(his, "form#words", Types(("about-zh", "又脆又甜")));
        var refused = await point.Submit(hers, "form#words", Types(("about-zh", "山里的苹果")));
        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        refused.Text.ShouldContain("It now says: 又脆又甜");
        refused.Document.QuerySelector("[name=about-zh]")!.TextContent.ShouldBe("山里的苹果");
        (await point.Submit(refused, "form#words")).Text.ShouldContain("Saved.");
        (await Stored(slug)).Description.Zh.ShouldBe("山里的苹果");
    }

    [Theory]
    [InlineData("name-zh", "", "what it is")]
    [InlineData("about-zh", "", "description")]
    [InlineData("name-zh", "60", "60")]
    [InlineData("about-fr", "2000", "2,000")]
    public async Task Words_that_cannot_be_kept_come_back_as_they_were_typed(string field, string tooLong, string says)
    {
        var (farmer, slug) = (await SignedIn("drolma"), await Live());
        var typed = tooLong.Length == 0 ? "" : new string('苹', int.Parse(tooLong, System.Globalization.CultureInfo.InvariantCulture) + 1);
        var refused = await farmer.Submit(await Words(farmer, slug), "form#words", Types((field, typed), ("about-en", "kept")));
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Document.QuerySelector($"#f-{field}-error")!.TextContent.ShouldContain(says);
        refused.Document.QuerySelector("[name=about-en]")!.TextContent.ShouldBe("kept");
        (await Stored(slug)).Name.Zh.ShouldBe("黄元帅");
    }

    [Fact]
    public async Task Script_and_marks_in_words_are_shown_as_text()
    {
        var (farmer, slug) = (await SignedIn("drolma"), await Live());
        await farmer.Submit(await Words(farmer, slug), "form#words", Types(("name-zh", "<script>alert(1)</script>🍎\u202Eelppa\u2066"), ("about-zh", "<img src=x onerror=alert(1)>")));
        var page = await Shop.Visitor().Open($"/zh/p/{slug}");
        page.Document.QuerySelectorAll("main img").ShouldNotContain(i => i.HasAttribute("onerror"));
        page.Document.QuerySelector("h1")!.TextContent.ShouldContain("<script>alert(1)</script>🍎elppa", customMessage: "what would turn the rest of the page round is gone");
    }

    [Fact]
    public async Task A_farmer_decides_nothing_and_a_service_point_only_for_those_it_helps()
    {
        var (farmer, tashi) = (await SignedIn("drolma"), await SignedIn("tashi"));
        var slug = await Lists(farmer);
        (await farmer.Open("/en/revisions")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await tashi.Open($"/en/farm/listings/{slug}/words?for={Drolma}")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await tashi.Open($"/en/farm/listings/{slug}/words?for={Seeds.Id("producer/tashi")}")).Status.ShouldBe(HttpStatusCode.NotFound);

        var point = await SignedIn("point");
        var before = await Shop.Db(db => db.Revisions.AsNoTracking().Where(r => r.State == RevisionState.Submitted).ToListAsync());
        var his = (await Shop.Send(new Storefront.Contracts.Accounts.ProducersOf(Seeds.Id("person/point")))).Select(p => p.ProducerId).ToList();
        (await point.Open("/en/revisions")).Document.QuerySelectorAll("input[name=revision]").Length.ShouldBe(Math.Min(ListRevisions.AtOnce, before.Count(r => his.Contains(r.ProducerId))));
        (await Last(slug)).State.ShouldBe(RevisionState.Submitted);
    }
}
