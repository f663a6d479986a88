using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Storefront.Catalog;
using Storefront.Catalog.Stock;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Orders;
using Storefront.Platform;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Catalog;

public sealed class ExpiryOnSqlite(SqliteShop shop) : ExpiryRules(shop), IClassFixture<SqliteShop>;
public sealed class ExpiryOnPostgres(PostgresShop shop) : ExpiryRules(shop), IClassFixture<PostgresShop>;

/// <summary>What is past its best-before is not sold, and what was sold all the same is seen.</summary>
public abstract class ExpiryRules(Shop shop) : RunsOn(shop)
{
    static readonly Guid Drolma = Seeds.Id("producer/drolma");

    /// <summary>Boxes of 1 kg and of 2.5 kg, 30 and 20 of them, and lots.</summary>
    async Task<(Guid Listing, string Slug, Guid Small, Guid Large)> Harvest(params (int BestBeforeInDays, long Grams)[] lots)
    {
        var (listing, small, large, today) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), ChinaTime.Day(Shop.Clock.Now));
        await Shop.Db(async db =>
        {
            db.Listings.Add(new()
            {
                Id = listing, Slug = $"old-{listing:N}", ProducerId = Drolma, Category = "fruit", Name = new("梨"), Summary = new("梨"), Description = new("梨"),
                Facts = [], GoodsClass = "fresh", ShelfLifeDays = 45,
                State = ListingState.Live, ListedAt = Shop.Clock.Now,
            });
            db.Variants.Add(new() { Id = small, ListingId = listing, Slug = "small", Name = new("小"), Grade = new("一级"), Net = new(1000), Gross = new(1200),
                Price = new(1000), Available = 30, Position = 0 });
            db.Variants.Add(new() { Id = large, ListingId = listing, Slug = "large", Name = new("大"), Grade = new("一级"), Net = new(2500), Gross = new(2900),
                Price = new(2000), Available = 20, Position = 1 });
            db.Lots.AddRange(lots.Select(l => new Lot { Id = Guid.CreateVersion7(), ListingId = listing, HarvestedOn = today.AddDays(-9), Mass = new(l.Grams),
                Allocated = Mass.Zero, BestBefore = today.AddDays(l.BestBeforeInDays) }));
            return await db.SaveChangesAsync();
        });
        return (listing, $"old-{listing:N}", small, large);
    }

    Task<int> Cut() => Shop.Services.GetRequiredService<CutWhatExpired>().WorkOnce(default);
    async Task<int> Left(Guid variant) => (await Shop.Send(new DescribeVariants([variant]))).Single().Available;
    Task<IReadOnlyList<StockTaken>> Take(Guid order, Guid variant, int units) => Shop.Send(new TakeStock([new(order, [new(variant, units)])]));

    [Fact]
    public async Task No_more_boxes_stay_on_sale_than_what_is_still_good_fills()
    {
        var (_, _, small, large) = await Harvest((-1, 50_000), (0, 41_000));
        await Take(Guid.CreateVersion7(), small, 3);      // held, and its buyer is paying
        (await Cut()).ShouldBeGreaterThan(0);
        ((await Left(small)), (await Left(large))).ShouldBe((27, 4));
        (await Cut()).ShouldBe(0, "what was cut is not cut again");
        (await Take(Guid.CreateVersion7(), large, 5)).Single().Taken.ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_still_good_stays_as_it_is()
    {
        var (_, _, small, large) = await Harvest((0, 1000));
        await Cut();
        ((await Left(small)), (await Left(large))).ShouldBe((30, 20));
    }

    [Fact]
    public async Task Of_what_is_past_its_date_whole_nothing_is_left_and_a_farmer_cannot_put_it_back()
    {
        var (_, slug, small, large) = await Harvest((-1, 500_000));
        await Cut();
        ((await Left(small)), (await Left(large))).ShouldBe((0, 0));
        var farmer = Shop.Visitor();
        await farmer.SignIn("drolma");
        var page = await farmer.Open($"/en/farm/listings/{slug}?for={Drolma}");
        var refused = await farmer.Submit(page, "form#change", new Dictionary<string, string>(StringComparer.Ordinal) { ["boxes-small"] = "1" });
        ((int)refused.Status).ShouldBe(422);
        refused.Document.QuerySelector("#f-boxes-small-error").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_paid_order_that_the_lots_cannot_fill_is_logged_as_an_error()
    {
        var (listing, _, small, _) = await Harvest((-1, 50_000), (3, 1000));
        var (enough, tooMuch, log) = (Guid.CreateVersion7(), Guid.CreateVersion7(), new Heard());
        foreach (var order in new[] { enough, tooMuch })
        {
            await Take(order, small, 1);
            await Shop.Db(async db =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync();
                await new AllocateLots(db, Shop.Clock, log).Handle([Confirmed(order, small, listing)], default);
                await transaction.CommitAsync();
                return 0;
            });
        }
        log.Errors.ShouldHaveSingleItem().ShouldContain(tooMuch.ToString());
    }

    OrderConfirmed Confirmed(Guid order, Guid variant, Guid listing) => new(
        order, "1111-AAAAAA-2", "o", "t", new("张三", "13812345678", null, "zh"), new("CN", "四川省", "成都市", "武侯区", null, "某路 1 号", null), new(1000), Money.Zero,
        Shop.Clock.Now, Shop.Clock.Now, default, [], [new LineSold(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), variant, listing, new("x"),
            new("x"), 1, new(1000), new(1000), new(1000), null)]);

    sealed class Heard : ILogger<AllocateLots>
    {
        public List<string> Errors { get; } = [];
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Error) Errors.Add(formatter(state, exception));
        }
    }
}

public sealed class OldVillageOnSqlite(SqliteShop shop) : OldVillage(shop), IClassFixture<SqliteShop>;
public sealed class OldVillageOnPostgres(PostgresShop shop) : OldVillage(shop), IClassFixture<PostgresShop>;

public abstract class OldVillage(Shop shop) : RunsOn(shop)
{
    [Fact]
    public async Task A_demo_of_two_months_ago_sells_no_old_pears()
    {
        Shop.Clock.Move(TimeSpan.FromDays(60));
        await Shop.Services.GetRequiredService<CutWhatExpired>().WorkOnce(default);
        var packs = await Shop.Db(db => db.Variants.Join(db.Listings.Where(l => l.Slug == "tsering-pears"), v => v.ListingId, l => l.Id, (v, _) => v.Available).ToListAsync());
        packs.ShouldNotBeEmpty();
        packs.ShouldAllBe(left => left == 0);
        (await Shop.Visitor().Open("/zh/p/tsering-pears")).Status.ShouldBe(System.Net.HttpStatusCode.OK);
    }
}
