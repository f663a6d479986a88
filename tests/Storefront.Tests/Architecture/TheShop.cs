using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Migrations;
using Storefront.Platform.Data;

namespace Storefront.Tests.Architecture;

/// <summary>The assemblies that the tests of this folder read.</summary>
static class TheShop
{
    public static IReadOnlyList<string> ModuleNames { get; } = [.. Directory.GetDirectories(Path.Combine(Fixture.Repository.Root, "src/Modules"))
        .Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];
    public static IReadOnlyList<Assembly> Modules { get; } = [.. ModuleNames.Select(m => Assembly.Load($"Storefront.{m}"))];
    public static Assembly Contracts { get; } = typeof(Storefront.Contracts.Money).Assembly;
    public static Assembly Platform { get; } = typeof(StoreDb).Assembly;
    public static Assembly Web { get; } = typeof(Program).Assembly;
    public static IEnumerable<Assembly> All => [Contracts, Platform, .. Modules, Web];

    static readonly IReadOnlyList<ITables> Tables = [.. Modules.SelectMany(m => m.GetTypes()).Where(t => t.IsAssignableTo(typeof(ITables)) && !t.IsAbstract)
        .Select(t => (ITables)Activator.CreateInstance(t, nonPublic: true)!)];

    /// <summary>A context that reads its model and nothing else.</summary>
    public static StoreDb OnSqlite() => new SqliteStoreDb(new DbContextOptionsBuilder<SqliteStoreDb>().UseSqlite("Data Source=:memory:").UseApplicationServiceProvider(Services()).Options);
    public static StoreDb OnPostgres() => new PostgresStoreDb(new DbContextOptionsBuilder<PostgresStoreDb>().UseNpgsql("Host=nowhere").UseApplicationServiceProvider(Services()).Options);

    static ServiceProvider Services()
    {
        var services = new ServiceCollection();
        foreach (var tables in Tables) services.AddSingleton(tables);
        return services.BuildServiceProvider();
    }

    /// <summary>The folder whose words a source file speaks with.</summary>
    public static string HomeOf(string path) => path.StartsWith("src/Modules/", StringComparison.Ordinal) ? string.Join('/', path.Split('/')[..3]) : string.Join('/', path.Split('/')[..2]);
}
