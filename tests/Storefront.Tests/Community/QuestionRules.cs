using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.Community;
using Storefront.Community.Questions;
using Storefront.Notices;
using Storefront.Platform;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Community;

public sealed class QuestionsOnSqlite(SqliteShop shop) : QuestionRules(shop), IClassFixture<SqliteShop>;
public sealed class QuestionsOnPostgres(PostgresShop shop) : QuestionRules(shop), IClassFixture<PostgresShop>;

public abstract class QuestionRules(Shop shop) : RunsOn(shop)
{
    async Task<Page> Asks(string slug, string words, string contact = "", string lang = "en") =>
        await Shop.Visitor().Submit(await Shop.Visitor().Open($"/{lang}/p/{slug}"), "form#ask", [new("words", words), new("reply-to", contact)]);

    Task<Question?> Kept(string words) => Shop.Db(db => db.Questions.AsNoTracking().SingleOrDefaultAsync(q => q.Words == words));

    async Task<Page> Answers(string who, Guid producer, Question question, string answer)
    {
        var person = Shop.Visitor();
        await person.SignIn(who);
        var done = await person.Submit(await person.Open($"/en/farm/answers?for={producer}"), $"form:has(input[value='{question.Id}'])", [new($"answer-{question.Id}", answer)]);
        await Shop.Settle();
        return done;
    }

    [Fact]
    public async Task Anyone_asks_on_the_page_and_it_is_shown_once_the_producer_has_answered()
    {
        (await Asks("drolma-apples", "Are they <b>polished</b>?")).Text.ShouldContain("Received, thank you");
        var question = (await Kept("Are they <b>polished</b>?"))!;
        (await Shop.Visitor().Open("/en/p/drolma-apples?v=1500g")).Text.ShouldNotContain("polished");

        (await Answers("drolma", Seeds.Id("producer/drolma"), question, "Never, only wiped")).Text.ShouldContain("Answered");
        var page = await Shop.Visitor().Open("/en/p/drolma-apples?v=2500g");
        page.Document.QuerySelector("#questions")!.TextContent.ShouldContain("Are they <b>polished</b>?");
        page.Document.QuerySelector("#questions .qa b").ShouldBeNull("markup is text");
        page.Text.ShouldContain("Never, only wiped");
        (await Kept(question.Words))!.AnsweredBy.ShouldNotBeNull();
        (await Shop.Db(db => db.Notices.AnyAsync(n => n.Part == question.Id))).ShouldBeFalse("nobody asked to be told");
    }

    [Theory]
    [InlineData("138 0013 8000", Channel.Text, "13800138000"), InlineData("+33 6 12 34 56 78", Channel.Text, "+33612345678"), InlineData("Wei@Example.com", Channel.Mail, "wei@example.com")]
    internal async Task Who_left_a_phone_or_an_e_mail_is_told_in_the_own_language_and_then_forgotten(string contact, Channel channel, string to)
    {
        var words = $"Peut-on les offrir à {to} ?";
        await Asks("tashi-apples", words, contact, "fr");
        var question = (await Kept(words))!;
        (question.Phone ?? question.Email).ShouldBe(to);
        await Answers("point", Seeds.Id("producer/tashi"), question, "Oui, en carton cadeau");

        var notice = await Shop.Db(db => db.Notices.AsNoTracking().SingleAsync(n => n.Part == question.Id));
        (notice.Channel, notice.Recipient, notice.Language, notice.SentAt is not null).ShouldBe((channel, to, "fr", true));
        notice.Body.ShouldContain("/fr/p/tashi-apples#questions");
        var kept = (await Kept(words))!;
        (kept.Phone, kept.Email, kept.State, kept.AnsweredFor).ShouldBe((null, null, QuestionState.Answered, Seeds.Id("producer/tashi")));
        (await Shop.Visitor().Open($"/en/mailbox?q={Uri.EscapeDataString(to)}")).Document.QuerySelectorAll(".mail li").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_office_answers_in_its_own_name_or_puts_aside_what_is_no_question()
    {
        await Asks("tsering-pears", "Do you ship to Lhasa?");
        await Asks("tsering-pears", "Buy cheap watches", "13800138001");
        var (question, spam) = ((await Kept("Do you ship to Lhasa?"))!, (await Kept("Buy cheap watches"))!);
        var office = Shop.Visitor();
        await office.SignIn("office");
        var page = await office.Open("/en/office/moderation");
        await office.Submit(page, $"form:has(input[value='{question.Id}'])", [new($"answer-{question.Id}", "Yes")], "decision=answer");
        await office.Submit(page, $"form:has(input[value='{spam.Id}'])", button: "decision=drop");
        var shown = await Shop.Visitor().Open("/en/p/tsering-pears?v=2500g");
        shown.Text.ShouldContain("The shop’s office");
        shown.Text.ShouldNotContain("watches");
        ((await Kept("Buy cheap watches"))!.Phone, (await Kept("Buy cheap watches"))!.State).ShouldBe((null, QuestionState.Dropped));
        (await office.Submit(page, $"form:has(input[value='{spam.Id}'])", [new($"answer-{spam.Id}", "Yes")], "decision=answer")).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Pressed_twice_is_asked_once()
    {
        for (var i = 0; i < 2; i++) await Asks("drolma-crooked", "How crooked?", "13800138002");
        (await Shop.Db(db => db.Questions.CountAsync(q => q.Words == "How crooked?"))).ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_question_is_kept_as_typed_and_says_what_is_wrong()
    {
        var refused = await Asks("drolma-apples", "  ", "not a phone");
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("Please write your question");
        refused.Text.ShouldContain("Please give a phone number");
        refused.Document.QuerySelector("input[name=reply-to]")!.GetAttribute("value").ShouldBe("not a phone");
        refused = await Asks("drolma-apples", new string('x', 100_000));
        refused.Document.QuerySelector("textarea")!.TextContent.Length.ShouldBe(100_000);
        (await Shop.Visitor().Post("/en/p/nothing/ask", ("words", "Hm?"))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_flood_ends()
    {
        var listing = Seeds.Id("listing/aga-pepper");
        await Shop.Db(async db =>
        {
            db.AddRange(Enumerable.Range(0, AskQuestionHandler.AtMost).Select(i => new Question
            {
                Id = Guid.NewGuid(), ListingId = listing, ProducerId = Seeds.Id("producer/aga"), Slug = "aga-pepper", Listing = new("花椒"), Words = $"{i}?",
                Language = "zh", AskedAt = Shop.Clock.Now, State = QuestionState.Open,
            }));
            return await db.SaveChangesAsync();
        });
        var refused = await Asks("aga-pepper", "One more?");
        (refused.Status, refused.Text.Contains("ask again later", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.Conflict, true));
        (await Kept("One more?")).ShouldBeNull();
        await Shop.Db(db => db.Questions.Where(q => q.ListingId == listing).ExecuteDeleteAsync());

        await using var strict = Shop.Another(Shop.Clock, ("Guards:LettersPerTenMinutes", "2"));
        var one = new Visitor(strict.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new("https://localhost") }));
        for (var i = 0; i < 2; i++) (await one.Post("/en/p/rinchen-incense/ask", ("words", $"Question {i}?"))).Text.ShouldContain("Received");
        (await one.Post("/en/p/rinchen-incense/tell-me", ("contact", "13800138003"))).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        (await one.Open("/en/p/rinchen-incense/ask")).Status.ShouldBe(HttpStatusCode.OK, "reading is not writing");
    }

    [Fact]
    public async Task Nobody_answers_for_another_producer()
    {
        await Asks("drolma-apples", "Whose are they?");
        var question = (await Kept("Whose are they?"))!;
        var tashi = Shop.Visitor();
        await tashi.SignIn("tashi");
        await Asks("tashi-apples", "And these?");
        var page = await tashi.Open("/en/farm/answers");
        page.Text.ShouldNotContain("Whose are they?");
        var token = page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        (await tashi.Post("/en/farm/answers/question", ("for", question.ProducerId.ToString()), ("id", question.Id.ToString()), ($"answer-{question.Id}", "Mine"),
            ("__RequestVerificationToken", token))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Kept(question.Words))!.State.ShouldBe(QuestionState.Open);
    }
}
