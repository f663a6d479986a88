using System.Diagnostics;
using System.Net;

namespace Storefront.Load;

/// <summary>The shop as it ships: published in Release, started in the Demo environment on a database of its own, its clock on 11 November.</summary>
sealed class ShopProcess : IAsyncDisposable
{
    /// <summary>The morning of the day that the press reported.</summary>
    static readonly DateTimeOffset TheDay = new(2026, 11, 11, 0, 0, 0, TimeSpan.FromHours(8));
    static string? published;

    Process? process;
    readonly TimeSpan clockOffset = TheDay - TimeProvider.System.GetUtcNow();

    public required string Url { get; init; }
    public required string Connection { get; init; }
    public int Pid => process?.Id ?? 0;

    public static async Task<ShopProcess> Start(string connection)
    {
        published ??= await Publish();
        var shop = new ShopProcess { Url = $"http://127.0.0.1:{Ports.Free()}", Connection = connection };
        await shop.Start();
        return shop;
    }

    /// <returns>Time from the process's start to its first page.</returns>
    public async Task<TimeSpan> Start()
    {
        var start = Command();
        var begun = Stopwatch.GetTimestamp();
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Log(line.Data);
        process.ErrorDataReceived += (_, line) => Log(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = new(Url) };
        while (Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(60))
        {
            if (process.HasExited) throw new InvalidOperationException($"The shop ended with {process.ExitCode}:\n{string.Join('\n', lastLines)}");
            try
            {
                using var page = await client.GetAsync("/zh");
                if (page.StatusCode == HttpStatusCode.OK) return Stopwatch.GetElapsedTime(begun);
            }
            catch (HttpRequestException) { await Task.Delay(10); }
        }
        throw new TimeoutException($"The shop did not answer within a minute:\n{string.Join('\n', lastLines)}");
    }

    ProcessStartInfo Command(params string[] arguments) => new("dotnet", [Path.Combine(published!, "Storefront.Web.dll"), .. arguments])
    {
        WorkingDirectory = published, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        Environment =
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Demo",
            ["ASPNETCORE_URLS"] = Url,
            ["ConnectionStrings__Storefront"] = Connection,
            ["Clock__Offset"] = clockOffset.ToString("c", System.Globalization.CultureInfo.InvariantCulture),
            ["Proxy__Trusted__0"] = "127.0.0.1",
            ["Logging__LogLevel__Default"] = "Warning",
        },
    };

    /// <summary>What an operator runs beside the shop; answers what it said.</summary>
    public async Task<string> Do(string command)
    {
        using var running = Process.Start(Command(command))!;
        var failed = running.StandardError.ReadToEndAsync();
        var said = await running.StandardOutput.ReadToEndAsync();
        await running.WaitForExitAsync();
        return running.ExitCode == 0 ? said.Trim() : throw new InvalidOperationException($"{command} ended with {running.ExitCode}: {await failed}");
    }

    readonly Queue<string> lastLines = new();
    public IReadOnlyCollection<string> LastLines => lastLines;

    void Log(string? line)
    {
        if (line is null) return;
        lock (lastLines)
        {
            lastLines.Enqueue(line);
            if (lastLines.Count > 60) lastLines.Dequeue();
        }
    }

    /// <summary>kill -9: nothing is flushed, nobody says goodbye.</summary>
    public async Task Kill()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false }) await Kill();
        process?.Dispose();
    }

    static async Task<string> Publish()
    {
        var output = Path.Combine(Root(), "artifacts", "load-shop");
        using var publish = Process.Start(new ProcessStartInfo("dotnet",
            ["publish", Path.Combine(Root(), "src/Storefront.Web"), "-c", "Release", "-r", "linux-x64", "--self-contained", "false", "-o", output, "-v", "q",
                "--nologo"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var said = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? output : throw new InvalidOperationException(said);
    }

    static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Storefront.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
