using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Storefront.Platform.Data;

/// <summary>
/// Where writes become durable. PostgreSQL takes many transactions at once, so there each write has its own. SQLite has one writer, and a
/// flush costs it more than most writes: whatever has arrived while the last flush ran shares the next one, each write behind a savepoint of its own, so
/// that a refused one takes nothing of the others with it. Nobody is answered before the flush (docs/decisions/0005). Not re-entrant.
/// </summary>
public sealed class WriteGate : IAsyncDisposable
{
    const int AtOnce = 64;
    const string Mark = "one_write";

    readonly SemaphoreSlim one = new(1, 1);
    readonly Channel<Write> arrived = Channel.CreateUnbounded<Write>(new() { SingleReader = true });
    readonly Lazy<Task> flushing;
    SqliteConnection? connection;

    public WriteGate() => flushing = new(() =>
    {
        // On a thread and in surroundings of its own: who happens to write first lends neither.
        using var alone = ExecutionContext.SuppressFlow();
        return Task.Run(Flush);
    });

    /// <summary>Runs the work in a transaction on this context and answers when it is durable; what it throws is rolled back and thrown here.</summary>
    /// <exception cref="TornException">The flush itself failed, by no fault of this work: nothing of it was kept.</exception>
    internal async Task Commit(StoreDb db, Func<Task> work, CancellationToken ct)
    {
        db.Database.AutoSavepointsEnabled = false;      // work that fails is rolled back whole
        if (db.OnPostgres)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await work();
            await transaction.CommitAsync(CancellationToken.None);      // who leaves now may not leave what follows a commit undone
            return;
        }
        var write = new Write(db, work, ct);
        await arrived.Writer.WriteAsync(write, ct);
        _ = flushing.Value;
        await write.Answer;
    }

    /// <summary>Runs work that is one statement, or several sent as one. PostgreSQL makes a transaction of its own of it, and the round trip that commits is saved.</summary>
    internal async Task CommitOne(StoreDb db, Func<Task> work, CancellationToken ct)
    {
        if (!db.OnPostgres)
        {
            await Commit(db, work, ct);
            return;
        }
        await db.Database.OpenConnectionAsync(ct);
        try { await work(); }
        finally { await db.Database.CloseConnectionAsync(); }
    }

    /// <summary>For what saves by itself, outside any command: alone with SQLite's writer until disposed.</summary>
    internal async ValueTask<IDisposable?> Enter(StoreDb db, CancellationToken ct)
    {
        if (db.OnPostgres) return null;
        await one.WaitAsync(ct);
        return new Leave(one);
    }

    async Task Flush()
    {
        var batch = new List<Write>(AtOnce);
        while (await arrived.Reader.WaitToReadAsync())
        {
            while (batch.Count < AtOnce && arrived.Reader.TryRead(out var write)) batch.Add(write);
            await one.WaitAsync();
            try { await Flush(batch); }
            catch (Exception failure)
            {
                foreach (var write in batch) write.Failure ??= new TornException(failure);
            }
            finally { one.Release(); }
            foreach (var write in batch) write.Tell();
            batch.Clear();
        }
    }

    async Task Flush(List<Write> batch)
    {
        connection ??= await Open(batch[0].Db);
        await using var transaction = connection.BeginTransaction();
        foreach (var write in batch)
        {
            transaction.Save(Mark);
            try { await write.Run(transaction); }
            catch (Exception failure)
            {
                write.Failure = failure;
                transaction.Rollback(Mark);
            }
            transaction.Release(Mark);
        }
        transaction.Commit();
    }

    static async Task<SqliteConnection> Open(StoreDb db)
    {
        var opened = new SqliteConnection(db.Database.GetConnectionString());
        await opened.OpenAsync();
        SqlitePragmas.Set(opened);
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        arrived.Writer.Complete();
        if (flushing.IsValueCreated) await flushing.Value;
        if (connection is not null) await connection.DisposeAsync();
        one.Dispose();
    }

    sealed class Leave(SemaphoreSlim one) : IDisposable
    {
        public void Dispose() => one.Release();
    }

    /// <summary>Work that waits for a flush, in the surroundings of who asked for it: his language, his trace.</summary>
    sealed class Write(StoreDb db, Func<Task> work, CancellationToken ct)
    {
        readonly ExecutionContext? surroundings = ExecutionContext.Capture();
        readonly TaskCompletionSource answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public StoreDb Db => db;
        public Task Answer => answer.Task;
        public Exception? Failure { get; set; }

        public async Task Run(DbTransaction transaction)
        {
            ct.ThrowIfCancellationRequested();
            var own = db.Database.GetConnectionString();
            db.Database.SetDbConnection(transaction.Connection);
            try
            {
                await db.Database.UseTransactionAsync(transaction, CancellationToken.None);
                var running = Task.CompletedTask;
                if (surroundings is null) running = work();
                else ExecutionContext.Run(surroundings, _ => running = work(), null);
                await running;
            }
            finally
            {
                // A pooled context goes to others: it must never keep the connection of the writes.
                try { await db.Database.UseTransactionAsync(null, CancellationToken.None); }
                finally { db.Database.SetDbConnection(new SqliteConnection(own), contextOwnsConnection: true); }
            }
        }

        public void Tell()
        {
            if (Failure is null) answer.SetResult();
            else answer.SetException(Failure);
        }
    }
}

/// <summary>Writes that were to be flushed together were lost together, though none of them was at fault: each may simply be tried again.</summary>
public sealed class TornException(Exception cause) : Exception("The writes could not be flushed.", cause);
