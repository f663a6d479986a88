using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Catalog.Village;
using Storefront.Contracts;
using Storefront.Notices;
using Storefront.Notices.Writing;
using Storefront.Platform.Web;

namespace Storefront.Tests.Notices;

public sealed class TemplateTests
{
    static readonly News News = new(new(118800), new(new(2026, 11, 29), new(2026, 12, 2)), new(new(2026, 11, 28), new(2026, 11, 30)),
        new DateTime(2026, 11, 11, 2, 15, 0, DateTimeKind.Utc), new("雪封了垭口。", "Snow has closed the pass.", "La neige ferme le col."), "R-1112-3",
        First: "1109-B8QX2K-6",
        Less: [new(Guid.NewGuid(), new("苹果", "Apples", "Pommes"), new(5000), new(4600), new(544))], Listing: new("高原苹果", "Highland apples", "Pommes d’altitude"),
        Path: "/back/CCCCCCCCCCCCCCCCCCCCCC", Words: "?",
        Vouchers: [new(Guid.NewGuid(), "K7Q2-MX5T-9RHD-8", new("认一棵树", "A tree", "Un arbre"), new("一季", "One harvest", "Une récolte"),
            new(new(2026, 11, 11), new(2027, 11, 11), new(2027, 12, 11)))], Orders: 3, Boxes: 12);

    static Templates Templates(params (string, string?)[] settings) => new ServiceCollection()
        .AddLogging().AddLocalization().AddSingleton<PublicAddress>().AddSingleton(TimeProvider.System).AddSingleton<Templates>()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Item1, s.Item2))).Build())
        .BuildServiceProvider().GetRequiredService<Templates>();

    static KnownOrder Order(string language) => new()
    {
        OrderId = Guid.NewGuid(), Number = "1111-K7Q2MX-5", OrderToken = "AAAAAAAAAAAAAAAAAAAAAA", TrackingToken = "BBBBBBBBBBBBBBBBBBBBBB", Name = "林小雨", Language = language,
    };

    /// <summary>Of a part, or of vouchers alone, it says something else.</summary>
    static News Of(bool whole) => News with { Whole = whole, Boxes = whole ? News.Boxes : 0 };

    public static TheoryData<string, string, bool> Everything()
    {
        var data = new TheoryData<string, string, bool>();
        foreach (var language in new[] { "zh", "en", "fr", "bo" })
            foreach (var topic in Enum.GetNames<Topic>().Where(t => t != nameof(Topic.Code)))
                foreach (var whole in topic is nameof(Topic.Cancelled) or nameof(Topic.Sold) ? new[] { true, false } : [true]) data.Add(language, topic, whole);
        return data;
    }

    [Theory, MemberData(nameof(Everything))]
    public void Every_topic_speaks_every_language_with_nothing_left_open(string language, string topic, bool whole)
    {
        var (templates, about) = (Templates(), Enum.Parse<Topic>(topic));
        var mail = templates.Write(about, Channel.Mail, Order(language), Of(whole));
        var text = templates.Write(about, Channel.Text, Order(language), Of(whole));

        foreach (var written in new[] { mail.Subject, mail.Body, text.Body })
        {
            written.ShouldNotBeNullOrWhiteSpace();
            written.ShouldNotContain("notice.");
            written.ShouldNotContain('{');
            written.ShouldNotContain('}');
            written.ShouldNotContain("  ");
        }
        if (about is not (Topic.ApplicationApproved or Topic.ApplicationDeclined)) mail.Subject.ShouldContain(about switch
        {
            Topic.Answered or Topic.Back or Topic.RevisionApproved or Topic.RevisionDeclined => News.Listing!.In(language), Topic.Sold => whole ? "12" : "3", _ => "1111-K7Q2MX-5",
        });
        mail.Body.ShouldContain("http://localhost:5080/");
        text.Subject.ShouldBeEmpty();
        text.Body.ShouldContain("http://localhost:5080/");
    }

    [Theory, MemberData(nameof(Everything))]
    public void A_text_message_is_short(string language, string topic, bool whole)
    {
        var text = Templates().Write(Enum.Parse<Topic>(topic), Channel.Text, Order(language), Of(whole)).Body;
        text.Length.ShouldBeLessThanOrEqualTo(language is "zh" or "bo" ? 70 : 160, text);
    }

    public static TheoryData<string, string> OfAPart()
    {
        var data = new TheoryData<string, string>();
        foreach (var language in new[] { "zh", "en", "fr", "bo" })
            foreach (var topic in new[] { Topic.Departed, Topic.Delayed, Topic.Delivered, Topic.Cancelled, Topic.Refunded, Topic.Underweight, Topic.Declined })
                data.Add(language, topic.ToString());
        return data;
    }

    [Theory, MemberData(nameof(OfAPart))]
    public void News_of_one_part_of_several_names_its_producer_and_is_short_even_with_the_villages_longest_name(string language, string topic)
    {
        var producer = VillageFile.Read().Producers.Select(p => p.Name).MaxBy(n => n.In(language).Length)!;
        var (about, news) = (Enum.Parse<Topic>(topic), News with { Whole = false, Producer = producer });
        var mail = Templates().Write(about, Channel.Mail, Order(language), news);
        var text = Templates().Write(about, Channel.Text, Order(language), news).Body;

        foreach (var written in new[] { mail.Subject, mail.Body, text })
        {
            written.ShouldContain(producer.In(language));
            written.ShouldNotContain("notice.");
            written.ShouldNotContain('{');
        }
        text.ShouldContain("http://localhost:5080/");
        text.Length.ShouldBeLessThanOrEqualTo(language is "zh" or "bo" ? 70 : 160, text);
        mail.Subject.ShouldContain("1111-K7Q2MX-5");
        mail.Body.ShouldStartWith(Templates().Write(about, Channel.Mail, Order(language), news with { Producer = null }).Body.Split("\n\n")[0] + "\n\n");
    }

    [Theory, InlineData("zh"), InlineData("en"), InlineData("fr")]
    public void Boxes_that_are_sent_once_more_say_of_which_order_they_were(string language) =>
        Templates().Write(Topic.Replaced, Channel.Mail, Order(language), News with { Less = null }).Body.ShouldContain("1109-B8QX2K-6");

    [Fact]
    public void Links_lead_to_the_shop_that_was_set() =>
        Templates(("Public:BaseUrl", "https://shop.example/")).Write(Topic.Paid, Channel.Mail, Order("fr"), News).Body
            .ShouldContain("https://shop.example/o/AAAAAAAAAAAAAAAAAAAAAA?lang=fr");

    [Fact]
    public void A_language_is_really_its_own() =>
        new[] { "zh", "en", "fr" }.Select(l => Templates().Write(Topic.Delayed, Channel.Mail, Order(l), News).Body).Distinct().Count().ShouldBe(3);
}
