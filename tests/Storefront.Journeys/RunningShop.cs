using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace Storefront.Journeys;

/// <summary>The shop as a process of its own on a new SQLite file, and one Chromium. Without Chromium the tests skip and say so.</summary>
public sealed class RunningShop : IAsyncLifetime
{
    Process? shop;
    IPlaywright? playwright;
    string? folder;
    readonly Lazy<Task<Stories>> stories;
    public RunningShop() => stories = new(() => Journeys.Stories.Play(this));
    readonly Queue<string> log = new();

    public string Url { get; private set; } = "";
    public IBrowser Browser { get; private set; } = null!;
    public string? WhyNot { get; private set; }
    public static string Root { get; } = FindRoot();
    /// <summary>Screenshots and measurements of this run.</summary>
    public static string Artifacts { get; } = Directory.CreateDirectory(Path.Combine(Root, "artifacts", "journeys")).FullName;

    public async ValueTask InitializeAsync()
    {
        // The shell draws no window of its own around the page, which costs a fifth of a walk.
        var chromium = new[] { Environment.GetEnvironmentVariable("CHROMIUM"), "/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);
        if (chromium is null)
        {
            WhyNot = "no Chromium: install Debian's chromium or set CHROMIUM to its path";
            return;
        }
        await StartShop();
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = chromium,
            // The last: how far below the screen a phone's Chromium loads pictures; the shell would load twice as far.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--blink-settings=lazyLoadingImageMarginPxUnknown=1250,lazyLoadingImageMarginPx4G=1250"],
        });
    }

    /// <summary>Made once: the pages that only a story leads to are looked at in every language.</summary>
    internal Task<Stories> Stories() => stories.Value;

    /// <summary>As if an order's time to pay had run out, since nobody waits a quarter of an hour for a test.</summary>
    internal async Task RunOutOfTime(string orderToken)
    {
        await using var books = new SqliteConnection($"Data Source={folder}/shop.db;Pooling=false");
        await books.OpenAsync();
        await using var command = books.CreateCommand();
        command.CommandText = """
            update payments_attempts set expires_at = '2000-01-01 00:00:00' where order_id = (select id from orders_orders where token = @token);
            update orders_orders set hold_until = '2000-01-01 00:00:00' where token = @token;
            """;
        command.Parameters.AddWithValue("@token", orderToken);
        (await command.ExecuteNonQueryAsync()).ShouldBe(2);
    }

    async Task StartShop()
    {
        folder = Directory.CreateTempSubdirectory("storefront-journeys-").FullName;
        Url = $"http://127.0.0.1:{FreePort()}";
        var configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
        var web = Path.Combine(Root, "src", "Storefront.Web");
        shop = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(web, "bin", configuration, "net10.0", "Storefront.Web.dll")])
        {
            WorkingDirectory = web, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["ASPNETCORE_URLS"] = Url,
                ["ConnectionStrings__Storefront"] = $"Data Source={folder}/shop.db",
                ["Guards__WritesPerTenSeconds"] = "1000",
                ["Accounts__CodesPerAddress"] = "1000",
                ["Guards__ReadsPerTenSeconds"] = "10000",
                ["Logging__LogLevel__Default"] = "Warning",
                ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information",      // "Now listening on"
            },
        })!;
        // Kestrel says when the port is open; the database is ready before that. An exit says that it never will be.
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        shop.EnableRaisingEvents = true;
        shop.Exited += (_, _) => listening.TrySetException(new InvalidOperationException("The shop ended before it listened."));
        shop.OutputDataReceived += (_, line) =>
        {
            Keep(line.Data);
            if (line.Data?.Contains("Now listening on", StringComparison.Ordinal) == true) listening.TrySetResult();
        };
        shop.ErrorDataReceived += (_, line) => Keep(line.Data);
        shop.BeginOutputReadLine();
        shop.BeginErrorReadLine();
        try { await listening.Task.WaitAsync(TimeSpan.FromMinutes(2)); }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException) { throw new InvalidOperationException($"The shop did not start:\n{Log}", e); }
    }

    void Keep(string? line)
    {
        if (line is null) return;
        lock (log)
        {
            log.Enqueue(line);
            if (log.Count > 80) log.Dequeue();
        }
    }

    public string Log { get { lock (log) return string.Join('\n', log); } }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null) await Browser.DisposeAsync();
        playwright?.Dispose();
        if (shop is { HasExited: false }) { shop.Kill(); await shop.WaitForExitAsync(); }
        shop?.Dispose();
        if (folder is not null) Directory.Delete(folder, recursive: true);
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static string FindRoot()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "Storefront.sln"))) at = Path.GetDirectoryName(at)!;
        return at;
    }
}
