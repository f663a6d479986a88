using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Contracts;
using Storefront.Platform.Data;
using Storefront.Platform.Facts;
using Storefront.Platform.Pipeline;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Platform;

/// <summary>Writes that share a flush on SQLite, and have a transaction each on PostgreSQL, look the same to who wrote.</summary>
public abstract class Writing(Shop shop) : RunsOn(shop)
{
    [Fact]
    public async Task Of_writes_at_once_those_that_fail_leave_nothing_and_take_nothing_of_the_others_with_them()
    {
        var name = $"{Guid.NewGuid():N}";
        var writes = await Task.WhenAll(Enumerable.Range(0, 60).Select(async i =>
        {
            try
            {
                await Write(async db =>
                {
                    await Mark(db, $"{name}-{i}");
                    if (i % 3 == 0) throw new InvalidOperationException($"write {i}");
                });
                return (i, Failure: null);
            }
            catch (InvalidOperationException failure) { return (i, Failure: (string?)failure.Message); }
        }));

        writes.ShouldAllBe(w => w.Failure == (w.i % 3 == 0 ? $"write {w.i}" : null), "each is told of its own failure");
        var kept = await Shop.Db(db => db.Set<MarkRow>().Where(m => m.Name.StartsWith(name)).Select(m => m.Name).ToListAsync());
        kept.Order(StringComparer.Ordinal).ShouldBe(writes.Where(w => w.Failure is null).Select(w => $"{name}-{w.i}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_is_answered_can_read_it_on_another_connection()
    {
        var name = $"{Guid.NewGuid():N}";
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            await Write(db => Mark(db, $"{name}-{i}"));
            (await Shop.Db(db => db.Set<MarkRow>().AnyAsync(m => m.Name == $"{name}-{i}"))).ShouldBeTrue();
        }));
    }

    sealed record Crossing : ICommand<int>;

    [Fact]
    public async Task Two_commands_that_wait_for_each_others_rows_are_both_done()
    {
        var name = $"{Guid.NewGuid():N}";
        await Write(async db => { await Mark(db, $"{name}-a"); await Mark(db, $"{name}-b"); });
        var (tries, held, both) = (0, 0, new TaskCompletionSource());

        var changed = await Task.WhenAll(Cross("a", "b"), Cross("b", "a"));
        changed.ShouldBe([2, 2]);
        // Once more where who was ended takes its row again before the other has woken.
        if (await Shop.In(s => Task.FromResult(s.GetRequiredService<StoreDb>().OnPostgres))) tries.ShouldBeGreaterThan(2, "PostgreSQL ends one of the two, which is tried again");
        else tries.ShouldBe(2);

        Task<int> Cross(string first, string then) => Shop.In(async s =>
        {
            var db = s.GetRequiredService<StoreDb>();
            var command = new UnitOfWorkBehavior<Crossing, int>(db, s.GetRequiredService<WriteGate>(), s.GetRequiredService<FactHandlers>(),
                s.GetRequiredService<OutboxSignal>(), s.GetRequiredService<Caller>(), Shop.Clock);
            return await command.Handle(new(), default, async () =>
            {
                Interlocked.Increment(ref tries);
                var rows = await Touch(first);
                // Both hold their first row before either asks for the other's.
                if (Interlocked.Increment(ref held) == 2) both.SetResult();
                if (db.OnPostgres) await both.Task;
                return rows + await Touch(then);
            });

            Task<int> Touch(string mark) => db.Set<MarkRow>().Where(m => m.Name == $"{name}-{mark}").ExecuteUpdateAsync(m => m.SetProperty(x => x.At, Shop.Clock.Now));
        });
    }

    [Fact]
    public async Task A_context_that_has_written_reads_and_writes_on()
    {
        var name = $"{Guid.NewGuid():N}";
        await Shop.In(async s =>
        {
            var (db, gate) = (s.GetRequiredService<StoreDb>(), s.GetRequiredService<WriteGate>());
            await Should.ThrowAsync<InvalidOperationException>(() => gate.Commit(db, async () => { await Mark(db, $"{name}-1"); throw new InvalidOperationException(); }, default));
            await gate.Commit(db, () => Mark(db, $"{name}-2"), default);
            db.Database.CurrentTransaction.ShouldBeNull();
            (await db.Set<MarkRow>().AsNoTracking().Where(m => m.Name.StartsWith(name)).Select(m => m.Name).ToListAsync()).ShouldBe([$"{name}-2"]);
            return 0;
        });
    }

    [Fact]
    public async Task A_write_that_was_given_up_while_it_waited_is_not_done()
    {
        var name = $"{Guid.NewGuid():N}";
        using var given = new CancellationTokenSource();
        await given.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Shop.In(async s =>
        {
            var db = s.GetRequiredService<StoreDb>();
            await s.GetRequiredService<WriteGate>().Commit(db, () => Mark(db, name), given.Token);
            return 0;
        }));
        (await Shop.Db(db => db.Set<MarkRow>().AnyAsync(m => m.Name == name))).ShouldBeFalse();
    }

    Task<int> Write(Func<StoreDb, Task> work) => Shop.In(async s =>
    {
        var db = s.GetRequiredService<StoreDb>();
        await s.GetRequiredService<WriteGate>().Commit(db, () => work(db), default);
        return 0;
    });

    async Task Mark(StoreDb db, string name)
    {
        db.Add(new MarkRow { Name = name, At = Shop.Clock.Now });
        await db.SaveChangesAsync();
    }
}

public sealed class WritingOnSqlite(SqliteShop shop) : Writing(shop), IClassFixture<SqliteShop>;
public sealed class WritingOnPostgres(PostgresShop shop) : Writing(shop), IClassFixture<PostgresShop>;
