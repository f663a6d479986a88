using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Contracts;
using Storefront.Contracts.Orders;
using Storefront.Notices;
using Storefront.Notices.Writing;
using Storefront.Platform;
using Storefront.Platform.Data;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Notices;

public sealed class FarmersOnSqlite(SqliteShop shop) : FarmerRules(shop), IClassFixture<SqliteShop>;
public sealed class FarmersOnPostgres(PostgresShop shop) : FarmerRules(shop), IClassFixture<PostgresShop>;

/// <summary>What farmers hear of their sales, and how often.</summary>
public abstract class FarmerRules(Shop shop) : RunsOn(shop)
{
    static int numbers;

    /// <summary>A producer with that many people, each with a phone.</summary>
    async Task<Guid> Producer(int people = 1, string? language = null)
    {
        var producer = Guid.CreateVersion7();
        await Shop.Db(async db =>
        {
            for (var i = 0; i < people; i++)
                db.Add(new Person { Id = Guid.CreateVersion7(), DisplayName = "尼玛", PhoneNumber = $"1371000{Interlocked.Increment(ref numbers):0000}",
                    ProducerId = producer, Language = language, SecurityStamp = "s" });
            return await db.SaveChangesAsync();
        });
        return producer;
    }

    async Task<(Guid Order, Guid Part)> Sells(Guid producer, int boxes, bool vouchers = false)
    {
        var (order, part) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var text = new Text("苹果");
        await Hears(new OrderConfirmed(order, Codes.NewNumber(new(2026, 11, 11)), "order", "track", new("林小雨", "13812345678", null, "zh"),
            new("CN", "四川", "成都", null, null, "人民南路 1 号", null), new(10800), new(1500), Shop.Clock.Now, Shop.Clock.Now,
            new(new(2026, 11, 25), new(2026, 11, 27)), [new(part, producer, text, "zhongde", new(10800), vouchers)],
            [new(Guid.CreateVersion7(), part, producer, Guid.CreateVersion7(), Guid.CreateVersion7(), text, text, boxes, new(5000), new(5500), new(10800), null)],
            Replaces: "1111-K7Q2MX-5"));
        return (order, part);
    }

    Task Hears<T>(T told) where T : IFact => Shop.In(async s =>
    {
        await using var transaction = await s.GetRequiredService<StoreDb>().Database.BeginTransactionAsync();
        await ((MediatR.INotificationHandler<T>)(object)s.GetRequiredService<TellBuyer>()).Handle(told, default);
        await transaction.CommitAsync();
        return 0;
    });

    Task<List<Notice>> Told(Guid producer) => Shop.Db(db => db.Notices.AsNoTracking().Where(n => n.Topic == Topic.Sold && n.Part == producer).OrderBy(n => n.Version)
        .ThenBy(n => n.Id).ToListAsync());

    /// <summary>Ten in the morning of the next day in China: nobody is woken.</summary>
    void Morning() => Shop.Clock.Move(TimeSpan.FromDays(1) + (new DateTime(2026, 11, 11, 2, 0, 0, DateTimeKind.Utc).TimeOfDay - Shop.Clock.Now.TimeOfDay));

    [Fact]
    public async Task The_first_sale_is_told_at_once_and_what_follows_within_the_hour_in_one_message()
    {
        Morning();
        var producer = await Producer();
        await Sells(producer, 2);
        await Shop.Settle();
        var first = (await Told(producer)).ShouldHaveSingleItem();
        first.SentAt.ShouldNotBeNull();
        first.Channel.ShouldBe(Channel.Text);
        first.Body.ShouldBe("新卖出 1 单，要装 2 箱：http://localhost:5080/zh/farm");

        await Sells(producer, 1);
        await Sells(producer, 4);
        Shop.Clock.Move(TimeSpan.FromMinutes(59));
        await Shop.Settle();
        (await Told(producer)).Count.ShouldBe(1);

        Shop.Clock.Move(TimeSpan.FromMinutes(2));
        await Shop.Settle();
        (await Told(producer)).Last().Body.ShouldStartWith("新卖出 2 单，要装 5 箱");
        Shop.Clock.Move(TimeSpan.FromHours(2));
        await Shop.Settle();
        (await Told(producer)).Count.ShouldBe(2, "what was told is not told again");
    }

    [Fact]
    public async Task Nobody_is_woken_at_night()
    {
        Morning();
        var producer = await Producer();
        Shop.Clock.Move(TimeSpan.FromHours(12));
        await Sells(producer, 3);
        await Shop.Settle();
        (await Told(producer)).ShouldBeEmpty("it is ten in the evening");
        Shop.Clock.Move(TimeSpan.FromHours(9.5));
        await Shop.Settle();
        (await Told(producer)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_was_cancelled_before_it_was_told_is_not_told()
    {
        Morning();
        var producer = await Producer();
        var (order, part) = await Sells(producer, 3);
        await Sells(producer, 1);
        await Hears(new OrderCancelled(order, "1111-K7Q2MX-5", new("林小雨", "13812345678", null, "zh"), Whole: true, new(10800), [part], [], Shop.Clock.Now, Shop.Clock.Now));
        await Shop.Settle();
        (await Told(producer)).ShouldHaveSingleItem().Body.ShouldStartWith("新卖出 1 单，要装 1 箱");
    }

    [Fact]
    public async Task Everybody_who_farms_for_a_producer_is_told_in_his_own_language()
    {
        Morning();
        var producer = await Producer(people: 2, language: "en");
        await Sells(producer, 1);
        await Shop.Settle();
        var told = await Told(producer);
        told.Select(n => n.Recipient).Distinct().Count().ShouldBe(2);
        told.ShouldAllBe(n => n.Body == "Sold: 1 order, 1 box to pack: http://localhost:5080/en/farm");
    }

    [Fact]
    public async Task Sold_vouchers_are_nothing_to_pack()
    {
        Morning();
        var producer = await Producer();
        await Sells(producer, 2, vouchers: true);
        await Shop.Settle();
        (await Told(producer)).ShouldHaveSingleItem().Body.ShouldBe("新卖出 1 单凭证，没有要装的箱子：http://localhost:5080/zh/farm");
    }

    [Fact]
    public async Task Of_a_household_without_a_phone_the_service_point_is_told()
    {
        Morning();
        var (producer, clerk) = (await Producer(people: 0), Guid.CreateVersion7());
        await Shop.Db(async db =>
        {
            db.Add(new Person { Id = clerk, DisplayName = "拉姆", PhoneNumber = $"1371000{Interlocked.Increment(ref numbers):0000}", SecurityStamp = "s" });
            db.Add(new Assignment { Id = Guid.CreateVersion7(), PersonId = clerk, ProducerId = producer, ProducerName = new("尼玛家"), From = Shop.Clock.Now });
            return await db.SaveChangesAsync();
        });
        await Sells(producer, 2);
        await Shop.Settle();
        (await Told(producer)).ShouldHaveSingleItem().OrderId.ShouldBe(clerk);
    }

    [Fact]
    public async Task A_producer_whom_nobody_can_reach_holds_nothing_up()
    {
        Morning();
        var nobody = await Producer(people: 0);
        await Sells(nobody, 1);
        await Shop.Settle();
        (await Told(nobody)).ShouldBeEmpty();
        (await Shop.Db(db => db.SalesToTell.AnyAsync(s => s.ProducerId == nobody))).ShouldBeFalse();
    }
}
