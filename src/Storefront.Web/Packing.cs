using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;
using Storefront.Platform.Web;

namespace Storefront.Web;

/// <summary>
/// Which packing an answer gets: Brotli where a page is packed once for many or read on the road, else <see cref="PackedPages"/>,
/// since a checkout page is packed for one person and Brotli took half of such a page's time (docs/performance.md).
/// </summary>
sealed class Packing(IServiceProvider services, IOptions<ResponseCompressionOptions> options, PackedPages quick) : ResponseCompressionProvider(services, options)
{
    public override ICompressionProvider? GetCompressionProvider(HttpContext context)
    {
        var page = context.GetEndpoint()?.Metadata;
        var well = page?.GetMetadata<OutputCacheAttribute>() is not null || page?.GetMetadata<ReadOnTheRoadAttribute>() is not null;
        return !well && context.Request.GetTypedHeaders().AcceptEncoding.Any(e => e.Value == quick.EncodingName && e.Quality is not 0) ? quick : base.GetCompressionProvider(context);
    }
}

/// <summary>At a quality that pays where the result is kept. The window holds a page and no more: by default each page in the making would take megabytes.</summary>
sealed class Brotli : ICompressionProvider
{
    const int Quality = 7, Window = 16;      // 64 KB: above it Brotli works in eight megabytes a page

    public string EncodingName => "br";
    public bool SupportsFlush => false;
    public Stream CreateStream(Stream outputStream) => new WholePage(Pack, outputStream);

    static ReadOnlyMemory<byte> Pack(ReadOnlySpan<byte> page)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(page.Length)];
        return BrotliEncoder.TryCompress(page, packed, out var length, Quality, Window) ? packed.AsMemory(0, length)
            : throw new InvalidOperationException("A page did not fit into what Brotli said it needs at most.");
    }
}

/// <summary>
/// Gzip for pages that begin alike: four fifths of a page are its inlined style, and what a page has up to the style's end is packed once, at
/// the best level. Deflate allows it: the blocks after a flush may come from a packer that has seen nothing of what went before (RFC 1951).
/// </summary>
sealed class PackedPages(StyleSheets sheets) : ICompressionProvider
{
    readonly byte[][] styles = [.. sheets.All.Select(s => Encoding.UTF8.GetBytes(s.Css))];
    readonly Lock keeping = new();
    volatile Beginning[] known = [];

    public string EncodingName => "gzip";

    /// <summary>False: an answer that wants to leave in parts leaves unpacked.</summary>
    public bool SupportsFlush => false;

    public Stream CreateStream(Stream outputStream) => new WholePage(Pack, outputStream);

    /// <summary>How a page begins, and that packed, with its checksum.</summary>
    sealed record Beginning(byte[] Plain, byte[] Packed, Crc32 Checksum);

    /// <summary>Few ever: one a language and style. A page with rules of its own has a beginning of its own, which is not worth keeping.</summary>
    Beginning? BeginningOf(ReadOnlySpan<byte> page)
    {
        var end = page.IndexOf("</style>"u8);
        if (end < 0) return null;
        foreach (var seen in known)
            if (seen.Plain.Length == end && page.StartsWith(seen.Plain)) return seen;
        foreach (var style in styles)
            if (style.Length > 0 && page[..end].EndsWith(style) && known.Length < 64) return Keep(page[..end].ToArray());
        return null;
    }

    Beginning Keep(byte[] plain)
    {
        using var packed = new MemoryStream();
        using var deflate = new DeflateStream(packed, CompressionLevel.SmallestSize, leaveOpen: true);
        deflate.Write(plain);
        deflate.Flush();
        var checksum = new Crc32();
        checksum.Append(plain);
        var beginning = new Beginning(plain, packed.ToArray(), checksum);
        lock (keeping) known = [.. known, beginning];
        return beginning;
    }

    ReadOnlyMemory<byte> Pack(ReadOnlySpan<byte> page)
    {
        var packed = new MemoryStream(12 * 1024);
        packed.Write([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);      // RFC 1952: deflate, no time, system unknown
        var beginning = BeginningOf(page);
        if (beginning is not null) packed.Write(beginning.Packed);
        var rest = page[(beginning?.Plain.Length ?? 0)..];
        using (var deflate = new DeflateStream(packed, new ZLibCompressionOptions { CompressionLevel = 2 }, leaveOpen: true)) deflate.Write(rest);
        if (rest.IsEmpty) packed.Write([3, 0]);      // of nothing DeflateStream makes nothing, but a stream needs its last block
        var checksum = beginning?.Checksum.Clone() ?? new Crc32();
        checksum.Append(rest);
        Span<byte> end = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(end, checksum.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(end[4..], (uint)page.Length);
        packed.Write(end);
        return packed.GetBuffer().AsMemory(0, (int)packed.Length);
    }
}

/// <summary>Gathers a page and packs it when it is whole.</summary>
sealed class WholePage(WholePage.Packer pack, Stream output) : Stream
{
    internal delegate ReadOnlyMemory<byte> Packer(ReadOnlySpan<byte> page);

    byte[]? page = ArrayPool<byte>.Shared.Rent(64 * 1024);      // more than most pages have
    int length;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(page is null, this);
        if (length + buffer.Length > page.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent((length + buffer.Length) * 2);
            page.AsSpan(0, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(page);
            page = larger;
        }
        buffer.CopyTo(page.AsSpan(length));
        length += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        if (Packed() is { } packed) await output.WriteAsync(packed);
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && Packed() is { } packed) output.Write(packed.Span);
        base.Dispose(disposing);
    }

    ReadOnlyMemory<byte>? Packed()
    {
        if (Interlocked.Exchange(ref page, null) is not { } whole) return null;
        try { return pack(whole.AsSpan(0, length)); }
        finally { ArrayPool<byte>.Shared.Return(whole); }
    }

    public override void Flush() { }
    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
}
