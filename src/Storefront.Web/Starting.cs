using Storefront.Migrations;
using Storefront.Platform;
using Storefront.Platform.Data;

namespace Storefront.Web;

/// <summary>What happens between the configuration and the first request.</summary>
static class Starting
{
    /// <summary>Outside Production the clock may be moved: Clock:Offset, e.g. -10.02:30:00.</summary>
    public static void AddClock(this IServiceCollection services, ConfigurationManager settings, bool demo)
    {
        var offset = demo ? settings.GetValue("Clock:Offset", TimeSpan.Zero) : TimeSpan.Zero;
        services.AddSingleton(offset == TimeSpan.Zero ? TimeProvider.System : new MovedClock(offset));
    }

    /// <summary>The connection that was set, with SQLite's file kept beside the application and its folder made.</summary>
    public static string ConnectionStringOrDefault(this ConfigurationManager settings, string contentRoot)
    {
        var connection = settings.GetConnectionString("Storefront") ?? "Data Source=App_Data/storefront.db";
        if (Engines.IsPostgres(connection)) return connection;
        var sqlite = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(connection);
        if (sqlite.DataSource.Length == 0 || sqlite.DataSource == ":memory:") return connection;
        sqlite.DataSource = Path.GetFullPath(sqlite.DataSource, contentRoot);
        Directory.CreateDirectory(Path.GetDirectoryName(sqlite.DataSource)!);
        return sqlite.ConnectionString;
    }

    /// <returns>True when the shop cannot start; then it has said why, and ends with 1.</returns>
    public static bool SaysWhatIsMissing(this IServiceProvider services)
    {
        var missing = services.GetServices<Missing>().Select(m => m.Sentence).ToList();
        if (missing.Count == 0) return false;
        Console.Error.WriteLine(string.Join(' ', missing));
        Environment.ExitCode = 1;
        return true;
    }

    public static async Task PrepareDatabase(this IServiceProvider services, ConfigurationManager settings, bool demo, CancellationToken ct)
    {
        if (settings.GetValue("Database:Migrate", true))
        {
            await using var scope = services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<StoreDb>().BringUpToDate(ct);
        }
        await Seeds.Plant(services, demo, ct);
    }

    sealed class MovedClock(TimeSpan offset) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + offset;
    }
}
