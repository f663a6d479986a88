using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Catalog.Listings;
using Storefront.Catalog.Pictures;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Catalog;

public sealed class PhotosOnSqlite(SqliteShop shop) : PhotoRules(shop), IClassFixture<SqliteShop>;
public sealed class PhotosOnPostgres(PostgresShop shop) : PhotoRules(shop), IClassFixture<PostgresShop>;

/// <summary>The photos of a listing after it was listed, on a page without script.</summary>
public abstract class PhotoRules(Shop shop) : RunsOn(shop)
{
    static readonly Guid Drolma = Seeds.Id("producer/drolma");

    static byte[] Jpeg(string what, int heavy = 0) => Samples.Jpeg(1600, 1200, "GPS", heavy: heavy + what.Length + 1);      // of another size each, so that each is another picture

    async Task<(string Slug, Visitor Farmer, Page Page)> Edits(string person = "point", string? photo = null)
    {
        var slug = await Shop.Send(new ListProduct(Guid.CreateVersion7(), Drolma, "fruit", "黄元帅", null, ChinaTime.Day(Shop.Clock.Now), 103, 5, 20, 68,
            [new(null, null, null, photo is null ? Samples.Jpeg(800, 600, "") : Jpeg(photo))], "zh"));
        var farmer = Shop.Visitor();
        await farmer.SignIn(person);
        return (slug, farmer, await Opens(farmer, slug));
    }

    static Task<Page> Opens(Visitor person, string slug) => person.Open($"/en/farm/listings/{slug}?for={Drolma}");

    static Task<HttpResponseMessage> Adds(Visitor person, Page page, params byte[][] photos) => Adds(person, page, "IMG_0001.jpg", photos);

    static async Task<HttpResponseMessage> Adds(Visitor person, Page page, string fileName, byte[][] photos)
    {
        var asked = page.Document.QuerySelector("form#add-photos")!;
        using var form = new MultipartFormDataContent();
        foreach (var hidden in asked.QuerySelectorAll("input[type=hidden]")) form.Add(new StringContent(hidden.GetAttribute("value")!), hidden.GetAttribute("name")!);
        foreach (var photo in photos) form.Add(new ByteArrayContent(photo), "photo", fileName);
        return await person.Client.PostAsync(asked.GetAttribute("action"), form);
    }

    Task<List<Photo>> Photos(string slug) => Shop.Db(db => db.Photos.AsNoTracking()
        .Join(db.Listings.Where(l => l.Slug == slug), p => p.ListingId, l => l.Id, (p, _) => p).OrderBy(p => p.Position).ToListAsync());
    async Task<List<string>> Stems(string slug)
    {
        var photos = await Photos(slug);
        photos.Select(p => p.Position).ShouldBe(Enumerable.Range(0, photos.Count), "the first is at 0, and none is missing between");
        return photos.ConvertAll(p => p.Stem);
    }

    Task<int> Changes(string slug) => Shop.Db(db => db.ListingChanges.Join(db.Listings.Where(l => l.Slug == slug), c => c.ListingId, l => l.Id, (c, _) => c).CountAsync(c => c.Photos));

    [Theory]
    [InlineData("../../../../etc/cron.d/house.jpg"), InlineData("..\\..\\wwwroot\\index.html"), InlineData("C:\\fakepath\\house.jpg"), InlineData("/etc/passwd"), InlineData("CON.jpg")]
    [InlineData("<img src=x onerror=alert(1)>.jpg"), InlineData("house.jpg;.aspx"), InlineData("\u202Egpj.exe")]
    public async Task What_a_file_is_called_decides_nothing(string fileName)
    {
        var (slug, farmer, page) = await Edits("drolma");
        (await Adds(farmer, page, fileName, [Jpeg(fileName)])).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var stem = (await Stems(slug))[^1];
        stem.ShouldMatch("^/media/[0-9a-f]+$", "its address is made of what is in it");
        (await farmer.Open($"/en/farm/listings/{slug}?for={Drolma}")).Document.Body!.InnerHtml.ShouldNotContain("onerror");
    }

    [Fact]
    public async Task A_farmer_adds_photos_to_what_is_on_sale_and_shoppers_see_all_of_them_at_once()
    {
        var (slug, farmer, page) = await Edits("drolma");
        var answer = await Adds(farmer, page, Jpeg("a"), Jpeg("bb"));
        (answer.StatusCode, answer.Headers.Location!.OriginalString).ShouldBe((HttpStatusCode.SeeOther, $"/en/farm/listings/{slug}?for={Drolma}&saved=photos#photos"));
        var stems = await Stems(slug);
        stems.Count.ShouldBe(3);
        (await Photos(slug)).ShouldAllBe(p => p.Alt.Zh == "黄元帅");

        var product = await Shop.Visitor().Open($"/zh/p/{slug}");
        product.Document.QuerySelectorAll(".shots img").Select(i => i.GetAttribute("src")).ShouldBe(stems.Select(s => $"{s}-640.webp"));
        product.Document.QuerySelector("script[type='application/ld+json']")!.TextContent.ShouldContain(stems[2]);
        System.Text.Encoding.Latin1.GetString(await Shop.Client().GetByteArrayAsync($"{stems[1]}-1280.webp")).ShouldNotContain("GPS");
        (await Opens(farmer, slug)).Document.QuerySelector("[aria-labelledby=changes]")!.TextContent.ShouldContain("by 卓玛奶奶 Drolma");

        await Adds(farmer, page, Jpeg("a"), Jpeg("bb"));
        (await Stems(slug)).ShouldBe(stems, "pressed twice it is added once");
        (await Changes(slug)).ShouldBe(1);
    }

    [Fact]
    public async Task Widths_that_a_script_drew_are_kept_as_one_photo()
    {
        var (slug, farmer, page) = await Edits();
        using var form = new MultipartFormDataContent();
        foreach (var hidden in page.Document.QuerySelectorAll("form#add-photos input[type=hidden]")) form.Add(new StringContent(hidden.GetAttribute("value")!), hidden.GetAttribute("name")!);
        foreach (var width in PhotoSent.Widths) form.Add(new ByteArrayContent(Samples.Webp(width, width * 3 / 4, "")), $"photo-{width}", $"{width}");
        (await farmer.Client.PostAsync($"/en/farm/listings/{slug}/photos", form)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await Stems(slug)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task There_are_six_at_most()
    {
        var (slug, farmer, page) = await Edits();
        await Adds(farmer, page, [.. Enumerable.Range(1, 4).Select(i => Jpeg(new('x', i)))]);
        var tooMany = await Adds(farmer, page, Jpeg("yyyyyyy"), Jpeg("yyyyyyyy"));
        tooMany.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await tooMany.Content.ReadAsStringAsync()).ShouldContain("at most 6");
        (await Stems(slug)).Count.ShouldBe(5, "all of it or nothing");

        await Task.WhenAll(Enumerable.Range(1, 4).Select(i => Adds(farmer, page, Jpeg(new('z', 10 + i)))));
        (await Stems(slug)).Count.ShouldBe(6, "nor when they come at once");
        (await Opens(farmer, slug)).Document.QuerySelector("form#add-photos").ShouldBeNull();
    }

    [Fact]
    public async Task What_is_no_picture_and_what_is_nothing_are_refused_beside_the_field()
    {
        var (slug, farmer, page) = await Edits();
        foreach (var (sent, says) in new (byte[][], string)[] { ([Jpeg("a"), "<svg/>"u8.ToArray()], "not a photo"), ([], "take or choose"), ([new byte[9_000_000]], "too big") })
        {
            var refused = await Adds(farmer, page, sent);
            refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await BrowsingContext.New().OpenAsync(r => r.Content(refused.Content.ReadAsStream()))).QuerySelector("#add-photos .bad")!.TextContent.ShouldContain(says);
        }
        (await Stems(slug)).Count.ShouldBe(1);
    }

    [Theory, InlineData("zh", "至少要 320 像素宽"), InlineData("en", "at least 320 pixels wide"), InlineData("fr", "au moins 320 pixels de large")]
    public async Task A_photo_of_goods_that_every_page_would_blur_is_refused_beside_the_field(string language, string says)
    {
        var (slug, farmer, _) = await Edits();
        var refused = await Adds(farmer, await farmer.Open($"/{language}/farm/listings/{slug}?for={Drolma}"), Jpeg("a"), Samples.Jpeg(319, 400, ""));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await BrowsingContext.New().OpenAsync(r => r.Content(refused.Content.ReadAsStream()))).QuerySelector("#add-photos .bad")!.TextContent.ShouldContain(says);
        (await Stems(slug)).Count.ShouldBe(1);
        await Should.ThrowAsync<Refusal>(() => Shop.Send(new ListProduct(Guid.CreateVersion7(), Drolma, "fruit", "黄元帅", null, ChinaTime.Day(Shop.Clock.Now), 103, 5,
            20, 68, [new(Samples.Webp(300, 200, ""), Samples.Webp(300, 200, ""), Samples.Webp(300, 200, ""), null)], "zh")));
        (await Adds(farmer, await Opens(farmer, slug), Samples.Jpeg(320, 240, ""))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_claim_or_a_review_takes_a_small_photo() => (await Shop.Send(new KeepPhoto(new(null, null, null, Samples.Jpeg(100, 80, ""))))).ShouldStartWith("/media/");

    [Fact]
    public async Task The_first_photo_is_that_of_the_card_and_of_the_basket()
    {
        var (slug, farmer, page) = await Edits(photo: "first");
        var listing = (await Photos(slug)).Single().ListingId;
        var pack = await Shop.Db(db => db.Variants.Where(v => v.ListingId == listing).Select(v => v.Id).SingleAsync());
        var before = (await Shop.Send(new DescribeVariants([pack]))).Single().Photo;
        await Adds(farmer, page, Jpeg("second"), Jpeg("the third"));
        var (first, second, third) = (await Stems(slug)) is [var a, var b, var c] ? (a, b, c) : default;
        before.ShouldBe(first);

        page = await farmer.Submit(await Opens(farmer, slug), $"#photos form:has([value='{third}'])");
        (await Stems(slug)).ShouldBe([first, second]);
        page = await PutsFirst(farmer, page, second);
        (await Stems(slug)).ShouldBe([second, first]);
        page.Document.QuerySelector("#photos img")!.GetAttribute("src").ShouldBe($"{second}-320.webp");
        (await Shop.Send(new DescribeVariants([pack]))).Single().Photo.ShouldBe(second);
        (await Shop.Send(new Storefront.Catalog.Cards.DescribeCards([listing]))).Single().Photo.ShouldBe(second);
        await PutsFirst(farmer, page, second);
        (await Changes(slug)).ShouldBe(3, "what stays as it is is no change");
    }

    static Task<Page> PutsFirst(Visitor person, Page page, string stem)
    {
        var form = page.Document.QuerySelector($"#photos form:has([value='{stem}'])")!;
        if (form.QuerySelector("[formaction]") is { } button) form.SetAttribute("action", button.GetAttribute("formaction")!);
        else form.SetAttribute("action", form.GetAttribute("action")!.Replace("/remove", "/first", StringComparison.Ordinal));
        return person.Submit(page, $"#photos form:has([value='{stem}'])");
    }

    [Fact]
    public async Task The_last_photo_stays()
    {
        var (slug, farmer, page) = await Edits();
        page.Document.QuerySelector("#photos form:not(#add-photos)").ShouldBeNull();
        await Adds(farmer, page, Jpeg("a"));
        page = await Opens(farmer, slug);
        var answers = await Task.WhenAll((await Stems(slug)).Select(s => farmer.Submit(page, $"#photos form:has([value='{s}'])")));
        answers.Select(a => a.Status).Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.Conflict]);
        (await Stems(slug)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_heavy_photo_is_hidden_from_shoppers_wherever_it_stands_and_shown_to_the_farmer()
    {
        var (slug, farmer, page) = await Edits();
        await Adds(farmer, page, Jpeg("heavy", Picture.ShownAtMost));
        var stem = (await Stems(slug))[1];
        (await Shop.Client().GetAsync($"{stem}-640.webp")).Headers.Location!.OriginalString.ShouldBe("/pictures/house-valley-320.webp");
        (await farmer.Client.GetAsync($"{stem}-640.webp")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Opens(farmer, slug)).Document.QuerySelector("script[src*='shrink']").ShouldNotBeNull();
    }

    [Fact]
    public async Task Nobody_changes_the_photos_of_what_another_sells_or_of_what_has_ended()
    {
        var (slug, farmer, page) = await Edits();
        await Adds(farmer, page, Jpeg("a"));
        page = await Opens(farmer, slug);
        var (stem, other) = ((await Stems(slug))[0], Shop.Visitor());
        await other.SignIn("tashi");
        var own = await other.Open($"/en/farm/listings/tashi-apples?for={Seeds.Id("producer/tashi")}");
        foreach (var path in new[] { "photos/remove", "photos/first", "photos" })
        {
            own.Document.QuerySelector("form#end")!.SetAttribute("action", $"/en/farm/listings/{slug}/{path}");
            (await other.Submit(own, "form#end", [new("stem", stem)])).Status.ShouldBe(HttpStatusCode.NotFound);
            (await other.Submit(own, "form#end", [new("stem", stem), new("for", Drolma.ToString())])).Status.ShouldBe(HttpStatusCode.Forbidden);
        }
        (await Stems(slug)).Count.ShouldBe(2);

        await farmer.Submit(page, "form#end");
        (await farmer.Submit(page, $"#photos form:has([value='{stem}'])")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Adds(farmer, page, Jpeg("bb"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Stems(slug)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_new_name_is_that_of_every_photo()
    {
        var (slug, farmer, page) = await Edits();
        await Adds(farmer, page, Jpeg("a"));
        await farmer.Submit(await farmer.Open($"/en/farm/listings/{slug}/words?for={Drolma}"), "form#words", [new("name-zh", "红元帅")]);
        (await Photos(slug)).ShouldAllBe(p => p.Alt.Zh == "红元帅");
    }
}
