using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
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
        ? services.AddDbContextPool<StoreDb, PostgresStoreDb>((p, o) => Common(o.UseNpgsql(WithManners(connection)), p))
        : services.AddDbContextPool<StoreDb, SqliteStoreDb>((p, o) => Common(o.UseSqlite(connection), p).AddInterceptors(p.GetRequiredService<SqlitePragmas>()));

    /// <summary>
    /// What the connection string leaves open: statements that come again stay prepared, a returned connection is not wiped (nothing of the shop
    /// leaves state on one), fewer connections than the driver's hundred, which would crowd two cores, and a price of random reads that fits what is not a
    /// spinning disk: by the server's default a plan made while a table was small reads all of it.
    /// </summary>
    static string WithManners(string connection)
    {
        var all = new NpgsqlConnectionStringBuilder(connection);
        var said = new DbConnectionStringBuilder { ConnectionString = connection };
        if (!said.ContainsKey("Max Auto Prepare")) all.MaxAutoPrepare = 200;
        if (!said.ContainsKey("No Reset On Close")) all.NoResetOnClose = true;
        if (!said.ContainsKey("Maximum Pool Size")) all.MaxPoolSize = 12;
        if (!said.ContainsKey("Options")) all.Options = "-c random_page_cost=1.1";
        return all.ConnectionString;
    }

    static DbContextOptionsBuilder Common(DbContextOptionsBuilder options, IServiceProvider services) => options
        .AddInterceptors(services.GetRequiredService<GatedSaves>())
        .ConfigureWarnings(w => w.Throw(RelationalEventId.MultipleCollectionIncludeWarning));
}
