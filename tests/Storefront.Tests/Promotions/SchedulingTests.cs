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
            await Outbox.Write(db, [new ListingPublished(listing, Guid.CreateVersion7(), slug, new("梨"), new("次仁"), [new(pack, "2500g", new("2.5 公斤装"))])], services.GetRequiredService<FactHandlers>(), Shop.Clock.Now, default);
            await transaction.CommitAsync();
            return 0;
        });
        await Shop.Settle();
        var starts = ChinaTime.Of(Shop.Clock.Now).AddHours(2);
        return new("梨子节", "便宜", slug, starts.AddHours(-1), starts, starts.AddDays(1), $"https://shop.example/zh/p/{slug}?v=1", 10, "3", $"{slug}/2500g 40");
    }

    async Task<long> Price() => (await Shop.Send(new QuoteBaskets([new(Guid.CreateVersion7(), null, [new(pack, listing, Guid.CreateVersion7(), 1, new(2500), new(2600))])])))[0].Total.Fen;
    Task<int> Written() => Shop.Db(async db => await db.Campaigns.CountAsync(c => c.Slug == slug) + await db.CampaignListings.CountAsync(l => l.ListingId == listing) + await db.Quotas.CountAsync(q => q.VariantId == pack));

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
        await Refused(good with { Percent = 0 }, "campaign-percent");
        await Refused(good with { Percent = 100 }, "campaign-percent");
        await Refused(good with { Slug = "new" }, "campaign-slug");
        await Refused(good with { Slug = "singles-day" }, "campaign-slug-taken");
        await Refused(good with { Listings = $"{slug}\nno-such-apples" }, "campaign-unknown-listing");
        await Refused(good with { Listings = " " }, "campaign-listings");
        await Refused(good with { Quotas = $"{slug}/9000g 5" }, "campaign-unknown-pack");
        await Refused(good with { Quotas = $"{slug}/2500g many" }, "campaign-quotas");
        await Refused(good with { Limit = "-1" }, "campaign-limit");
    }
}
