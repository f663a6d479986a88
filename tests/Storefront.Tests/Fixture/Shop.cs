using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Storefront.Platform.Data;
using Storefront.Platform.Facts;

namespace Storefront.Tests.Fixture;

/// <summary>
/// The whole shop on a database of its own, copied from a template with the demo village. Background workers stand still: a test moves
/// the clock and calls <see cref="Settle"/>. Write rules as an abstract class and run it on both engines:
/// <code>public sealed class PlacingOnSqlite(SqliteShop shop) : Placing(shop), IClassFixture&lt;SqliteShop&gt;;</code>
/// </summary>
public abstract class Shop : IAsyncLifetime
{
    WebApplicationFactory<Program>? running;
    string? connection;

    /// <summary>Null, or why this shop cannot run here; a test class skips then (see <see cref="RunsOn"/>).</summary>
    public string? WhyNot { get; protected set; }
    public TestClock Clock { get; } = new();
    internal IServiceProvider Services => running!.Services;

    /// <summary>The connection string of a new database; null sets <see cref="WhyNot"/>.</summary>
    protected abstract Task<string?> NewDatabase();

    public virtual async ValueTask InitializeAsync()
    {
        connection = await NewDatabase();
        if (connection is not null) running = Start(connection, Clock);
        _ = running?.Services;
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (running is not null) await running.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal static WebApplicationFactory<Program> Start(string connection, TestClock clock, params (string Key, string Value)[] settings) =>
        new WebApplicationFactory<Program>().WithWebHostBuilder(web =>
        {
            web.UseEnvironment("Development");
            web.UseSetting("ConnectionStrings:Storefront", connection);
            web.UseSetting("Logging:LogLevel:Default", "Error");
            web.UseSetting("Guards:WritesPerTenSeconds", "100000");
            web.UseSetting("Accounts:CodesPerAddress", "100000");
            web.UseSetting("Guards:LettersPerTenMinutes", "100000");
            web.UseSetting("Payments:Sandbox:Shop", "http://localhost");
            web.UseSetting("Community:FiguresKeptForSeconds", "0");
            web.UseSetting("Catalog:StockKnownForMilliseconds", "0");
            foreach (var (key, value) in settings) web.UseSetting(key, value);
            web.ConfigureTestServices(services =>
            {
                services.AddSingleton<TimeProvider>(clock);
                // The sandbox posts its events to this shop itself: here over the test server instead of a socket.
                services.AddHttpClient(Storefront.Payments.Sandbox.SandboxSender.Line).ConfigurePrimaryHttpMessageHandler(p => ((TestServer)p.GetRequiredService<IServer>()).CreateHandler());
                // Deterministic tests: what a worker would do, a test asks for by Settle().
                foreach (var worker in services.Where(s => s.ServiceType == typeof(IHostedService)
                    && s.ImplementationType?.Namespace?.StartsWith("Microsoft.", StringComparison.Ordinal) != true).ToList()) services.Remove(worker);
            });
        });

    /// <summary>Another node on the same database.</summary>
    internal WebApplicationFactory<Program> Another(TestClock clock, params (string Key, string Value)[] settings) => Start(connection!, clock, settings);

    /// <summary>A browser with cookies that follows no redirect by itself.</summary>
    public Visitor Visitor() => new(running!.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new("https://localhost") }));

    internal HttpClient Client() => running!.CreateClient(new() { AllowAutoRedirect = false });

    internal async Task<T> In<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = Services.CreateAsyncScope();
        return await act(scope.ServiceProvider);
    }

    internal Task<T> Send<T>(IRequest<T> request) => In(s => s.GetRequiredService<IMediator>().Send(request));
    internal Task<T> Db<T>(Func<StoreDb, Task<T>> look) => In(s => look(s.GetRequiredService<StoreDb>()));

    /// <summary>Delivers what was told, and sends what leaves the process, until nothing is left to do.</summary>
    public async Task Settle()
    {
        var outbox = Services.GetRequiredService<Outbox>();
        var workers = Services.GetServices<Storefront.Platform.ISettles>().ToList();
        for (var rounds = 0; rounds < 50; rounds++)
        {
            var done = await outbox.Deliver(default);
            foreach (var worker in workers) done += await worker.WorkOnce(default);
            if (done == 0) return;
        }
        throw new InvalidOperationException("The shop did not come to rest");
    }
}

/// <summary>A clock that moves when the test says so. It begins on 11 November 2026, 10:00 in China.</summary>
public class TestClock : TimeProvider
{
    DateTimeOffset now = new(2026, 11, 11, 2, 0, 0, TimeSpan.Zero);
    public override DateTimeOffset GetUtcNow() => now;
    public void Move(TimeSpan by) => now += by;
    public DateTime Now => now.UtcDateTime;
}

public sealed class SqliteShop : Shop
{
    static readonly Lazy<Task<string>> Template = new(MakeTemplate);
    readonly string file = Path.Combine(Path.GetTempPath(), $"shop-{Guid.NewGuid():N}.db");

    protected override async Task<string?> NewDatabase()
    {
        File.Copy(await Template.Value, file);
        return $"Data Source={file}";
    }

    static async Task<string> MakeTemplate()
    {
        var template = Path.Combine(Path.GetTempPath(), $"shop-template-{Environment.ProcessId}.db");
        File.Delete(template);
        await using (var once = Start($"Data Source={template};Pooling=false", new TestClock()))
        {
            _ = once.Services;
            await once.Services.GetRequiredService<Outbox>().Deliver(default);
        }
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={template};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "pragma wal_checkpoint(truncate)";
        await command.ExecuteNonQueryAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(template);
        return template;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var left in Directory.GetFiles(Path.GetTempPath(), $"{Path.GetFileName(file)}*")) File.Delete(left);
    }
}

public sealed class PostgresShop : Shop
{
    static readonly Lazy<Task<string>> Template = new(MakeTemplate);
    static readonly SemaphoreSlim OneCopyAtATime = new(1, 1);

    protected override async Task<string?> NewDatabase()
    {
        if (await PostgresServer.Connection() is not { } server)
        {
            WhyNot = await PostgresServer.WhyNot();
            return null;
        }
        var template = await Template.Value;
        await OneCopyAtATime.WaitAsync();
        try { return $"{server};Database={await PostgresServer.NewDatabase(server, template)}"; }
        finally { OneCopyAtATime.Release(); }
    }

    /// <summary>Pools of shops that are gone would keep their connections for minutes, until the server has none left.</summary>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Npgsql.NpgsqlConnection.ClearAllPools();
    }

    static async Task<string> MakeTemplate()
    {
        var server = (await PostgresServer.Connection())!;
        var name = await PostgresServer.NewDatabase(server, null);
        await using var once = Start($"{server};Database={name};Pooling=false", new TestClock());
        await once.Services.GetRequiredService<Outbox>().Deliver(default);
        return name;
    }
}

/// <summary>What every test class of rules begins with: the shop, or a visible skip.</summary>
public abstract class RunsOn
{
    protected RunsOn(Shop shop)
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        Shop = shop;
    }

    protected Shop Shop { get; }
    protected static CultureInfo Chinese => CultureInfo.GetCultureInfo("zh-Hans-CN");
}
