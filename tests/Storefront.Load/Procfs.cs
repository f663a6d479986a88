using System.Globalization;

namespace Storefront.Load;

/// <summary>What the kernel says a process used. Ticks are hundredths of a second on Linux.</summary>
static class Procfs
{
    /// <summary>User and system time in milliseconds, with that of its ended children.</summary>
    public static double CpuMs(int pid)
    {
        var fields = Fields(pid);
        return fields is null ? 0 : Enumerable.Range(11, 4).Sum(i => long.Parse(fields[i], CultureInfo.InvariantCulture)) * 10d;
    }

    /// <summary>The process and its living children: a PostgreSQL server.</summary>
    public static double CpuMsOfTree(int pid) => CpuMs(pid) + Children(pid)
        .Sum(child => { var f = Fields(child); return f is null ? 0
            : (long.Parse(f[11], CultureInfo.InvariantCulture) + long.Parse(f[12], CultureInfo.InvariantCulture)) * 10d; });

    public static double PeakMegabytes(int pid)
    {
        var line = File.ReadLines($"/proc/{pid}/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024d;
    }

    static IEnumerable<int> Children(int pid) => Directory.EnumerateDirectories("/proc")
        .Select(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Where(id => id > 0 && Fields(id) is { } fields && fields[1] == pid.ToString(CultureInfo.InvariantCulture));

    // Behind the name in brackets, which may hold spaces: state, ppid, ...
    static string[]? Fields(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException) { return null; }
    }
}
