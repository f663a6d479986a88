using System.Runtime;
using System.Runtime.InteropServices;

namespace Storefront.Web;

/// <summary>
/// The just-in-time compiler works in blocks of 64 KB and more, on every thread, and glibc keeps what it frees: after a busy minute 146 of 160 MB lay
/// idle (docs/performance.md). While methods are compiled, what is free goes back to the kernel; a shop that has settled is left alone.
/// </summary>
static class Memory
{
    const int Worthwhile = 100;      // methods compiled since the last time
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.25);

    static Timer? looking;
    static long compiled;

    public static void GiveBack()
    {
        if (OperatingSystem.IsLinux()) looking = new(_ => Look(), null, Pause, Pause);
    }

    static void Look()
    {
        var now = JitInfo.GetCompiledMethodCount();
        if (now - compiled < Worthwhile) return;
        compiled = now;
        try { _ = Trim(0); }
        catch (TypeLoadException) { looking?.Dispose(); }      // another C library, with ways of its own, or none of this name
    }

    [DllImport("libc", EntryPoint = "malloc_trim"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Trim(nuint pad);
}
