using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Community;
using Storefront.Community.Reviews;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Community;
using Storefront.Notices;
using Storefront.Orders;
using Storefront.Orders.Reviews;
using Storefront.Platform;
using Storefront.Tests.Catalog;
using Storefront.Tests.Fixture;
using Storefront.Tests.Orders;

namespace Storefront.Tests.Community;

public sealed class ReviewsOnSqlite(SqliteShop shop) : ReviewRules(shop), IClassFixture<SqliteShop>;
public sealed class ReviewsOnPostgres(PostgresShop shop) : ReviewRules(shop), IClassFixture<PostgresShop>;

public abstract class ReviewRules(Shop shop) : RunsOn(shop)
{
    const string Apples = "tashi-apples/3000g", Walnuts = "tsering-walnuts/1000g", Pears = "tsering-pears";
    static PhotoSent Photo => new(null, null, null, Samples.Jpeg(800, 600, "GPS"));

    static SendReview Said(Delivered bought, int? stars = 5, string? words = "Crisp and sweet", string? name = null, params PhotoSent[] photos) =>
        new(Guid.CreateVersion7(), bought.Token, bought.Line.ListingId, stars, words, name, photos, WithoutPhotos: false, "en");

    Task<Review> Kept(Delivered bought) => Shop.Db(db => db.Reviews.AsNoTracking().SingleAsync(r => r.OrderId == bought.Order.Id));
    Task<int> CountOf(Delivered bought) => Shop.Db(db => db.Reviews.CountAsync(r => r.OrderId == bought.Order.Id));

    async Task IsRefused(SendReview said, string code) => (await Should.ThrowAsync<Refusal>(() => Shop.Send(said))).Code.ShouldBe(code);

    async Task<Page> Moderates(Delivered bought, string decision, string? reason = null)
    {
        var office = Shop.Visitor();
        await office.SignIn("office");
        var review = (await Kept(bought)).Id;
        var done = await office.Submit(await office.Open("/en/office/moderation"), $"form:has(input[value='{review}'])",
            reason is null ? null : [new($"reason-{review}", reason)], $"decision={decision}");
        await Shop.Settle();
        return done;
    }

    [Fact]
    public async Task What_was_not_bought_or_has_not_arrived_cannot_be_reviewed()
    {
        var bought = await Shop.Bought(Apples);
        await IsRefused(Said(bought), "review-not-delivered");
        await IsRefused(Said(bought) with { ListingId = Seeds.Id("listing/drolma-apples") }, "not-found");
        await IsRefused(Said(bought) with { Token = "AAAAAAAAAAAAAAAAAAAAAA" }, "not-found");
        (await CountOf(bought)).ShouldBe(0);

        var visitor = Shop.Visitor();
        (await visitor.Open($"/o/{bought.Token}?lang=en")).Document.QuerySelector("a[href*='/review']").ShouldBeNull();
        var page = await visitor.Open($"/o/{bought.Token}/review?lang=en&listing={bought.Line.ListingId}");
        page.Text.ShouldContain("once it has arrived");
        page.Document.QuerySelector("form#review").ShouldBeNull();
        var posted = await visitor.Post($"/o/{bought.Token}/review?lang=en", ("listing", bought.Line.ListingId.ToString()), ("stars", "5"), ("words", "Never seen it"));
        (posted.Status, posted.Text.Contains("once it has arrived", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.Conflict, true));
    }

    [Fact]
    public async Task A_buyer_writes_from_the_order_page_and_everyone_reads_it_once_the_office_has()
    {
        var bought = await Shop.HandedOver(Walnuts);
        var visitor = Shop.Visitor();
        var order = await visitor.Open($"/o/{bought.Token}?lang=en");
        var form = await visitor.Open(order.Document.QuerySelector("a[href*='/review']")!.GetAttribute("href")!);
        var sent = await visitor.Submit(form, "form#review", [new("stars", "4"), new("words", "Thin shells"), new("name", "")]);
        sent.Text.ShouldContain("Received, thank you");
        (await Kept(bought)).Name.ShouldBe("李**");
        (await visitor.Open("/en/p/tsering-walnuts/reviews?page=2")).Text.ShouldNotContain("Thin shells");

        (await Moderates(bought, "publish")).Text.ShouldContain("Done");
        var all = await visitor.Open("/en/p/tsering-walnuts/reviews");
        all.Text.ShouldContain("Thin shells");
        all.Text.ShouldContain("李**");
        (await Shop.Db(db => db.Notices.AsNoTracking().SingleAsync(n => n.OrderId == bought.Order.Id && n.Topic == Topic.ReviewPublished))).Body.ShouldContain("/p/tsering-walnuts#reviews");
        (await visitor.Open($"/o/{bought.Token}?lang=en")).Text.ShouldContain("See your review");
    }

    [Fact]
    public async Task It_may_be_changed_until_it_is_published_and_there_is_one_of_each_purchase()
    {
        var bought = await Shop.HandedOver(Apples);
        await Shop.Send(Said(bought, photos: [Photo]));
        var photos = (await Kept(bought)).Photos.ShouldHaveSingleItem();
        await Shop.Send(Said(bought, 3, "On second thoughts", "Xiaoyu"));
        var kept = await Kept(bought);
        (kept.Stars, kept.Words, kept.Name, kept.Version, kept.State).ShouldBe((3, "On second thoughts", "Xiaoyu", 2, ReviewState.Waiting));
        kept.Photos.ShouldBe([photos], "no new photos leave the old");
        await Shop.Send(Said(bought, 3, "On second thoughts") with { WithoutPhotos = true });
        (await Kept(bought)).Photos.ShouldBeEmpty();

        await Moderates(bought, "publish");
        await IsRefused(Said(bought, 1, "Changed my mind"), "review-published");
        (await Kept(bought)).Words.ShouldBe("On second thoughts");
        (await CountOf(bought)).ShouldBe(1);
    }

    [Fact]
    public async Task Two_that_are_sent_at_once_are_one()
    {
        var bought = await Shop.HandedOver(Apples);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Shop.Send(Said(bought))));
        (await CountOf(bought)).ShouldBe(1);
    }

    [Fact]
    public async Task The_office_declines_with_a_reason_that_the_writer_reads_and_can_answer_by_a_better_one()
    {
        var bought = await Shop.HandedOver(Apples);
        await Shop.Send(Said(bought, words: "Call 13900000000 for cheaper apples"));
        (await Moderates(bought, "decline")).Text.ShouldContain("Please say why");
        await Moderates(bought, "decline", "No telephone numbers, please");
        (await Shop.Db(db => db.Notices.AsNoTracking().SingleAsync(n =>
            n.OrderId == bought.Order.Id && n.Topic == Topic.ReviewDeclined && n.Channel == Channel.Text))).Body.ShouldContain($"/o/{bought.Token}");
        (await Shop.Visitor().Open($"/o/{bought.Token}/review?lang=en&listing={bought.Line.ListingId}")).Text.ShouldContain("No telephone numbers, please");

        await Shop.Send(Said(bought, words: "Good apples"));
        (await Kept(bought)).State.ShouldBe(ReviewState.Waiting);
        await Moderates(bought, "publish");
        (await Kept(bought)).State.ShouldBe(ReviewState.Published);
    }

    [Fact]
    public async Task The_office_publishes_only_what_it_has_read()
    {
        var bought = await Shop.HandedOver(Apples);
        await Shop.Send(Said(bought, words: "Harmless"));
        var office = Shop.Visitor();
        await office.SignIn("office");
        var read = await office.Open("/en/office/moderation");
        await Shop.Send(Said(bought, words: "Not harmless at all"));
        var review = (await Kept(bought)).Id;
        var refused = await office.Submit(read, $"form:has(input[value='{review}'])", button: "decision=publish");
        (refused.Status, refused.Text.Contains("has just changed this review", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.Conflict, true));
        (await Kept(bought)).State.ShouldBe(ReviewState.Waiting);
    }

    [Fact]
    public async Task Only_the_office_moderates_and_only_its_own_producer_answers()
    {
        var bought = await Shop.HandedOver(Apples);
        await Shop.Send(Said(bought));
        var farmer = Shop.Visitor();
        await farmer.SignIn("drolma");
        (await farmer.Open("/en/office/moderation")).Status.ShouldBe(HttpStatusCode.Forbidden);
        await Moderates(bought, "publish");

        var review = (await Kept(bought)).Id;
        var token = (await farmer.Open("/en/farm/answers")).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var posted = await farmer.Post("/en/farm/answers/review", ("for", bought.Line.ListingId.ToString()), ("id", review.ToString()),
            ($"answer-{review}", "Mine!"), ("__RequestVerificationToken", token));
        posted.Status.ShouldBe(HttpStatusCode.Forbidden);
        posted = await farmer.Post("/en/farm/answers/review", ("for", Seeds.Id("producer/drolma").ToString()), ("id", review.ToString()),
            ($"answer-{review}", "Mine!"), ("__RequestVerificationToken", token));
        posted.Status.ShouldBe(HttpStatusCode.NotFound);
        (await Kept(bought)).Answer.ShouldBeNull();
    }

    [Theory, InlineData("tashi"), InlineData("point")]
    public async Task The_producer_or_the_service_point_answers_once_and_it_is_recorded_who(string who)
    {
        var bought = await Shop.HandedOver(Apples);
        await Shop.Send(Said(bought));
        await Moderates(bought, "publish");
        var (review, tashi) = ((await Kept(bought)).Id, Seeds.Id("producer/tashi"));
        var person = Shop.Visitor();
        await person.SignIn(who);
        var page = await person.Open($"/en/farm/answers?for={tashi}");
        var empty = await person.Submit(page, $"form:has(input[value='{review}'])");
        (empty.Status, empty.Text.Contains("Please write an answer", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.UnprocessableEntity, true));
        (await person.Submit(empty, $"form:has(input[value='{review}'])", [new($"answer-{review}", "Thank you, until next autumn")])).Text.ShouldContain("Answered");

        var kept = await Kept(bought);
        (kept.Answer, kept.AnsweredFor).ShouldBe(("Thank you, until next autumn", tashi));
        kept.AnsweredBy.ShouldNotBeNull();
        (await person.Submit(empty, $"form:has(input[value='{review}'])", [new($"answer-{review}", "And another thing")])).Status.ShouldBe(HttpStatusCode.Conflict);
        (await Kept(bought)).Answer.ShouldBe("Thank you, until next autumn");
    }

    [Theory]
    [InlineData(null), InlineData(0), InlineData(6), InlineData(-1)]
    public async Task Stars_are_one_to_five(int? stars)
    {
        var bought = await Shop.HandedOver(Apples);
        (await Should.ThrowAsync<FluentValidation.ValidationException>(() => Shop.Send(Said(bought, stars)))).Message.ShouldContain("review-stars-missing");
        (await CountOf(bought)).ShouldBe(0);
    }

    [Fact]
    public async Task A_refused_form_keeps_what_was_typed()
    {
        var bought = await Shop.HandedOver(Apples);
        var visitor = Shop.Visitor();
        var refused = await visitor.Submit(await visitor.Open($"/o/{bought.Token}/review?lang=en&listing={bought.Line.ListingId}"), "form#review",
            [new("words", "<b>good</b>"), new("name", "Wei")]);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Document.QuerySelector("textarea")!.TextContent.ShouldBe("<b>good</b>");
        refused.Document.QuerySelector("input[name=name]")!.GetAttribute("value").ShouldBe("Wei");
        refused.Text.ShouldContain("choose how many stars");
        refused = await visitor.Submit(refused, "form#review", [new("stars", "５"), new("words", new string('长', 100_000))]);
        refused.Text.ShouldContain("2,000 characters at most");
    }

    [Fact]
    public async Task Markup_emoji_and_marks_from_right_to_left_are_text()
    {
        var bought = await Shop.HandedOver("kelsang-honey/500g");
        const string words = "<script>alert(1)</script> <b>bold</b> 🍎 \u202Eelbon";
        await Shop.Send(Said(bought, words: words, name: "<i>Wei</i>\u202E"));
        await Moderates(bought, "publish");
        var page = await Shop.Visitor().Open($"/en/p/{bought.Line.Slug}/reviews");
        var shown = page.Document.QuerySelector("blockquote.said")!;
        (shown.TextContent, shown.Children.Length, shown.GetAttribute("dir")).ShouldBe((words, 0, "auto"));
        page.Document.QuerySelector("bdi")!.Children.ShouldBeEmpty();
        var data = (await Shop.Visitor().Open($"/en/p/{bought.Line.Slug}")).Document.QuerySelector("script[type='application/ld+json']")!.TextContent;
        data.ShouldNotContain("<script>");
        JsonDocument.Parse(data).RootElement.GetRawText().ShouldContain("\\u003Cscript");
    }

    [Fact]
    public async Task Photos_are_checked_by_content_lose_where_they_were_taken_and_are_three_at_most()
    {
        var bought = await Shop.HandedOver(Apples);
        await IsRefused(Said(bought, photos: [new(null, null, null, "<svg onload=alert(1)>"u8.ToArray())]), "photo-not-a-picture");
        (await CountOf(bought)).ShouldBe(0);
        await Shop.Send(Said(bought, photos: [Photo, new(null, null, null, Samples.Jpeg(640, 480, "GPS"))]));
        var kept = await Kept(bought);
        kept.Photos.Count.ShouldBe(2);
        foreach (var stem in kept.Photos) Encoding.Latin1.GetString(await Shop.Client().GetByteArrayAsync($"{stem}-1280.webp")).ShouldNotContain("GPS");

        using var form = new MultipartFormDataContent { { new StringContent(bought.Line.ListingId.ToString()), "listing" }, { new StringContent("5"), "stars" },
            { new StringContent("Four photos"), "words" } };
        for (var i = 0; i < 4; i++) form.Add(new ByteArrayContent(Samples.Jpeg(400, 300, "GPS")), "photo", $"{i}.jpg");
        var answer = await Shop.Client().PostAsync($"/o/{bought.Token}/review?lang=en", form);
        (answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Contains("at most 3", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.UnprocessableEntity, true));
    }

    [Fact]
    public async Task Stars_stand_on_cards_on_the_page_and_for_machines_only_where_somebody_has_said_something()
    {
        (await Shop.Visitor().Open("/en/p/lobsang-chillies")).Document.QuerySelector("script[type='application/ld+json']")!.TextContent.ShouldNotContain("aggregateRating");
        foreach (var stars in new[] { 5, 4 })
        {
            var bought = await Shop.HandedOver("gyatso-barley/1000g");
            await Shop.Send(Said(bought, stars, $"I say {stars}"));
            await Moderates(bought, "publish");
            Shop.Clock.Move(TimeSpan.FromMinutes(1));
        }
        var page = await Shop.Visitor().Open("/en/p/gyatso-barley");
        page.Document.QuerySelector("a[href='#reviews']")!.TextContent.ShouldContain("4.5 · 2 reviews");
        page.Document.QuerySelectorAll("#reviews blockquote").Select(b => b.TextContent).ShouldBe(["I say 4", "I say 5"], "newest first");
        using var data = JsonDocument.Parse(page.Document.QuerySelector("script[type='application/ld+json']")!.TextContent);
        var goods = data.RootElement.GetProperty("@graph").EnumerateArray().Single(n => n.TryGetProperty("aggregateRating", out _));
        (goods.GetProperty("aggregateRating").GetProperty("ratingValue").GetString(), goods.GetProperty("aggregateRating").GetProperty("reviewCount").GetInt32(),
            goods.GetProperty("review").GetArrayLength()).ShouldBe(("4.5", 2, 2));
        (await Shop.Visitor().Open("/en/producers/gyatso")).Document.QuerySelector(".item:has(a[href*='gyatso-barley'])")!.TextContent.ShouldContain("4.5 · 2 reviews");
    }

    [Fact]
    public async Task Many_are_read_page_by_page_and_a_page_that_is_none_says_so()
    {
        var listing = Seeds.Id($"listing/{Pears}");
        await Shop.Db(async db =>
        {
            db.AddRange(Enumerable.Range(0, 23).Select(i => new Review
            {
                Id = Guid.CreateVersion7(), OrderId = Guid.NewGuid(), ListingId = listing, ProducerId = Seeds.Id("producer/tsering"), Slug = Pears,
                Listing = new("梨"), Variant = new("箱"), Stars = 5, Words = $"Word {i}.",
                Name = "A**", Photos = [], Language = "en", WrittenAt = Shop.Clock.Now.AddMinutes(i), State = i == 22 ? ReviewState.Waiting : ReviewState.Published, Version = 1,
            }));
            return await db.SaveChangesAsync();
        });
        var visitor = Shop.Visitor();
        (await visitor.Open($"/en/p/{Pears}")).Text.ShouldContain("All 22 reviews");
        var first = await visitor.Open($"/en/p/{Pears}/reviews");
        first.Document.QuerySelectorAll("blockquote").Length.ShouldBe(10);
        first.Text.ShouldContain("Word 21.");
        first.Text.ShouldNotContain("Word 22.");
        var last = await visitor.Open($"/en/p/{Pears}/reviews?page=3");
        last.Document.QuerySelectorAll("blockquote").Select(b => b.TextContent).ShouldBe(["Word 1.", "Word 0."]);
        foreach (var page in new[] { "-1", "0", "x", "999999999999" }) (await visitor.Open($"/en/p/{Pears}/reviews?page={page}")).Status.ShouldBe(HttpStatusCode.OK);
        (await visitor.Open("/en/p/nothing/reviews")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_long_one_is_cut_on_the_products_page_and_whole_on_its_own()
    {
        var bought = await Shop.HandedOver("rinchen-incense/50g");
        var words = string.Concat(Enumerable.Repeat("🍎", 300));
        await Shop.Send(Said(bought, words: words));
        await Moderates(bought, "publish");
        var shown = (await Shop.Visitor().Open("/en/p/rinchen-incense")).Document.QuerySelector("#reviews blockquote")!.TextContent;
        shown.ShouldBe(string.Concat(Enumerable.Repeat("🍎", 100)) + "…");
        (await Shop.Visitor().Open("/en/p/rinchen-incense/reviews")).Document.QuerySelector("blockquote")!.TextContent.ShouldBe(words);
    }

    [Theory]
    [InlineData("林小雨", "林**"), InlineData(" Marie Chen ", "M**"), InlineData("👩‍🌾 Li", "👩‍🌾**"), InlineData("", "**")]
    public void A_name_nobody_chose_is_masked(string buyer, string shown)
    {
        Masked.Shown("  ", buyer).ShouldBe(shown);
        Masked.Shown("小雨", buyer).ShouldBe("小雨");
    }
}
