namespace Storefront.Web.About;

/// <summary>What the running shop is built from and where its data come from, as these say of themselves. Tests hold it to the lock file and to places.json.</summary>
static class Licences
{
    /// <param name="Name">How the names of its packages begin.</param>
    internal sealed record Software(string Name, string Licence, string By);

    /// <param name="Key">Says what it is used for.</param>
    internal sealed record Data(string Name, string Site, string Licence, string Key);

    public static IReadOnlyList<Software> Programs { get; } =
    [
        new(".NET, ASP.NET Core", "MIT", ".NET Foundation"),
        new("Microsoft.EntityFrameworkCore", "MIT", "Microsoft"),
        new("Microsoft.AspNetCore.Identity.EntityFrameworkCore", "MIT", "Microsoft"),
        new("Microsoft.Data.Sqlite.Core", "MIT", "Microsoft"),
        new("Microsoft.Extensions.DependencyModel", "MIT", "Microsoft"),
        new("SQLitePCLRaw", "Apache-2.0", "SourceGear"),
        new("SourceGear.sqlite3", "Public Domain", "SQLite"),
        new("Npgsql", "PostgreSQL", "The Npgsql Development Team"),
        new("MediatR", "Apache-2.0", "Jimmy Bogard"),
        new("FluentValidation", "Apache-2.0", "Jeremy Skinner"),
        new("Scrutor", "MIT", "Kristian Hellang"),
        new("QRCoder", "MIT", "Raffael Herrmann, Shane Krueger"),
        new("System.Drawing.Common", "MIT", "Microsoft"),
        new("System.IO.Hashing", "MIT", "Microsoft"),
        new("Microsoft.Win32.SystemEvents", "MIT", "Microsoft"),
    ];

    public static IReadOnlyList<Data> Sources { get; } =
    [
        new("GeoNames", "https://www.geonames.org", "CC BY 4.0", "geonames"),
        new("Meteostat", "https://meteostat.net", "CC BY 4.0", "meteostat"),
        new("AreaCity-JsSpider-StatsGov", "https://github.com/xiangyuecn/AreaCity-JsSpider-StatsGov", "MIT", "areacity"),
        new("city-geo", "https://github.com/88250/city-geo", "Mulan PSL v2", "city-geo"),
        new("Administrative-divisions-of-China", "https://github.com/modood/Administrative-divisions-of-China", "MIT, WTFPL", "divisions"),
    ];

    public const string CreativeCommons = "https://creativecommons.org/licenses/by/4.0/";
}
