namespace Storefront.Load;

/// <summary>A shop on an engine: one that the rig starts, with its database, or one that runs already (--url).</summary>
sealed class House : IAsyncDisposable
{
    public required string Url { get; init; }
    public required Books Books { get; init; }
    public required string Connection { get; init; }
    public ShopProcess? Shop { get; init; }
    PostgresServer? Server { get; init; }
    string? Folder { get; init; }

    public int Pid => Shop?.Pid ?? 0;
    public double ShopCpuMs => Pid > 0 ? Procfs.CpuMs(Pid) : 0;
    public double DatabaseCpuMs => Server is { Pid: > 0 and var pid } ? Procfs.CpuMsOfTree(pid) : 0;

    public static async Task<House> Open(Engine engine, Options options)
    {
        if (options.Url is { } url) return new() { Url = url, Connection = options.Database!, Books = new(options.Database!) };
        var server = engine == Engine.Postgres ? await PostgresServer.Start() : null;
        var folder = server is null ? Directory.CreateTempSubdirectory("storefront-load-").FullName : null;
        var connection = server is null ? $"Data Source={folder}/shop.db" : await server.NewDatabase();
        var shop = await ShopProcess.Start(connection);
        return new() { Url = shop.Url, Connection = connection, Books = new(connection), Shop = shop, Server = server, Folder = folder };
    }

    /// <summary>Seconds from start to first page on a database that is there already.</summary>
    public async Task<double> WarmStart()
    {
        var times = new List<double>();
        for (var i = 0; i < 3; i++)
        {
            await Shop!.Kill();
            times.Add((await Shop.Start()).TotalSeconds);
        }
        return times.Order().ElementAt(1);
    }

    public async ValueTask DisposeAsync()
    {
        if (Shop is not null) await Shop.DisposeAsync();
        foreach (var line in Shop?.LastLines ?? []) Console.Error.WriteLine(line);      // a shop that warned says why a run failed
        Npgsql.NpgsqlConnection.ClearAllPools();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (Server is not null) await Server.DisposeAsync();
        if (Folder is not null) Directory.Delete(Folder, recursive: true);
    }
}
