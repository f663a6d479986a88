using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Storefront.Platform.Data;

namespace Storefront.Migrations;

public static class Migrating
{
    const long Lock = 0x53746F7265;      // "Store": every node asks for the same one

    /// <summary>Brings the schema up to date. On PostgreSQL nodes that start together take turns; on SQLite the journal becomes a write-ahead log for good.</summary>
    public static async Task BringUpToDate(this StoreDb db, CancellationToken ct)
    {
        // Migrating compares whole models first, which is a test's work and not each start's.
        if (await db.IsUpToDate(ct)) return;
        await using var migrating = db.WithServicesOfItsOwn();
        await migrating.Migrate(ct);
    }

    /// <summary>Migrating builds the model and its history twice more; what is cached for the whole process would stay there until its end.</summary>
    static StoreDb WithServicesOfItsOwn(this StoreDb db) => db.GetService<IDbContextOptions>() switch
    {
        DbContextOptions<PostgresStoreDb> options => new PostgresStoreDb(new DbContextOptionsBuilder<PostgresStoreDb>(options).EnableServiceProviderCaching(false).Options),
        DbContextOptions<SqliteStoreDb> options => new SqliteStoreDb(new DbContextOptionsBuilder<SqliteStoreDb>(options).EnableServiceProviderCaching(false).Options),
        var other => throw new InvalidOperationException($"No engine has options like {other.GetType()}."),
    };

    static async Task Migrate(this StoreDb db, CancellationToken ct)
    {
        if (!db.OnPostgres)
        {
            await db.Database.MigrateAsync(ct);
            await db.Database.ExecuteSqlRawAsync("pragma journal_mode = wal", ct);
            return;
        }
        await CreateIfMissing(db, ct);
        await db.Database.OpenConnectionAsync(ct);
        await db.Database.ExecuteSqlRawAsync($"select pg_advisory_lock({Lock})", ct);
        try { await db.Database.MigrateAsync(ct); }
        finally { await db.Database.ExecuteSqlRawAsync($"select pg_advisory_unlock({Lock})", ct); }
        await db.Database.CloseConnectionAsync();
    }

    static async Task<bool> IsUpToDate(this StoreDb db, CancellationToken ct) =>
        await db.Database.CanConnectAsync(ct) && await db.GetService<IHistoryRepository>().ExistsAsync(ct) && !(await db.Database.GetPendingMigrationsAsync(ct)).Any();

    static async Task CreateIfMissing(StoreDb db, CancellationToken ct)
    {
        if (await db.Database.CanConnectAsync(ct)) return;
        await db.GetService<IRelationalDatabaseCreator>().CreateAsync(ct);
    }
}
