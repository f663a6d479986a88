using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Platform.Data;

namespace Storefront.Migrations;

/// <summary>The same model with SQLite's history of migrations.</summary>
public sealed class SqliteStoreDb(DbContextOptions<SqliteStoreDb> options, IEnumerable<ITables> modules) : StoreDb(options, modules);

/// <summary>The same model with PostgreSQL's history of migrations.</summary>
public sealed class PostgresStoreDb(DbContextOptions<PostgresStoreDb> options, IEnumerable<ITables> modules) : StoreDb(options, modules);

public static class Engines
{
    /// <summary>A connection string with a host is PostgreSQL's; anything else names SQLite's file.</summary>
    public static bool IsPostgres(string connection) => connection.Contains("Host=", StringComparison.OrdinalIgnoreCase);

    public static IServiceCollection AddStoreDb(this IServiceCollection services, string connection) => IsPostgres(connection)
        ? services.AddDbContext<StoreDb, PostgresStoreDb>((p, o) => Common(o.UseNpgsql(connection), p), ServiceLifetime.Scoped, ServiceLifetime.Singleton)
        : services.AddDbContext<StoreDb, SqliteStoreDb>((p, o) => Common(o.UseSqlite(connection), p).AddInterceptors(p.GetRequiredService<SqlitePragmas>()), ServiceLifetime.Scoped, ServiceLifetime.Singleton);

    static DbContextOptionsBuilder Common(DbContextOptionsBuilder options, IServiceProvider services) => options
        .AddInterceptors(services.GetRequiredService<GatedSaves>())
        .ConfigureWarnings(w => w.Throw(RelationalEventId.MultipleCollectionIncludeWarning));
}
