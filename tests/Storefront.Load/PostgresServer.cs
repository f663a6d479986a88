using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Storefront.Load;

/// <summary>A PostgreSQL of the rig's own with its default, durable settings, in a temporary folder; or the one STOREFRONT_TEST_POSTGRES names.</summary>
sealed class PostgresServer : IAsyncDisposable
{
    string? data;
    string? binaries;

    public required string Connection { get; init; }
    /// <summary>The postmaster's process id, or 0 when the server is not ours to look into.</summary>
    public int Pid { get; private set; }

    public static async Task<PostgresServer> Start()
    {
        if (Environment.GetEnvironmentVariable("STOREFRONT_TEST_POSTGRES") is { Length: > 0 } given) return new() { Connection = given };
        var bin = (Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin")) : [])
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
            ?? throw new InvalidOperationException("No PostgreSQL here: install the server or set STOREFRONT_TEST_POSTGRES.");
        var folder = Directory.CreateTempSubdirectory("storefront-load-pg-").FullName;
        var port = Ports.Free();
        if (Environment.UserName == "root") await Run("chown", "postgres", folder);
        await AsPostgres($"{bin}/initdb", "-D", $"{folder}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C");
        await AsPostgres($"{bin}/pg_ctl", "-D", $"{folder}/data", "-w", "-l", $"{folder}/log", "-o", $"-p {port} -k {folder} -c listen_addresses=127.0.0.1", "start");
        return new()
        {
            Connection = $"Host={folder};Port={port};Username=postgres",      // its socket, as a shop on the same machine would
            data = folder, binaries = bin, Pid = int.Parse(File.ReadLines($"{folder}/data/postmaster.pid").First(), CultureInfo.InvariantCulture),
        };
    }

    public async Task<string> NewDatabase()
    {
        var name = $"shop_{Guid.NewGuid():N}";
        await using var connection = new NpgsqlConnection($"{Connection};Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"create database {name}", connection);
        await create.ExecuteNonQueryAsync();
        return $"{Connection};Database={name}";
    }

    public async ValueTask DisposeAsync()
    {
        if (data is null) return;
        await AsPostgres($"{binaries}/pg_ctl", "-D", $"{data}/data", "-m", "fast", "stop");
        Directory.Delete(data, recursive: true);
    }

    static Task AsPostgres(string program, params string[] arguments) =>
        Environment.UserName == "root" ? Run("runuser", ["-u", "postgres", "--", program, .. arguments]) : Run(program, arguments);

    static async Task Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}

static class Ports
{
    public static int Free()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
