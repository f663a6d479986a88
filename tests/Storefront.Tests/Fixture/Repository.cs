namespace Storefront.Tests.Fixture;

/// <summary>The folder of the solution, for tests that read the source.</summary>
static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    static string Find(string folder) => File.Exists(Path.Combine(folder, "Storefront.sln")) ? folder : Find(Directory.GetParent(folder)!.FullName);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Files below a folder by their path in the repository, without what a build leaves.</summary>
    public static IEnumerable<string> Files(string under, string pattern) => Directory.GetFiles(Path.Combine(Root, under), pattern, SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
        .Where(f => !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}
