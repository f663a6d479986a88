using System.Runtime;
using System.Runtime.InteropServices;

namespace Storefront.Web;

/// <summary>
/// Keeps a busy shop on a small machine small (docs/performance.md has the figures). The just-in-time compiler works in blocks of 64 KB and more, on every thread, and packing a
/// page takes 300 KB: glibc keeps what they free. And what a request leaves in the oldest generation is collected only after it has grown by half.
/// A shop at rest is left alone.
/// </summary>
static class Memory
{
    const int MethodsCompiled = 100;         // until what the C library holds free goes back to the kernel
    const int YoungCollections = 4;          // the same
    const int CollectionsUntilOld = 20;      // young collections until the old generation is swept, in the background
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.25);

    static Timer? looking;
    static (long Methods, int Collections, int Swept) last;

    public static void GiveBack()
    {
        if (!OperatingSystem.IsLinux()) return;
        try { _ = Option(MostArenas, 2); }
        catch (TypeLoadException) { return; }      // another C library, with ways of its own, or none of this name
        looking = new(_ => Look(), null, Pause, Pause);
    }

    static void Look()
    {
        var (methods, collections) = (JitInfo.GetCompiledMethodCount(), GC.CollectionCount(0));
        if (collections - last.Swept >= CollectionsUntilOld)
        {
            last.Swept = collections;
            GC.Collect(2, GCCollectionMode.Forced, blocking: false);
        }
        if (methods - last.Methods < MethodsCompiled && collections - last.Collections < YoungCollections) return;
        (last.Methods, last.Collections) = (methods, collections);
        _ = Trim(0);
    }

    const int MostArenas = -8;      // M_ARENA_MAX of malloc.h

    [DllImport("libc", EntryPoint = "mallopt"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Option(int what, int value);

    [DllImport("libc", EntryPoint = "malloc_trim"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Trim(nuint pad);
}
