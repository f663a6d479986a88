using System.Runtime.InteropServices;

namespace Storefront.Web;

/// <summary>
/// The just-in-time compiler works in blocks of 64 KB, on every thread, and glibc keeps what it frees for that thread: 70 MB after a busy minute
/// (docs/performance.md). Blocks of that size are asked of the kernel instead, and go back to it.
/// </summary>
static class Memory
{
    const int MmapThreshold = -3;      // M_MMAP_THRESHOLD, malloc.h

    public static void GiveBack()
    {
        if (!OperatingSystem.IsLinux()) return;
        try { _ = SetOption(MmapThreshold, 64 * 1024); }
        catch (TypeLoadException) { }      // another C library, with ways of its own, or none of this name
    }

    [DllImport("libc", EntryPoint = "mallopt"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int SetOption(int option, int value);
}
