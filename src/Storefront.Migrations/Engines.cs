using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Platform.Data;

namespace Storefront.Migrations;

/// <summary>The same model with SQLite's history of migrations.</summary>
public sealed class SqliteStoreDb(DbContextOptions<SqliteStoreDb> options) : StoreDb(options)
{
    public override bool OnPostgres => false;
}

/// <summary>The same model with PostgreSQL's history of migrations.</summary>
public sealed class PostgresStoreDb(DbContextOptions<PostgresStoreDb> options) : StoreDb(options)
{
    public override bool OnPostgres => true;
}

public static class Engines
{
    /// <summary>A connection string with a host is PostgreSQL's; anything else names SQLite's file.</summary>
    public static bool IsPostgres(string connection) => connection.Contains("Host=", StringComparison.OrdinalIgnoreCase);

    public static IServiceCollection AddStoreDb(this IServiceCollection services, string connection) => IsPostgres(connection)
        ? services.AddDbContextPool<StoreDb, PostgresStoreDb>((p, o) => Common(o.UseNpgsql(connection), p))
        : services.AddDbContextPool<StoreDb, SqliteStoreDb>((p, o) => Common(o.UseSqlite(connection), p).AddInterceptors(p.GetRequiredService<SqlitePragmas>()));

    static DbContextOptionsBuilder Common(DbContextOptionsBuilder options, IServiceProvider services) => options
        .AddInterceptors(services.GetRequiredService<GatedSaves>())
        .ConfigureWarnings(w => w.Throw(RelationalEventId.MultipleCollectionIncludeWarning));
}
