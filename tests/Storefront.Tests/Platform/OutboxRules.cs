using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Contracts.Orders;
using Storefront.Platform.Data;
using Storefront.Platform.Facts;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Platform;

public sealed class OutboxOnSqlite(SqliteShop shop) : OutboxRules(shop), IClassFixture<SqliteShop>;
public sealed class OutboxOnPostgres(PostgresShop shop) : OutboxRules(shop), IClassFixture<PostgresShop>;

/// <summary>What is told takes effect once for each handler, in order for each subject, and a poisoned delivery harms nobody else.</summary>
public abstract class OutboxRules(Shop shop) : RunsOn(shop)
{
    Outbox Outbox => Shop.Services.GetRequiredService<Outbox>();

    [Fact]
    public async Task A_fact_takes_effect_once_however_often_it_is_delivered()
    {
        var order = Guid.CreateVersion7();
        await Tell(order);
        await Outbox.Deliver(default);
        var effects = await Effects(order);
        effects.ShouldBeGreaterThan(0);

        // As after a crash between the effect and the lease's end: somebody delivers again.
        await Shop.Db(db => db.Set<DeliveryRow>().Where(d => d.Subject == order).ExecuteUpdateAsync(s => s.SetProperty(d => d.LeasedUntil, Shop.Clock.Now.AddDays(-1))));
        var facts = await Shop.Db(db => db.Set<FactRow>().Where(f => f.Subject == order).ToListAsync());
        var handler = (await Shop.Db(db => db.Set<DeliveryRow>().FirstAsync(d => d.Subject == order))).Handler;
        var again = await Shop.Send(new DeliverFacts(handler, [new(facts[0].Position, new OrderExpired(order))]));

        again.ShouldBe(0);
        (await Effects(order)).ShouldBe(effects);
    }

    [Fact]
    public async Task A_poisoned_delivery_is_parked_and_holds_back_only_its_own_subject()
    {
        var (poisoned, healthy) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await Tell(poisoned);
        await Tell(healthy);
        // A body that nobody can read: every attempt fails.
        await Shop.Db(db => db.Set<FactRow>().Where(f => f.Subject == poisoned).ExecuteUpdateAsync(s => s.SetProperty(f => f.Body, "{ \"orderId\": 7 }")));
        await Tell(poisoned);

        for (var attempt = 0; attempt < 10; attempt++)
        {
            await Outbox.Deliver(default);
            Shop.Clock.Move(TimeSpan.FromMinutes(6));
        }

        (await Effects(healthy)).ShouldBeGreaterThan(0);
        var left = await Shop.Db(db => db.Set<DeliveryRow>().Where(d => d.Subject == poisoned).OrderBy(d => d.Position).ToListAsync());
        left.ShouldAllBe(d => d.DoneAt == null);
        left.GroupBy(d => d.Handler).ShouldAllBe(handler => handler.First().ParkedAt != null && handler.Skip(1).All(later => later.Attempts == 0));
    }

    /// <summary>PostgreSQL keeps the plan it made while nothing was to do, when any way of looking costs the same.</summary>
    [Fact]
    public async Task What_piles_up_is_found_by_its_keys_although_the_plan_was_made_while_there_was_nothing()
    {
        await Outbox.Deliver(default);
        await Shop.Db(db => db.Database.ExecuteSqlRawAsync("analyze platform_deliveries"));
        for (var looks = 0; looks < 15; looks++) (await Outbox.DeliverRound(default)).ShouldBe(0);
        Guid[] orders = [.. Enumerable.Range(0, 6_000).Select(_ => Guid.CreateVersion7())];
        await Tell(orders);

        // Each compared with each other, a look takes ten seconds and more.
        (await Outbox.DeliverRound(default).WaitAsync(TimeSpan.FromSeconds(4))).ShouldBe(Outbox.MostInARound);
        await Shop.Db(db => db.Set<DeliveryRow>().Where(d => d.DoneAt == null).ExecuteDeleteAsync());
    }

    [Fact]
    public async Task What_took_effect_is_forgotten_after_thirty_days_and_what_did_not_is_kept()
    {
        var (done, parked, young) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await Tell(done);
        await Tell(parked);
        await Outbox.Deliver(default);
        await Shop.Db(async db =>
        {
            var one = await db.Set<DeliveryRow>().Where(d => d.Subject == parked).Select(d => d.Handler).FirstAsync();
            return await db.Set<DeliveryRow>().Where(d => d.Subject == parked && d.Handler == one)
                .ExecuteUpdateAsync(s => s.SetProperty(d => d.DoneAt, (DateTime?)null).SetProperty(d => d.ParkedAt, Shop.Clock.Now));
        });
        Shop.Clock.Move(TimeSpan.FromDays(31));
        await Tell(young);
        await Outbox.Deliver(default);
        await Shop.Settle();

        (await Facts(done), await Effects(done)).ShouldBe((0, 0));
        (await Facts(parked), await Effects(parked)).ShouldBe((1, 0));
        (await Shop.Db(db => db.Set<DeliveryRow>().CountAsync(d => d.Subject == parked))).ShouldBe(1);
        (await Facts(young)).ShouldBe(1);
        (await Effects(young)).ShouldBeGreaterThan(0);
    }

    Task<int> Facts(Guid order) => Shop.Db(db => db.Set<FactRow>().CountAsync(f => f.Subject == order));

    Task<int> Tell(params Guid[] orders) => Shop.Db(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await Outbox.Write(db, [.. orders.Select(order => new OrderExpired(order))], Shop.Services.GetRequiredService<FactHandlers>(), Shop.Clock.Now, default);
        await transaction.CommitAsync();
        return 0;
    });

    Task<int> Effects(Guid order) => Shop.Db(db => db.Set<DeliveryRow>().CountAsync(d => d.Subject == order && d.DoneAt != null));
}
