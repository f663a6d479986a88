using System.Net;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Promotions;
using Storefront.Platform.Data;
using Storefront.Platform.Facts;
using Storefront.Promotions;
using Storefront.Promotions.Campaigns;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Promotions;

public sealed class SchedulingOnSqlite(SqliteShop shop) : Scheduling(shop), IClassFixture<SqliteShop>;
public sealed class SchedulingOnPostgres(PostgresShop shop) : Scheduling(shop), IClassFixture<PostgresShop>;

/// <summary>The office makes a campaign by the clock of China; what is wrong is refused whole.</summary>
public abstract class Scheduling(Shop shop) : RunsOn(shop)
{
    readonly string slug = $"pears-{Guid.NewGuid():N}"[..14];
    readonly Guid listing = Guid.CreateVersion7();
    readonly Guid pack = Guid.CreateVersion7();

    async Task<ScheduleCampaign> APearCampaign()
    {
        await Shop.In(async services =>
        {
            var db = services.GetRequiredService<StoreDb>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await Outbox.Write(db, [new ListingPublished(listing, Guid.CreateVersion7(), slug, new("梨"), new("次仁"), [new(pack, "2500g", new("2.5 公斤装"))])],
                services.GetRequiredService<FactHandlers>(), Shop.Clock.Now, default);
            await transaction.CommitAsync();
            return 0;
        });
        await Shop.Settle();
        var starts = ChinaTime.Of(Shop.Clock.Now).AddHours(2);
        return new("梨子节", "便宜", slug, starts.AddHours(-1), starts, starts.AddDays(1), $"https://shop.example/zh/p/{slug}?v=1", "10", "", "", "3", $"{slug}/2500g 40");
    }

    async Task<long> Price(int boxes = 1) => (await Shop.Send(new QuoteBaskets([new(Guid.CreateVersion7(), null,
        [new(pack, listing, Guid.CreateVersion7(), boxes, new(2500), new(2600))])])))[0].Total.Fen;
    Task<int> Written() => Shop.Db(async db => await db.Campaigns.CountAsync(c => c.Slug == slug)
        + await db.CampaignListings.CountAsync(l => l.ListingId == listing) + await db.Quotas.CountAsync(q => q.VariantId == pack));

    [Fact]
    public async Task Of_two_that_are_scheduled_at_once_under_one_address_the_second_is_refused()
    {
        var asked = await APearCampaign();
        async Task<string> Schedule()
        {
            try { return await Shop.Send(asked); }
            catch (Refusal refused) { return refused.Code; }
        }
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(Schedule)));
        answers.Count(a => a == slug).ShouldBe(1);
        answers.Count(a => a == "campaign-slug-taken").ShouldBe(5);
        (await Written()).ShouldBe(3);
    }

    [Fact]
    public async Task A_campaign_begins_at_its_instant_in_china_and_ends_at_its_last()
    {
        var asked = await APearCampaign();
        (await Shop.Send(asked)).ShouldBe(slug);
        await Shop.Settle();
        var starts = ChinaTime.ToUtc(asked.Starts!.Value);

        Shop.Clock.Move(starts - Shop.Clock.Now - TimeSpan.FromTicks(1));
        (await Price()).ShouldBe(2600);
        Shop.Clock.Move(TimeSpan.FromTicks(1));
        (await Price()).ShouldBe(2340);
        var offer = (await Shop.Send(new QuoteOffers([new(pack, listing, new(2600))])))[pack];
        (offer.Price, offer.UnitsLeft, offer.LimitPerPerson).ShouldBe((new Money(2340), 40, 3));

        Shop.Clock.Move(TimeSpan.FromDays(1) - TimeSpan.FromTicks(1));
        (await Price()).ShouldBe(2340);
        Shop.Clock.Move(TimeSpan.FromTicks(1));
        (await Price()).ShouldBe(2600);
    }

    [Fact]
    public async Task What_is_wrong_with_a_campaign_is_named_and_nothing_is_written()
    {
        var good = await APearCampaign();
        async Task Refused(ScheduleCampaign asked, string code)
        {
            var failure = await Should.ThrowAsync<Exception>(() => Shop.Send(asked));
            (failure switch { Refusal refusal => refusal.Code, ValidationException failed => failed.Errors.First().ErrorMessage, _ => failure.ToString() }).ShouldBe(code);
            (await Written()).ShouldBe(0);
        }

        await Refused(good with { Ends = good.Starts!.Value.AddMinutes(-1) }, "campaign-ends-before-start");
        await Refused(good with { Ends = good.Starts }, "campaign-ends-before-start");
        await Refused(good with { WarmsUp = good.Starts!.Value.AddMinutes(1) }, "campaign-starts-before-warm-up");
        await Refused(good with { WarmsUp = good.WarmsUp!.Value.AddDays(-9), Starts = good.Starts!.Value.AddDays(-8), Ends = good.Starts.Value.AddDays(-7) }, "campaign-over");
        await Refused(good with { Percent = "0" }, "campaign-percent");
        await Refused(good with { Percent = "100" }, "campaign-percent");
        await Refused(good with { Slug = "new" }, "campaign-slug");
        await Refused(good with { Slug = "singles-day" }, "campaign-slug-taken");
        await Refused(good with { Listings = $"{slug}\nno-such-apples" }, "campaign-unknown-listing");
        await Refused(good with { Listings = " " }, "campaign-listings");
        await Refused(good with { Quotas = $"{slug}/9000g 5" }, "campaign-unknown-pack");
        await Refused(good with { Quotas = $"{slug}/2500g many" }, "campaign-quotas");
        await Refused(good with { Quotas = $"{slug}/2500g ٤٠" }, "campaign-quotas");
        await Refused(good with { Limit = "-1" }, "campaign-limit");
        await Refused(good with { Percent = "ten" }, "campaign-percent");
        await Refused(good with { Percent = " " }, "campaign-nothing-off");
        await Refused(good with { Prices = $"{slug}/2500g cheap" }, "campaign-prices");
        await Refused(good with { Prices = $"{slug}/2500g 0" }, "campaign-prices");
        await Refused(good with { Prices = $"{slug}/2500g 19.90\n{slug}/2500g 18" }, "campaign-prices");
        await Refused(good with { Prices = $"{slug}/9000g 19.90" }, "campaign-unknown-pack");
        await Refused(good with { Savings = "60" }, "campaign-savings");
        await Refused(good with { Savings = "60 60" }, "campaign-savings");
        await Refused(good with { Savings = "60 5\n60 6" }, "campaign-savings");
    }

    [Fact]
    public async Task Full_width_digits_and_signs_are_read_as_what_they_stand_for()
    {
        var asked = await APearCampaign();
        (await Shop.Send(asked with { Percent = "１０", Limit = "３", Prices = $"{slug}／2500g：１９．９０", Savings = "１２０　１２；６０　５", Quotas = $"{slug}／2500g　４０" })).ShouldBe(slug);
        (await Shop.Db(db => db.Quotas.SingleAsync(q => q.VariantId == pack))).Total.ShouldBe(40);
        Shop.Clock.Move(ChinaTime.ToUtc(asked.Starts!.Value) - Shop.Clock.Now);
        await Shop.Settle();
        (await Price()).ShouldBe(1990);
        (await Price(4)).ShouldBe(4 * 1990 - 500);
    }

    [Fact]
    public async Task A_campaign_that_ends_before_it_starts_comes_back_as_it_was_typed()
    {
        var asked = await APearCampaign();
        var visitor = Shop.Visitor();
        await visitor.SignIn("office");
        var ends = $"{asked.Starts!.Value.AddHours(-1):yyyy-MM-ddTHH:mm}";
        var refused = await visitor.Submit(await visitor.Open("/zh/office/campaigns/new"), "main form", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Name"] = "梨子节", ["Slug"] = slug, ["WarmsUp"] = $"{asked.WarmsUp:yyyy-MM-ddTHH:mm}", ["Starts"] = $"{asked.Starts:yyyy-MM-ddTHH:mm}", ["Ends"] = ends,
            ["Listings"] = slug, ["Percent"] = "10",
        });
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Document.QuerySelector("#f-Ends-error")!.TextContent.ShouldContain("活动结束必须晚于开始。");
        refused.Document.QuerySelector("#f-Ends")!.GetAttribute("value").ShouldBe(ends);
        refused.Document.QuerySelector("#f-Name")!.GetAttribute("value").ShouldBe("梨子节");
        refused.Document.QuerySelector("#f-Listings")!.TextContent.Trim().ShouldBe(slug);
        (await Written()).ShouldBe(0);
    }

    [Fact]
    public async Task One_form_gives_per_cent_off_fixed_prices_and_spend_and_save()
    {
        var asked = await APearCampaign();
        var visitor = Shop.Visitor();
        await visitor.SignIn("office");
        var page = await visitor.Open("/en/office/campaigns/new");
        Dictionary<string, string> typed = new(StringComparer.Ordinal)
        {
            ["Name"] = "梨子节", ["Slug"] = slug, ["WarmsUp"] = $"{asked.WarmsUp:yyyy-MM-ddTHH:mm}", ["Starts"] = $"{asked.Starts:yyyy-MM-ddTHH:mm}",
            ["Ends"] = $"{asked.Ends:yyyy-MM-ddTHH:mm}",
            ["Listings"] = slug, ["Percent"] = "10", ["Prices"] = $"{slug}/2500g 19.9", ["Savings"] = "120 12\n60 60",
        };
        var refused = await visitor.Submit(page, "main form", typed);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Document.QuerySelector("#f-Savings-error").ShouldNotBeNull();
        refused.Document.QuerySelector("#f-Prices")!.TextContent.Trim().ShouldBe($"{slug}/2500g 19.9");

        typed["Savings"] = "120 12\n60 5";
        (await visitor.Submit(refused, "main form", typed)).Status.ShouldBe(HttpStatusCode.OK);
        await Shop.Settle();      // prices are kept for a second, or until the campaign is told of
        Shop.Clock.Move(ChinaTime.ToUtc(asked.Starts!.Value) - Shop.Clock.Now);
        (await Price()).ShouldBe(1990, "the lower of 10% off 26.00 and the fixed price");
        (await Price(4)).ShouldBe(4 * 1990 - 500);
        (await Price(7)).ShouldBe(7 * 1990 - 1200);
    }

    [Fact]
    public async Task The_office_fills_in_the_form_and_what_was_typed_comes_back_when_it_is_refused()
    {
        var asked = await APearCampaign();
        var visitor = Shop.Visitor();
        await visitor.SignIn("office");
        var page = await visitor.Open("/en/office/campaigns/new");
        Dictionary<string, string> Typed(string percent) => new(StringComparer.Ordinal)
        {
            ["Name"] = "梨子节", ["Slug"] = slug, ["WarmsUp"] = $"{asked.WarmsUp:yyyy-MM-ddTHH:mm}", ["Starts"] = $"{asked.Starts:yyyy-MM-ddTHH:mm}",
            ["Ends"] = $"{asked.Ends:yyyy-MM-ddTHH:mm}",
            ["Listings"] = slug, ["Percent"] = percent, ["Limit"] = "", ["Quotas"] = $"{slug}/2500g 40",
        };
        var refused = await visitor.Submit(page, "main form", Typed("100"));
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Document.QuerySelector("#f-Percent")!.GetAttribute("value").ShouldBe("100");
        refused.Document.QuerySelector("#f-Starts")!.GetAttribute("value").ShouldBe($"{asked.Starts:yyyy-MM-ddTHH:mm}");
        refused.Text.ShouldContain("whole number from 1 to 99");
        (await Written()).ShouldBe(0);

        var scheduled = await visitor.Submit(refused, "main form", Typed("10"));
        scheduled.Status.ShouldBe(HttpStatusCode.OK);
        scheduled.Path.ShouldStartWith("/en/office");
        scheduled.Text.ShouldContain("The campaign is scheduled");
        (await Written()).ShouldBe(3);
        (await Shop.Db(db => db.Campaigns.SingleAsync(c => c.Slug == slug))).ActedBy.ShouldBe(Storefront.Platform.Seeds.Id("person/office"));
    }
}
