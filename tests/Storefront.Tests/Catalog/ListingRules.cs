using System.Net;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Catalog.Listings;
using Storefront.Catalog.Pictures;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Catalog;

public sealed class ListingOnSqlite(SqliteShop shop) : ListingRules(shop), IClassFixture<SqliteShop>;
public sealed class ListingOnPostgres(PostgresShop shop) : ListingRules(shop), IClassFixture<PostgresShop>;

public abstract class ListingRules(Shop shop) : RunsOn(shop)
{
    static readonly Guid Drolma = Seeds.Id("producer/drolma");
    static readonly Guid Lobsang = Seeds.Id("producer/lobsang");

    ListProduct Asked() => new(Guid.CreateVersion7(), Drolma, "fruit", "黄元帅", null, ChinaTime.Day(Shop.Clock.Now), 103, 5, 20, 68,
        [new(Samples.Webp(320, 240, "here"), Samples.Webp(640, 480, "here"), Samples.Webp(1280, 960, "here"), null)], "zh");

    Task<int> Listings => Shop.Db(db => db.Listings.CountAsync());

    async Task IsRefused<T>(MediatR.IRequest<T> asked, string code)
    {
        var before = await Listings;
        var failure = await Should.ThrowAsync<Exception>(() => Shop.Send(asked));
        (failure is Refusal refusal ? refusal.Code : ((ValidationException)failure).Errors.Single().ErrorMessage).ShouldBe(code);
        (await Listings).ShouldBe(before);
    }

    [Fact]
    public async Task A_listing_is_live_at_once_with_its_boxes_its_lot_and_its_photo()
    {
        var slug = await Shop.Send(Asked());
        var page = await Shop.Visitor().Open($"/zh/p/{slug}");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain("黄元帅");
        page.Text.ShouldContain("还剩 20 份");
        page.Text.ShouldContain("¥13.60 / 公斤");
        var photo = page.Document.QuerySelector(".shots img")!.GetAttribute("src")!;
        var answer = await Shop.Client().GetAsync(photo);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/webp");
        answer.Headers.CacheControl!.ToString().ShouldContain("immutable");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        Picture.Drawn(await answer.Content.ReadAsByteArrayAsync()).Width.ShouldBe(640);
        var lot = await Shop.Db(db => db.Lots.Join(db.Listings.Where(x => x.Slug == slug), l => l.ListingId, x => x.Id, (l, _) => l).SingleAsync());
        lot.Mass.ShouldBe(new Mass(103_000));
    }

    /// <summary>Of 32 yuan it is 19.52; of the 24 that the campaign sells it for, 14.64.</summary>
    [Theory]
    [InlineData("zh", "活动价 ¥24.00 卖，每箱您得 ¥14.64")]
    [InlineData("en", "you receive ¥14.64 a box at the campaign’s price of ¥24.00")]
    [InlineData("fr", "vous recevez 14,64 ¥ par carton, vendu 24,00 ¥ pendant l’opération")]
    public async Task What_a_box_brings_is_a_share_of_what_it_is_sold_for_now(string language, string said)
    {
        var farmer = Shop.Visitor();
        await farmer.SignIn("drolma");
        var text = (await farmer.Open($"/{language}/farm/listings?for={Drolma}")).Text;
        text.ShouldContain(said);
        text.ShouldNotContain(language == "fr" ? "19,52" : "19.52");
    }

    [Fact]
    public async Task Pressed_twice_at_once_it_is_listed_once()
    {
        var (asked, before) = (Asked() with { Photos = [new(null, null, null, Samples.Jpeg(900, 600, "pressed twice"))] }, await Listings);
        var slugs = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Shop.Send(asked))));
        slugs.Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
        (await Listings).ShouldBe(before + 1);
        (await Pack(slugs[0])).Available.ShouldBe(20);
    }

    [Fact]
    public async Task Another_producer_learns_nothing_by_the_same_form()
    {
        var asked = Asked();
        var slug = await Shop.Send(asked);
        var other = await Shop.Send(asked with { ProducerId = Lobsang });
        other.ShouldNotBe(slug, "it is a listing of his own");
        (await Shop.Db(db => db.Listings.Where(l => l.Slug == other).Select(l => l.ProducerId).SingleAsync())).ShouldBe(Lobsang);
    }

    [Fact]
    public async Task Without_a_number_of_boxes_the_harvest_fills_as_many_as_it_can()
    {
        var slug = await Shop.Send(Asked() with { Boxes = null, Kilograms = 24.9m });
        (await Shop.Db(db => db.Variants.Join(db.Listings.Where(x => x.Slug == slug), v => v.ListingId, x => x.Id, (v, _) => v).SingleAsync())).Available.ShouldBe(4);
    }

    [Fact]
    public async Task The_original_is_taken_where_no_script_ran_and_serves_every_width()
    {
        var slug = await Shop.Send(Asked() with { Photos = [new(null, null, null, Samples.Jpeg(3000, 2000, "GPS"))] });
        var page = await Shop.Visitor().Open($"/zh/p/{slug}");
        var stem = page.Document.QuerySelector(".shots img")!.GetAttribute("src")!.Replace("-640.webp", "", StringComparison.Ordinal);
        foreach (var width in PhotoSent.Widths)
        {
            var answer = await Shop.Client().GetAsync($"{stem}-{width}.webp");
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/jpeg");
            System.Text.Encoding.Latin1.GetString(await answer.Content.ReadAsByteArrayAsync()).ShouldNotContain("GPS");
        }
    }

    [Fact]
    public async Task A_heavy_original_is_shown_to_shoppers_only_when_a_browser_of_the_shop_has_shrunk_it()
    {
        var slug = await Shop.Send(Asked() with { Photos = [new(null, null, null, Samples.Jpeg(3000, 2000, "GPS", heavy: Picture.ShownAtMost))] });
        var stem = (await Shop.Visitor().Open($"/zh/p/{slug}")).Document.QuerySelector(".shots img")!.GetAttribute("src")!.Replace("-640.webp", "", StringComparison.Ordinal);
        var (farmer, shopper) = (Shop.Visitor(), Shop.Visitor());
        await farmer.SignIn("drolma");
        foreach (var width in PhotoSent.Widths)
        {
            (await shopper.Client.GetAsync($"{stem}-{width}.webp")).Headers.Location!.OriginalString.ShouldBe("/pictures/house-valley-320.webp");
            (await farmer.Client.GetAsync($"{stem}-{width}.webp")).Content.Headers.ContentLength!.Value.ShouldBeGreaterThan(Picture.ShownAtMost);
        }

        var hash = stem["/media/".Length..];
        // Another farmer's pictures are not shown in its place.
        var other = Shop.Visitor();
        await other.SignIn("tashi");
        var token = (await other.Open("/zh/farm/page")).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using (var foreign = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" } })
        {
            foreach (var (width, height) in new[] { (320, 213), (640, 427), (1280, 853) }) foreign.Add(new ByteArrayContent(Samples.Webp(width, height, "")), $"photo-{width}", $"{width}");
            (await other.Client.PostAsync(stem, foreign)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
        }
        await IsRefused(new ShrinkPhoto(hash, new(Samples.Webp(320, 320, ""), Samples.Webp(640, 640, ""), Samples.Webp(1280, 1280, ""), null)), "photo-not-a-picture");
        await IsRefused(new ShrinkPhoto(hash, new(null, null, null, Samples.Jpeg(30, 20, ""))), "photo-missing");
        foreach (var _ in new[] { "once", "twice" }) await Shop.Send(new ShrinkPhoto(hash, new(Samples.Webp(320, 213, ""), Samples.Webp(640, 427, ""), Samples.Webp(1280, 853, ""), null)));
        foreach (var width in PhotoSent.Widths)
        {
            var shown = await shopper.Client.GetAsync($"{stem}-{width}.webp");
            (shown.StatusCode, shown.Content.Headers.ContentType!.MediaType).ShouldBe((System.Net.HttpStatusCode.OK, "image/webp"));
        }
        (await Shop.Db(db => db.Media.CountAsync(m => m.Hash == hash))).ShouldBe(3);
        (await shopper.Client.PostAsync(stem, new FormUrlEncodedContent([]))).StatusCode.ShouldNotBe(System.Net.HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task The_three_widths_of_a_photo_are_one_picture()
    {
        await IsRefused(Asked() with { Photos = [new(Samples.Webp(320, 240, ""), Samples.Webp(640, 100, ""), Samples.Webp(1280, 960, ""), null)] }, "photo-not-a-picture");
        await IsRefused(Asked() with { Photos = [new(Samples.Webp(640, 480, ""), Samples.Webp(640, 480, ""), Samples.Webp(1280, 960, ""), null)] }, "photo-not-a-picture");
        await Shop.Send(Asked() with { Photos = [new(Samples.Webp(320, 5, ""), Samples.Webp(400, 6, ""), Samples.Webp(400, 6, ""), null)] });
    }

    [Fact]
    public async Task The_same_photo_twice_is_kept_once()
    {
        await Shop.Send(Asked());
        var before = await Shop.Db(db => db.Media.CountAsync());
        await Shop.Send(Asked());
        (await Shop.Db(db => db.Media.CountAsync())).ShouldBe(before);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(0.5)]
    [InlineData(1_000_000)]
    public Task A_price_that_is_none_is_refused(double price) => IsRefused(Asked() with { Price = (decimal)price }, "price-wrong");

    [Fact] public Task A_price_that_is_missing_is_refused() => IsRefused(Asked() with { Price = null }, "price-wrong");
    [Fact]
    public async Task What_was_saved_on_a_listings_page_is_said_where_it_was_changed()
    {
        var farmer = Shop.Visitor();
        await farmer.SignIn("drolma");
        var page = await farmer.Open($"/en/farm/listings/drolma-apples?for={Drolma}");
        page.Document.QuerySelector(".note[role=status]").ShouldBeNull();
        page = await farmer.Submit(page, "#change");
        page.Document.QuerySelector("#change .note[role=status]")!.TextContent.ShouldContain("Saved.");
        page = await farmer.Submit(page, "#season");
        page.Document.QuerySelector("#season .note[role=status]")!.TextContent.ShouldContain("Saved.");
        page.Document.QuerySelector("#change .note").ShouldBeNull();
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        var failed = await Should.ThrowAsync<ValidationException>(() => Shop.Send(Asked() with { Name = " ", Boxes = 21, Price = 1, Photos = [] }));
        failed.Errors.Select(e => e.ErrorMessage).ShouldBe(["photo-missing", "name-missing", "boxes-over-harvest", "price-below-floor"]);
    }

    [Fact] public Task Boxes_that_weigh_more_than_the_harvest_are_refused() => IsRefused(Asked() with { Boxes = 21 }, "boxes-over-harvest");
    [Fact] public Task A_harvest_that_fills_no_box_is_refused() => IsRefused(Asked() with { Boxes = null, Kilograms = 4 }, "boxes-over-harvest");
    [Fact] public Task Half_a_box_is_refused() => IsRefused(Asked() with { Boxes = 1.5m }, "boxes-wrong");
    [Fact] public Task No_kilograms_are_refused() => IsRefused(Asked() with { Kilograms = 0 }, "kilograms-wrong");
    [Fact] public Task A_harvest_of_tomorrow_is_refused() => IsRefused(Asked() with { PickedOn = ChinaTime.Day(Shop.Clock.Now).AddDays(1) }, "picked-on-wrong");
    [Fact] public Task A_name_of_blanks_is_refused() => IsRefused(Asked() with { Name = "  " }, "name-missing");
    [Fact] public Task A_name_without_end_is_refused() => IsRefused(Asked() with { Name = new('苹', 61) }, "name-too-long");
    [Fact] public Task A_shelf_that_does_not_exist_is_refused() => IsRefused(Asked() with { Category = "weapons" }, "category-unknown");
    [Fact]
    public async Task Several_photos_stand_in_their_order_and_more_than_six_are_refused()
    {
        PhotoSent Photo(int of) => new(null, null, null, Samples.Jpeg(900, 600, $"{of}", heavy: of));
        var slug = await Shop.Send(Asked() with { Photos = [Photo(3), Photo(1), Photo(2), Photo(1)] });
        var kept = await Shop.Db(db => db.Photos.AsNoTracking().Join(db.Listings.Where(l => l.Slug == slug), p => p.ListingId, l => l.Id, (p, _) => p)
            .OrderBy(p => p.Position).Select(p => new { p.Position, p.Stem }).ToListAsync());
        kept.ConvertAll(p => p.Position).ShouldBe([0, 1, 2]);
        kept.DistinctBy(p => p.Stem).Count().ShouldBe(3);
        await IsRefused(Asked() with { Photos = [.. Enumerable.Range(1, 7).Select(Photo)] }, "photos-too-many");
        await IsRefused(Asked() with { Photos = [] }, "photo-missing");
    }

    [Fact] public Task No_photo_is_refused() => IsRefused(Asked() with { Photos = [new(null, null, null, null)] }, "photo-missing");
    [Fact] public Task A_drawing_with_a_script_is_no_photo() => IsRefused(Asked() with { Photos = [new(null, null, null, "<svg><script/></svg>"u8.ToArray())] }, "photo-not-a-picture");

    static MultipartFormDataContent Form(AngleSharp.Dom.IElement form, byte[]? photo, params (string Name, string Value)[] fields)
    {
        var content = new MultipartFormDataContent();
        foreach (var hidden in form.QuerySelectorAll("input[type=hidden]")) content.Add(new StringContent(hidden.GetAttribute("value")!), hidden.GetAttribute("name")!);
        foreach (var (name, value) in fields) content.Add(new StringContent(value), name);
        if (photo is not null) content.Add(new ByteArrayContent(photo), "photo", "IMG_0001.jpg");
        return content;
    }

    static (string, string)[] Typed(string price = "68", string kilograms = "１００", string name = "<b>青苹果</b>") =>
        [("name", name), ("category", "fruit"), ("picked", "2026-11-10"), ("kilograms", kilograms), ("box", "2,5"), ("boxes", ""), ("price", price), ("about", "")];

    [Fact]
    public async Task A_farmer_lists_through_the_page_and_what_is_typed_is_shown_as_text()
    {
        var visitor = Shop.Visitor();
        await visitor.SignIn("drolma");
        var page = await visitor.Open("/zh/farm/listings/new");
        page.Status.ShouldBe(HttpStatusCode.OK);
        using var form = Form(page.Document.QuerySelector("#listing")!, Samples.Jpeg(1600, 1200, "GPS"), Typed());
        var answer = await visitor.Client.PostAsync("/zh/farm/listings/new", form);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        using var pressedAgain = Form(page.Document.QuerySelector("#listing")!, Samples.Jpeg(1600, 1200, "GPS"), Typed());
        (await visitor.Client.PostAsync("/zh/farm/listings/new", pressedAgain)).Headers.Location.ShouldBe(answer.Headers.Location);
        var list = await visitor.Open(answer.Headers.Location!.ToString());
        list.Text.ShouldContain("<b>青苹果</b>");
        var listing = await Shop.Db(db => db.Listings.OrderByDescending(l => l.ListedAt).FirstAsync(l => l.ProducerId == Drolma && l.ActedBy != null));
        (listing.ActedFor, listing.ActedBy).ShouldBe((Drolma, Seeds.Id("person/drolma")));
        (await Shop.Db(db => db.Variants.SingleAsync(v => v.ListingId == listing.Id))).Available.ShouldBe(40);
    }

    [Fact]
    public async Task A_refused_form_comes_back_as_it_was_typed_with_the_sentence_beside_the_field()
    {
        var visitor = Shop.Visitor();
        await visitor.SignIn("drolma");
        var page = await visitor.Open("/zh/farm/listings/new");
        var before = await Listings;
        using var form = Form(page.Document.QuerySelector("#listing")!, Samples.Jpeg(1600, 1200, "x"), Typed(price: "0"));
        var answer = await visitor.Client.PostAsync("/zh/farm/listings/new", form);
        ((int)answer.StatusCode).ShouldBe(422);
        var html = await answer.Content.ReadAsStringAsync();
        html.ShouldContain("2,5");
        html.ShouldContain("1 到 100,000 元");
        (await Listings).ShouldBe(before);
    }

    [Fact]
    public async Task Units_behind_the_numbers_are_forgiven()
    {
        var visitor = Shop.Visitor();
        await visitor.SignIn("drolma");
        var page = await visitor.Open("/zh/farm/listings/new");
        using var form = Form(page.Document.QuerySelector("#listing")!, Samples.Jpeg(1600, 1200, "units"), Typed("68元", "100公斤"));
        var answer = await visitor.Client.PostAsync("/zh/farm/listings/new", form);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var slug = answer.Headers.Location!.OriginalString.Split("listed=")[1];
        (await Shop.Db(db => db.Variants.Join(db.Listings.Where(l => l.Slug == slug), v => v.ListingId, l => l.Id, (v, _) => v).SingleAsync()))
            .ShouldSatisfyAllConditions(v => v.Price.ShouldBe(new Money(6800)), v => v.Available.ShouldBe(40));
    }

    [Fact]
    public async Task A_name_that_nobody_sees_is_none()
    {
        var (answer, html) = await Lists(Samples.Jpeg(1600, 1200, "unseen"), name: "\u200B\u200B");
        ((int)answer.StatusCode).ShouldBe(422);
        html.ShouldContain("f-name-error");
    }

    async Task<(HttpResponseMessage Answer, string Html)> Lists(byte[] photo, string price = "68", string name = "<b>青苹果</b>")
    {
        var visitor = Shop.Visitor();
        await visitor.SignIn("drolma");
        var (page, before) = (await visitor.Open("/zh/farm/listings/new"), await Listings);
        using var form = Form(page.Document.QuerySelector("#listing")!, photo, Typed(price, name: name));
        var answer = await visitor.Client.PostAsync("/zh/farm/listings/new", form);
        (await Listings).ShouldBe(before);
        return (answer, await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(9_000_000, "照片太大了")]
    [InlineData(30_000_000, "照片太大了")]
    [InlineData(20, "这个文件不是照片")]
    public async Task A_photo_that_cannot_be_kept_is_told_so_on_the_form_and_the_rest_stays_typed(int bytes, string says)
    {
        var (answer, html) = await Lists(new byte[bytes]);
        ((int)answer.StatusCode).ShouldBe(422);
        html.ShouldContain(says);
        html.ShouldContain("&lt;b&gt;青苹果&lt;/b&gt;");
        html.ShouldContain("value=\"１００\"");
        html.ShouldContain("value=\"68\"");
    }

    [Fact]
    public async Task A_form_that_no_limit_allows_is_answered_with_the_reason()
    {
        var (answer, html) = await Lists(new byte[65_000_000]);
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        html.ShouldContain("照片太大了。请选 8 MB 以内");
    }

    [Theory]
    [InlineData("1.280")]
    [InlineData("1,2800")]
    [InlineData("1,280,5")]
    [InlineData("12.345")]
    public async Task A_price_of_two_meanings_is_refused_beside_its_field_as_it_was_typed(string price)
    {
        var (answer, html) = await Lists(Samples.Jpeg(1600, 1200, "x"), price);
        ((int)answer.StatusCode).ShouldBe(422);
        html.ShouldContain("f-price-error");
        html.ShouldContain($"value=\"{price}\"");
    }

    [Fact]
    public async Task A_comma_between_thousands_makes_no_price_a_thousandth()
    {
        var (slug, farmer, page) = await Edits("point");      // whom nobody reads first
        var refused = await farmer.Submit(page, "form#change", Sets("68", "1.000"));
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Document.QuerySelector("#f-boxes-5000g-error").ShouldNotBeNull();
        (await farmer.Submit(refused, "form#change", Sets("1,280", "12"))).Status.ShouldBe(HttpStatusCode.OK);
        (await Pack(slug)).Price.ShouldBe(new Money(128_000));
    }

    [Fact]
    public async Task A_farmer_cannot_list_for_another_producer()
    {
        var visitor = Shop.Visitor();
        await visitor.SignIn("drolma");
        var page = await visitor.Open("/zh/farm/listings/new");
        var before = await Listings;
        using var form = Form(page.Document.QuerySelector("#listing")!, Samples.Jpeg(16, 12, "x"), [.. Typed(), ("for", Lobsang.ToString())]);
        using var forged = new MultipartFormDataContent();
        foreach (var part in form.ToList()) if (part.Headers.ContentDisposition!.Name!.Trim('"') != "for") forged.Add(part, part.Headers.ContentDisposition.Name!.Trim('"'));
        forged.Add(new StringContent(Lobsang.ToString()), "for");
        (await visitor.Client.PostAsync("/zh/farm/listings/new", forged)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await visitor.Open($"/zh/farm/listings?for={Lobsang}")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Listings).ShouldBe(before);
    }

    [Fact]
    public async Task Who_is_not_signed_in_lists_nothing()
    {
        var page = await Shop.Visitor().Open("/zh/farm/listings/new");
        page.Path.ShouldContain("sign-in");
    }

    async Task<(string Slug, Visitor Farmer, Page Page)> Edits(string person = "drolma")
    {
        var slug = await Shop.Send(Asked());
        var farmer = Shop.Visitor();
        await farmer.SignIn(person);
        return (slug, farmer, await farmer.Open($"/en/farm/listings/{slug}?for={Drolma}"));
    }

    static Dictionary<string, string> Sets(string price, string boxes) => new(StringComparer.Ordinal) { ["price-5000g"] = price, ["boxes-5000g"] = boxes };
    Task<Variant> Pack(string slug) => Shop.Db(db => db.Variants.AsNoTracking().Join(db.Listings.Where(x => x.Slug == slug), v => v.ListingId, x => x.Id, (v, _) => v).SingleAsync());

    [Fact]
    public async Task A_farmer_changes_price_and_boxes_and_the_record_names_who_did()
    {
        var (slug, farmer, page) = await Edits();
        page = await farmer.Submit(page, "form#change", Sets("59.5", "12"));
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Document.QuerySelector("[aria-labelledby=changes]")!.TextContent.ShouldContain("by 卓玛奶奶 Drolma");
        var pack = await Pack(slug);
        (pack.Price, pack.Available).ShouldBe((new Money(5950), 12));
        var change = await Shop.Db(db => db.ListingChanges.AsNoTracking().SingleAsync(c => c.ListingId == pack.ListingId));
        (change.PriceFen, change.Boxes, change.ActedBy, change.ActedFor).ShouldBe((5950L, 12, Seeds.Id("person/drolma"), Drolma));

        await farmer.Submit(page, "form#change");
        (await Shop.Db(db => db.ListingChanges.CountAsync(c => c.ListingId == pack.ListingId))).ShouldBe(1, "what stays as it is is no change");
    }

    [Fact]
    public async Task Pressed_twice_it_is_changed_once()
    {
        var (slug, farmer, page) = await Edits();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => farmer.Submit(page, "form#change", Sets("59.5", "15"))));
        var again = await farmer.Submit(page, "form#change", Sets("59.5", "15"));
        again.Status.ShouldBe(HttpStatusCode.OK);
        var pack = await Pack(slug);
        (pack.Price, pack.Available).ShouldBe((new Money(5950), 15));
        (await Shop.Db(db => db.ListingChanges.CountAsync(c => c.ListingId == pack.ListingId))).ShouldBe(1);
    }

    [Theory]
    [InlineData("99999999999")]
    [InlineData("-1")]
    [InlineData("many")]
    public async Task A_form_that_says_what_was_never_shown_is_told_to_look_again(string was)
    {
        var (slug, farmer, page) = await Edits();
        var refused = await farmer.Submit(page, "form#change", new Dictionary<string, string>(Sets("68", "20"), StringComparer.Ordinal) { ["seen-5000g"] = was });
        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        refused.Text.ShouldContain("out of date");
        refused.Document.QuerySelector("input[name=seen-5000g]")!.GetAttribute("value").ShouldBe("v0 b20 p6800");
        (await Pack(slug)).Available.ShouldBe(20);
    }

    [Fact]
    public async Task Boxes_that_were_sold_meanwhile_stay_sold()
    {
        var (slug, farmer, page) = await Edits();
        var pack = await Pack(slug);
        await Shop.Send(new Storefront.Contracts.Catalog.TakeStock([new(Guid.CreateVersion7(), [new(pack.Id, 3)])]));
        page = await farmer.Submit(page, "form#change", Sets("68", "19"));
        (await Pack(slug)).Available.ShouldBe(16, "one fewer than the twenty that were seen");

        await Shop.Send(new Storefront.Contracts.Catalog.TakeStock([new(Guid.CreateVersion7(), [new(pack.Id, 10)])]));
        var late = await farmer.Submit(page, "form#change", Sets("60", "0"));
        late.Status.ShouldBe(HttpStatusCode.Conflict);
        late.Text.ShouldContain("6 are left now");
        var after = await Pack(slug);
        (after.Available, after.Price).ShouldBe((6, new Money(6800)));
    }

    [Fact]
    public async Task A_change_that_cannot_be_comes_back_as_it_was_typed()
    {
        var (slug, farmer, page) = await Edits();
        foreach (var (price, boxes, field) in new[] { ("0", "20", "price"), ("68", "1.5", "boxes"), ("68", "-1", "boxes"), ("68", "21", "boxes"), ("cheap", "20", "price") })
        {
            var refused = await farmer.Submit(page, "form#change", Sets(price, boxes));
            refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
            refused.Document.QuerySelector($"#f-{field}-5000g-error").ShouldNotBeNull($"{price} {boxes}");
            refused.Document.QuerySelector("#f-price-5000g")!.GetAttribute("value").ShouldBe(price);
            refused.Document.QuerySelector("#f-boxes-5000g")!.GetAttribute("value").ShouldBe(boxes);
        }
        var pack = await Pack(slug);
        (pack.Price, pack.Available).ShouldBe((new Money(6800), 20));
    }

    [Fact]
    public async Task A_listing_that_is_ended_is_sold_no_longer()
    {
        var (slug, farmer, page) = await Edits();
        var pack = await Pack(slug);
        (await Shop.Send(new Storefront.Contracts.Catalog.DescribeVariants([pack.Id]))).ShouldHaveSingleItem();
        var asking = await Shop.Visitor().Open($"/en/p/{slug}/ask");
        var list = await farmer.Submit(page, "form#end");
        (await Shop.Visitor().Submit(asking, "main form[method=post]", [new("words", "Are they sweet?")])).Status.ShouldBe(HttpStatusCode.Gone);
        list.Text.ShouldContain("no longer on sale");
        list.Document.QuerySelector($"a[href*='{slug}']").ShouldBeNull();
        (await Shop.Send(new Storefront.Contracts.Catalog.DescribeVariants([pack.Id]))).ShouldBeEmpty();
        foreach (var (language, says) in new[] { ("zh", "已经下架"), ("en", "No longer sold"), ("fr", "Plus en vente") })
        {
            var ended = await Shop.Visitor().Open($"/{language}/p/{slug}?to=shanghai");
            ended.Status.ShouldBe(HttpStatusCode.Gone);
            ended.Text.ShouldContain(says);
            ended.Document.QuerySelector("main a[href$='/producers/drolma?to=shanghai']").ShouldNotBeNull();
            ended.Document.QuerySelectorAll("main .grid a").ShouldNotBeEmpty();
            ended.Document.QuerySelector("form[role=search]").ShouldNotBeNull();
            ended.Document.QuerySelector("meta[name=robots][content=noindex]").ShouldNotBeNull();
            ended.Document.QuerySelectorAll("link[rel=canonical],form[action$='/basket/add']").ShouldBeEmpty();
        }
        foreach (var about in new[] { "reviews", "ask" })
        {
            (await Shop.Visitor().Open($"/en/p/{slug}/{about}")).Status.ShouldBe(HttpStatusCode.Gone, "an old link says so too");
            (await Shop.Visitor().Open($"/en/p/never-sold/{about}")).Status.ShouldBe(HttpStatusCode.NotFound);
        }
        (await Shop.Client().GetStringAsync("/sitemaps/goods-1.xml")).ShouldNotContain(slug);
        (await Shop.Client().GetStringAsync("/feeds/en/products.xml")).ShouldNotContain(slug);
        (await farmer.Submit(page, "form#end")).Status.ShouldBe(HttpStatusCode.OK);
        (await Shop.Db(db => db.ListingChanges.CountAsync(c => c.ListingId == pack.ListingId))).ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_changes_or_ends_what_another_sells()
    {
        var slug = await Shop.Send(Asked());
        var other = Shop.Visitor();
        await other.SignIn("tashi");
        (await other.Open($"/en/farm/listings/{slug}?for={Drolma}")).Status.ShouldBe(HttpStatusCode.Forbidden);
        var own = Seeds.Id("producer/tashi");
        (await other.Open($"/en/farm/listings/{slug}?for={own}")).Status.ShouldBe(HttpStatusCode.NotFound);
        var page = await other.Open($"/en/farm/listings/tashi-apples?for={own}");
        var end = page.Document.QuerySelector("form#end")!;
        end.SetAttribute("action", $"/en/farm/listings/{slug}/end");
        (await other.Submit(page, "form#end")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await other.Submit(page, "form#end", new Dictionary<string, string>(StringComparer.Ordinal) { ["for"] = Drolma.ToString() })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Shop.Visitor().Open($"/zh/p/{slug}")).Status.ShouldBe(HttpStatusCode.OK);
    }
}
