using System.Globalization;

namespace Storefront.Load;

enum Engine { Sqlite, Postgres }

/// <summary>What a verb was called with.</summary>
sealed record Options(IReadOnlyList<Engine> Engines, int InFlight, int Placements, int Listings, bool Kill, string? Url, string? Database)
{
    public static Options Parse(string[] args)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal)) throw new ArgumentException($"What is {args[i]}?", nameof(args));
            given[args[i][2..]] = i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[++i] : "yes";
        }
        if (given.ContainsKey("url") != given.ContainsKey("database"))
            throw new ArgumentException("--url needs --database (the shop's connection string) to check the books, and the other way round.", nameof(args));
        if (given.ContainsKey("kill") && given.ContainsKey("url")) throw new ArgumentException("--kill stops a shop that this run started: leave --url away.", nameof(args));
        IReadOnlyList<Engine> engines = given.TryGetValue("database", out var database)
            ? [database.Contains("Host=", StringComparison.OrdinalIgnoreCase) ? Engine.Postgres : Engine.Sqlite]
            : given.GetValueOrDefault("engine", "both") switch
            {
                "sqlite" => [Engine.Sqlite],
                "postgres" => [Engine.Postgres],
                _ => [Engine.Sqlite, Engine.Postgres],
            };
        return new(engines, Number("in-flight", 0), Number("placements", 12_000), Number("listings", 100_000), given.ContainsKey("kill"), given.GetValueOrDefault("url"), database);

        int Number(string name, int otherwise) => given.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
    }
}
