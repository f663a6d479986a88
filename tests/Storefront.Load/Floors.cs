using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Storefront.Load;

/// <summary>
/// What this machine does at best, measured in the same sitting: a bare Razor page over one query, and one durable insert a transaction. The shop's
/// figures mean something only beside them.
/// </summary>
static class Floors
{
    public static async Task<int> Print(Options options)
    {
        var tables = new List<Table>();
        foreach (var engine in options.Engines)
        {
            await using var house = await House.Open(engine, options);
            var table = new Table(engine.ToString());
            await Add(table, house);
            tables.Add(table);
        }
        Table.Print("The machine's floors", tables);
        return 0;
    }

    public static async Task Add(Table table, House house)
    {
        table.Add("floor: bare Razor page over one query, requests a second", $"{await PageOverOneQuery(house.Connection):0}");
        table.Add("floor: one insert a transaction, one writer, a second", $"{await OneInsert(house.Connection, 1):0}");
        if (house.Books.IsPostgres) table.Add("floor: one insert a transaction, 16 writers, a second", $"{await OneInsert(house.Connection, 16):0}");
    }

    static async Task<double> PageOverOneQuery(string connection)
    {
        var url = $"http://127.0.0.1:{Ports.Free()}";
        using var server = Process.Start(new ProcessStartInfo("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Storefront.Load.dll"), "floor-server", url, connection]) { UseShellExecute = false,
            RedirectStandardOutput = true })!;
        server.BeginOutputReadLine();
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 32 }) { BaseAddress = new(url) };
            await Ready(client);
            await Load(client, TimeSpan.FromSeconds(4));
            return await Load(client, TimeSpan.FromSeconds(4));
        }
        finally { server.Kill(); }
    }

    static async Task Ready(HttpClient client)
    {
        for (var tries = 0; tries < 500; tries++)
        {
            try { using var answer = await client.GetAsync("/"); answer.EnsureSuccessStatusCode(); return; }
            catch (HttpRequestException) { await Task.Delay(20); }
        }
        throw new TimeoutException("The floor's server did not start.");
    }

    static async Task<double> Load(HttpClient client, TimeSpan time)
    {
        var begun = Stopwatch.GetTimestamp();
        var done = 0;
        await Task.WhenAll(Enumerable.Range(0, 32).Select(async _ =>
        {
            while (Stopwatch.GetElapsedTime(begun) < time)
            {
                var page = await client.GetByteArrayAsync("/");
                if (page.Length == 0) throw new InvalidOperationException("An empty page");
                Interlocked.Increment(ref done);
            }
        }));
        return done / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    static async Task<double> OneInsert(string connection, int writers)
    {
        var books = new Books(connection);
        await books.Do("create table if not exists floor (id integer, text text)");
        var begun = Stopwatch.GetTimestamp();
        var done = 0;
        await Task.WhenAll(Enumerable.Range(0, writers).Select(w => Task.Run(async () =>
        {
            await using System.Data.Common.DbConnection open = books.IsPostgres ? new NpgsqlConnection(connection) : new SqliteConnection(connection);
            await open.OpenAsync();
            await using var command = open.CreateCommand();
            if (!books.IsPostgres)
            {
                command.CommandText = "pragma synchronous = full";
                await command.ExecuteNonQueryAsync();
            }
            command.CommandText = $"insert into floor values ({w}, '{new string('x', 200)}')";
            while (Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(3))
            {
                await command.ExecuteNonQueryAsync();
                Interlocked.Increment(ref done);
            }
        })));
        await books.Do("drop table floor");
        return done / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    /// <summary>The bare page's own process: Razor, one query, nothing else.</summary>
    public static async Task<int> Serve(string url, string connection)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(url);
        builder.Logging.ClearProviders();
        builder.Services.AddControllersWithViews();
        builder.Services.Configure<RazorViewEngineOptions>(razor => razor.ViewLocationFormats.Add("/Floor/{0}.cshtml"));
        builder.Services.AddSingleton(new Books(connection));
        var app = builder.Build();
        app.MapControllers();
        await app.RunAsync();
        return 0;
    }
}
