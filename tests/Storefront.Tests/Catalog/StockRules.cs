using System.Collections.Concurrent;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Catalog;
using Storefront.Catalog.Stock;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Orders;
using Storefront.Platform;
using Storefront.Platform.Facts;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Catalog;

public sealed class StockOnSqlite(SqliteShop shop) : StockRules(shop), IClassFixture<SqliteShop>;
public sealed class StockOnPostgres(PostgresShop shop) : StockRules(shop), IClassFixture<PostgresShop>;

public abstract class StockRules(Shop shop) : RunsOn(shop)
{
    static readonly Guid Small = Seeds.Id("variant/drolma-apples/1500g");
    static readonly Guid Middle = Seeds.Id("variant/drolma-apples/2500g");
    static readonly Guid Walnuts = Seeds.Id("variant/tsering-walnuts/1000g");

    async Task<StockTaken> Take(Guid order, params (Guid Variant, int Units)[] lines) =>
        (await Shop.Send(new TakeStock([new(order, [.. lines.Select(l => new VariantUnits(l.Variant, l.Units))])]))).Single();

    Task<int> Return(Guid order, params Guid[] variants) => Shop.Send(new ReturnStock([new(order, [.. variants.Select(v => new VariantUnits(v, 1))])]));
    Task<int> Left(Guid variant) => Shop.Db(db => db.Variants.Where(v => v.Id == variant).Select(v => v.Available).SingleAsync());
    Task<int> Set(Guid variant, int boxes) => Shop.Db(db => db.Variants.Where(v => v.Id == variant).ExecuteUpdateAsync(s => s.SetProperty(v => v.Available, boxes)));

    Listing NewListing(Guid id) => new()
    {
        Id = id, Slug = $"stock-{id:N}", ProducerId = Seeds.Id("producer/drolma"), Category = "fruit", Name = new("苹果"), Summary = new("苹果"),
        Description = new("苹果"), Facts = [], GoodsClass = "fresh", ShelfLifeDays = 45,
        State = ListingState.Live, ListedAt = Shop.Clock.Now,
    };

    async Task<Guid> NewVariant(int boxes)
    {
        var (id, listing) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await Shop.Db(async db =>
        {
            db.Listings.Add(NewListing(listing));
            db.Variants.Add(new() { Id = id, ListingId = listing, Slug = "box", Name = new("箱"), Grade = new("一级"), Net = new(1000), Gross = new(1200),
                Price = new(1000), Available = boxes, Position = 0 });
            return await db.SaveChangesAsync();
        });
        return id;
    }

    [Fact]
    public async Task Two_hundred_who_want_twenty_boxes_at_once_get_exactly_twenty()
    {
        var box = await NewVariant(20);
        var answers = new ConcurrentBag<StockTaken>();
        // As many at a time as leave connections for the tests that run beside this one.
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (_, _) => answers.Add(await Take(Guid.CreateVersion7(), (box, 1))));
        answers.Count(a => a.Taken).ShouldBe(20);
        answers.Where(a => !a.Taken).ShouldAllBe(a => a.ShortOf.Single() == box);
        (await Left(box)).ShouldBe(0);
        (await Shop.Db(db => db.Holds.CountAsync(h => h.VariantId == box))).ShouldBe(20);
    }

    [Fact]
    public async Task In_one_batch_the_earlier_gets_the_last_box_and_the_later_none_of_its_lines()
    {
        var (scarce, plenty) = (await NewVariant(1), await NewVariant(10));
        var (first, second) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var answers = await Shop.Send(new TakeStock([new(first, [new(scarce, 1)]), new(second, [new(plenty, 2), new(scarce, 1)])]));
        answers[0].Taken.ShouldBeTrue();
        answers[1].ShortOf.ShouldBe([scarce]);
        answers[1].Prices[plenty].ShouldBe(new Money(1000));
        (await Left(plenty)).ShouldBe(10);
        (await Shop.Db(db => db.Holds.CountAsync(h => h.OrderId == second))).ShouldBe(0);
    }

    [Fact]
    public async Task Two_lines_of_one_variant_are_weighed_together()
    {
        var box = await NewVariant(3);
        (await Take(Guid.CreateVersion7(), (box, 2), (box, 2))).Taken.ShouldBeFalse();
        (await Left(box)).ShouldBe(3);
        var order = Guid.CreateVersion7();
        (await Take(order, (box, 1), (box, 2))).Taken.ShouldBeTrue();
        (await Shop.Db(db => db.Holds.SingleAsync(h => h.OrderId == order))).Units.ShouldBe(3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(10_000_000)]
    public async Task A_number_that_cannot_be_is_short_and_changes_nothing(int units)
    {
        var box = await NewVariant(3);
        (await Take(Guid.CreateVersion7(), (box, units))).Taken.ShouldBeFalse();
        (await Left(box)).ShouldBe(3);
    }

    [Fact]
    public async Task An_unknown_variant_is_short() => (await Take(Guid.CreateVersion7(), (Guid.CreateVersion7(), 1))).Taken.ShouldBeFalse();

    /// <summary>As another node does it: this one forgets nothing.</summary>
    Task<int> EndElsewhere(Guid variant) => Shop.Db(db =>
    {
        var variants = db.Variants;
        return db.Listings.Where(l => variants.Any(v => v.Id == variant && v.ListingId == l.Id)).ExecuteUpdateAsync(s => s.SetProperty(l => l.State, ListingState.Ended));
    });

    [Fact]
    public async Task Of_a_listing_that_ended_nothing_is_sold_though_a_page_still_offers_it()
    {
        var (ended, live) = (await NewVariant(3), await NewVariant(3));
        await Shop.Send(new DescribeVariants([ended, live]));
        await EndElsewhere(ended);
        (await Shop.Send(new DescribeVariants([ended]))).ShouldHaveSingleItem();
        var taken = await Take(Guid.CreateVersion7(), (live, 1), (ended, 1));
        taken.ShortOf.ShouldBe([ended]);
        (await Left(ended)).ShouldBe(3);
        (await Left(live)).ShouldBe(3);
    }

    [Fact]
    public async Task A_hold_of_a_listing_that_ended_is_given_back_all_the_same()
    {
        var box = await NewVariant(3);
        var order = Guid.CreateVersion7();
        await Take(order, (box, 2));
        await EndElsewhere(box);
        (await Return(order, box)).ShouldBe(1);
        (await Left(box)).ShouldBe(3);
    }

    [Fact]
    public async Task Giving_back_twice_gives_back_once()
    {
        var box = await NewVariant(5);
        var order = Guid.CreateVersion7();
        await Take(order, (box, 3));
        (await Return(order, box)).ShouldBe(1);
        (await Return(order, box)).ShouldBe(0);
        (await Left(box)).ShouldBe(5);
    }

    [Fact]
    public async Task Twenty_that_give_back_the_same_order_at_once_give_it_back_once()
    {
        var box = await NewVariant(5);
        var order = Guid.CreateVersion7();
        await Take(order, (box, 3));
        (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Return(order, box))))).Sum().ShouldBe(1);
        (await Left(box)).ShouldBe(5);
    }

    [Fact]
    public async Task Giving_back_some_lines_leaves_the_others_held()
    {
        var (a, b) = (await NewVariant(5), await NewVariant(5));
        var (one, two) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await Shop.Send(new TakeStock([new(one, [new(a, 1), new(b, 2)]), new(two, [new(a, 1), new(b, 2)])]));
        (await Shop.Send(new ReturnStock([new(one, [new(a, 1)]), new(two, [new(b, 2)])]))).ShouldBe(2);
        (await Left(a)).ShouldBe(4);
        (await Left(b)).ShouldBe(3);
    }

    [Fact]
    public async Task What_an_order_does_not_hold_is_not_given_back()
    {
        var box = await NewVariant(5);
        (await Return(Guid.CreateVersion7(), box)).ShouldBe(0);
        (await Left(box)).ShouldBe(5);
    }

    [Fact]
    public async Task The_database_itself_refuses_stock_below_zero()
    {
        var box = await NewVariant(1);
        await Should.ThrowAsync<Exception>(() => Set(box, -1));
        (await Left(box)).ShouldBe(1);
    }

    [Fact]
    public async Task Descriptions_come_in_the_order_asked_and_leave_out_the_unknown()
    {
        var answers = await Shop.Send(new DescribeVariants([Middle, Guid.CreateVersion7(), Small]));
        answers.Select(a => a.VariantId).ShouldBe([Middle, Small]);
        var box = answers[1];
        (box.ListingSlug, box.Origin, box.Photo, box.GoodsClass, box.Producer.Zh).ShouldBe(("drolma-apples", "zhongde", "/pictures/apples-crate", "fresh", "卓玛奶奶"));
        box.Net.ShouldBe(new Mass(1500));
    }

    [Fact]
    public async Task A_page_knows_at_once_what_its_own_node_sold()
    {
        var before = (await Shop.Send(new DescribeVariants([Walnuts]))).Single().Available;
        await Take(Guid.CreateVersion7(), (Walnuts, 7));
        (await Shop.Send(new DescribeVariants([Walnuts]))).Single().Available.ShouldBe(before - 7);
    }

    [Fact]
    public async Task What_is_forgotten_while_it_is_read_is_not_known_afterwards()
    {
        var box = await NewVariant(5);
        var known = new VariantsKnown(TimeProvider.System, new(TimeSpan.FromMinutes(1)));
        Task<IReadOnlyDictionary<Guid, VariantOnOffer>> Read() => Shop.Db(db => known.Of([box], db, default));

        (await AfterReading.During(Shop.Services, () => known.Forget([box]), db => known.Of([box], db, default)))[box].Available.ShouldBe(5);
        await Set(box, 4);
        (await Read())[box].Available.ShouldBe(4);
        await Set(box, 3);
        (await Read())[box].Available.ShouldBe(4, "what nobody forgot is known");
    }

    [Fact]
    public async Task As_shipped_a_page_may_know_old_stock_and_yet_no_box_is_sold_twice()
    {
        var clock = new StandingClock();
        await using var shipped = Shop.Another(clock, ("Catalog:StockKnownForMilliseconds", "500"));
        async Task<T> Send<T>(IRequest<T> request)
        {
            await using var scope = shipped.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
        }
        var (last, ended, other) = (await NewVariant(1), await NewVariant(1), await NewVariant(2));

        (await Send(new DescribeVariants([last, ended, other]))).Select(v => v.Available).ShouldBe([1, 1, 2]);
        (await Take(Guid.CreateVersion7(), (last, 1))).Taken.ShouldBeTrue("the other node sells it");
        (await Take(Guid.CreateVersion7(), (other, 1))).Taken.ShouldBeTrue();
        await EndElsewhere(ended);
        (await Send(new DescribeVariants([last, ended, other]))).Select(v => v.Available).ShouldBe([1, 1, 2], "what this node knows is old");

        foreach (var box in new[] { last, ended })
            (await Send(new TakeStock([new(Guid.CreateVersion7(), [new(box, 1)])]))).Single().ShortOf.ShouldBe([box]);
        (await Send(new DescribeVariants([last, ended]))).Select(v => (v.VariantId, v.Available)).ShouldBe([(last, 0)], "a refusal makes it look again");
        (await Left(last)).ShouldBe(0);
        (await Left(ended)).ShouldBe(1);

        clock.Pass(TimeSpan.FromMilliseconds(500));
        (await Send(new DescribeVariants([other]))).Single().Available.ShouldBe(1, "and nothing is old for longer than half a second");
    }

    /// <summary>Time that stands, so that a slow machine cannot make old what the test wants to find new.</summary>
    sealed class StandingClock : TestClock
    {
        long passed;
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
        public override long GetTimestamp() => passed;
        public void Pass(TimeSpan by) => passed += by.Ticks;
    }

    OrderConfirmed Confirmed(Guid order, params (Guid Variant, Guid Listing, long Grams, int Units)[] lines) => new(
        order, "1111-AAAAAA-2", "o", "t", new("张三", "13812345678", null, "zh"), new("CN", "四川省", "成都市", "武侯区", null, "某路 1 号", null), new(1000), Money.Zero,
        Shop.Clock.Now, Shop.Clock.Now, default, [], [.. lines.Select(l =>
            new LineSold(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), l.Variant, l.Listing, new("x"), new("x"), l.Units, new(l.Grams),
                new(l.Grams), new(1000), null))]);

    async Task<(Guid Variant, Guid Listing, Guid[] Lots)> NewHarvest(int boxes, params (int BestBeforeInDays, long Grams)[] lots)
    {
        var (variant, listing) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var today = ChinaTime.Day(Shop.Clock.Now);
        var ids = lots.Select(_ => Guid.CreateVersion7()).ToArray();
        await Shop.Db(async db =>
        {
            db.Listings.Add(NewListing(listing));
            db.Variants.Add(new() { Id = variant, ListingId = listing, Slug = "box", Name = new("箱"), Grade = new("一级"), Net = new(1000), Gross = new(1200),
                Price = new(1000), Available = boxes, Position = 0 });
            db.Lots.AddRange(lots.Select((l, i) => new Lot { Id = ids[i], ListingId = listing, HarvestedOn = today, Mass = new(l.Grams), Allocated = Mass.Zero,
                BestBefore = today.AddDays(l.BestBeforeInDays) }));
            return await db.SaveChangesAsync();
        });
        return (variant, listing, ids);
    }

    /// <summary>Tells it to the handler under test alone.</summary>
    async Task Tell(params OrderConfirmed[] told)
    {
        var handlers = new FactHandlers();
        handlers.Add(typeof(AllocateLots));
        await Shop.Db(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await Outbox.Write(db, told, handlers, Shop.Clock.Now, default);
            await transaction.CommitAsync();
            return true;
        });
        await Shop.Services.GetRequiredService<Outbox>().Deliver(default);
    }

    Task<long> AllocatedOf(Guid lot) => Shop.Db(db => db.Lots.Where(l => l.Id == lot).Select(l => l.Allocated.Grams).SingleAsync());

    [Fact]
    public async Task A_paid_order_takes_from_the_lot_that_expires_first_and_then_from_the_next()
    {
        var (variant, listing, lots) = await NewHarvest(10, (9, 5000), (3, 2000), (-1, 9000));
        var order = Guid.CreateVersion7();
        await Take(order, (variant, 3));
        await Tell(Confirmed(order, (variant, listing, 1000, 3)));
        (await AllocatedOf(lots[1])).ShouldBe(2000);
        (await AllocatedOf(lots[0])).ShouldBe(1000);
        (await AllocatedOf(lots[2])).ShouldBe(0);
        (await Shop.Db(db => db.Holds.SingleAsync(h => h.OrderId == order))).State.ShouldBe(HoldState.Allocated);
    }

    [Fact]
    public async Task Told_twice_it_allocates_once_and_given_back_it_frees_the_lots()
    {
        var (variant, listing, lots) = await NewHarvest(10, (9, 5000));
        var order = Guid.CreateVersion7();
        await Take(order, (variant, 3));
        await Tell(Confirmed(order, (variant, listing, 1000, 3)));
        await Tell(Confirmed(order, (variant, listing, 1000, 3)));
        (await AllocatedOf(lots[0])).ShouldBe(3000);
        (await Return(order, variant)).ShouldBe(1);
        (await AllocatedOf(lots[0])).ShouldBe(0);
        (await Left(variant)).ShouldBe(10);
        (await Shop.Db(db => db.Allocations.CountAsync(a => a.OrderId == order))).ShouldBe(0);
    }

    [Fact]
    public async Task An_order_whose_stock_went_back_is_not_allocated_afterwards()
    {
        var (variant, listing, lots) = await NewHarvest(10, (9, 5000));
        var order = Guid.CreateVersion7();
        await Take(order, (variant, 3));
        await Return(order, variant);
        await Tell(Confirmed(order, (variant, listing, 1000, 3)));
        (await AllocatedOf(lots[0])).ShouldBe(0);
    }

    [Fact]
    public async Task Orders_confirmed_at_once_never_take_more_of_a_lot_than_it_has()
    {
        var (variant, listing, lots) = await NewHarvest(40, (3, 15_000), (9, 15_000));
        var orders = Enumerable.Range(0, 40).Select(_ => Guid.CreateVersion7()).ToList();
        foreach (var order in orders) await Take(order, (variant, 1));
        await Tell([.. orders.Select(o => Confirmed(o, (variant, listing, 1000, 1)))]);
        (await AllocatedOf(lots[0])).ShouldBe(15_000);
        (await AllocatedOf(lots[1])).ShouldBe(15_000);
        (await Shop.Db(db => db.Allocations.Where(a => orders.Contains(a.OrderId)).SumAsync(a => a.Mass.Grams))).ShouldBe(30_000);
    }
}
