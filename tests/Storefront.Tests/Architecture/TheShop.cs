using System.Reflection;
using Storefront.Platform.Data;

namespace Storefront.Tests.Architecture;

/// <summary>The assemblies that the tests of this folder read.</summary>
static class TheShop
{
    public static IReadOnlyList<string> ModuleNames { get; } = [.. Directory.GetDirectories(Path.Combine(Fixture.Repository.Root, "src/Modules")).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];
    public static IReadOnlyList<Assembly> Modules { get; } = [.. ModuleNames.Select(m => Assembly.Load($"Storefront.{m}"))];
    public static Assembly Contracts { get; } = typeof(Storefront.Contracts.Money).Assembly;
    public static Assembly Platform { get; } = typeof(StoreDb).Assembly;
    public static Assembly Web { get; } = typeof(Program).Assembly;
    public static IEnumerable<Assembly> All => [Contracts, Platform, .. Modules, Web];

    public static IReadOnlyList<ITables> Tables { get; } = [.. Modules.SelectMany(m => m.GetTypes()).Where(t => t.IsAssignableTo(typeof(ITables)) && !t.IsAbstract).Select(t => (ITables)Activator.CreateInstance(t, nonPublic: true)!)];

    /// <summary>The folder whose words a source file speaks with.</summary>
    public static string HomeOf(string path) => path.StartsWith("src/Modules/", StringComparison.Ordinal) ? string.Join('/', path.Split('/')[..3]) : string.Join('/', path.Split('/')[..2]);
}
