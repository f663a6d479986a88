using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Storefront.Tests.Fixture;

/// <summary>
/// The PostgreSQL that tests run on: the one STOREFRONT_TEST_POSTGRES names, else a server of our own in a temporary folder where the
/// binaries are installed, else none, and <see cref="WhyNot"/> says so. Started once for the whole run.
/// </summary>
static class PostgresServer
{
    static readonly Lazy<Task<(string? Connection, string WhyNot)>> Started = new(Start);

    public static async Task<string?> Connection() => (await Started.Value).Connection;
    public static async Task<string> WhyNot() => (await Started.Value).WhyNot;

    static async Task<(string?, string)> Start()
    {
        if (Environment.GetEnvironmentVariable("STOREFRONT_TEST_POSTGRES") is { Length: > 0 } given) return (given, "");
        if (Binaries() is not { } bin) return (null, "no PostgreSQL: set STOREFRONT_TEST_POSTGRES or install the server");

        var folder = Directory.CreateTempSubdirectory("storefront-pg-").FullName;
        var port = FreePort();
        var asRoot = Environment.UserName == "root";
        if (asRoot) await Run("chown", "postgres", folder);
        await Run(asRoot, Path.Combine(bin, "initdb"), "-D", $"{folder}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C");
        await Run(asRoot, Path.Combine(bin, "pg_ctl"), "-D", $"{folder}/data", "-w", "-l", $"{folder}/log", "-o",
            $"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=600", "start");
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            Run(asRoot, Path.Combine(bin, "pg_ctl"), "-D", $"{folder}/data", "-m", "immediate", "stop").GetAwaiter().GetResult();
            Directory.Delete(folder, recursive: true);
        };
        return ($"Host=127.0.0.1;Port={port};Username=postgres;Maximum Pool Size=40", "");
    }

    static string? Binaries()
    {
        var versions = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin")) : [];
        return versions.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")));
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>PostgreSQL refuses to run as root.</summary>
    static Task Run(bool asPostgres, string program, params string[] arguments) =>
        asPostgres ? Run("runuser", ["-u", "postgres", "--", program, .. arguments]) : Run(program, arguments);

    static async Task Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        // pg_ctl's server keeps the pipes open: wait for the process, not for the end of its output.
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }

    public static async Task<string> NewDatabase(string server, string? template)
    {
        var name = $"shop_{Guid.NewGuid():N}";
        await Execute(server, template is null ? $"create database {name}" : $"create database {name} template {template}");
        return name;
    }

    public static async Task Execute(string server, string sql)
    {
        await using var connection = new NpgsqlConnection($"{server};Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
