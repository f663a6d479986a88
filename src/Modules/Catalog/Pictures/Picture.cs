using System.Buffers.Binary;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;

namespace Storefront.Catalog.Pictures;

/// <summary>A photo as it may be kept and shown: JPEG, PNG or WebP by its content, without metadata, and nothing else in the file.</summary>
internal sealed record Picture(string Type, int Width, int Height, byte[] Bytes)
{
    /// <summary>Bytes of what is shown to everybody; an original above it waits for a browser that shrinks it.</summary>
    public const int ShownAtMost = 400_000;

    /// <summary>What a browser has drawn: anything behind the picture's end is not its doing, and refused.</summary>
    public static Picture Drawn(byte[] file) => Read(file, 4096, ShownAtMost, cutRest: false);

    /// <summary>What a camera wrote, where no script could shrink it. Phones append films and depth maps; those are cut off with the other metadata.</summary>
    public static Picture Original(byte[] file) => Read(file, 8192, PhotoSent.AtMost, cutRest: true);

    /// <summary>Of the same proportions, but for what rounding does: a picture that was drawn of another is no other picture. Upright or not: a camera writes how it
    /// was held beside the picture, and a browser turns it.</summary>
    public bool Alike(Picture other) => Near(other.Width, other.Height) || Near(other.Height, other.Width);
    bool Near(double width, double height) => Math.Abs(Width * height / width - Height) <= Math.Max(1.5, Height * 0.02);

    static Picture Read(byte[] file, int side, int bytes, bool cutRest)
    {
        if (file.Length > bytes) throw new Refusal("photo-too-big", field: "photo");
        var picture = (file is [0xFF, 0xD8, ..] ? JpegFile.Read(file, cutRest)
            : file is [0x89, 0x50, 0x4E, 0x47, ..] ? PngFile.Read(file, cutRest) : file is [0x52, 0x49, 0x46, 0x46, ..] ? WebpFile.Read(file) : null)
            ?? throw new Refusal("photo-not-a-picture", field: "photo");
        if (picture.Width is 0 || picture.Height is 0) throw new Refusal("photo-not-a-picture", field: "photo");
        if (picture.Width > side || picture.Height > side) throw new Refusal("photo-too-big", field: "photo");
        return picture;
    }
}

/// <summary>ISO 10918-1: segments up to the scan, the scan's bytes, then more segments or the end.</summary>
internal static class JpegFile
{
    public static Picture? Read(ReadOnlySpan<byte> file, bool cutRest)
    {
        using var kept = new MemoryStream(file.Length);
        kept.Write(file[..2]);
        var (width, height, turn, scans) = (0, 0, 1, 0);
        var at = 2;
        while (true)
        {
            if (at + 2 > file.Length || file[at] != 0xFF) return null;
            var marker = file[at + 1];
            if (marker == 0xFF) { at++; continue; }         // fill bytes
            if (marker == 0xD9)
            {
                if (scans == 0 || width == 0 || (!cutRest && at + 2 != file.Length)) return null;
                kept.Write(file.Slice(at, 2));
                return new("image/jpeg", width, height, Upright(kept.ToArray(), turn));
            }
            if (marker is 0 or 0x01 or (>= 0xD0 and <= 0xD8) || at + 4 > file.Length) return null;
            var length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (length < 2 || at + 2 + length > file.Length) return null;
            var segment = file.Slice(at, 2 + length);
            var body = segment[4..];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                if (body.Length < 6 || width != 0) return null;
                (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(body[1..]), BinaryPrimitives.ReadUInt16BigEndian(body[3..]));
                if (width == 0 || height == 0) return null;
            }
            if (marker == 0xE1 && body.StartsWith("Exif\0\0"u8)) turn = TurnOf(body[6..]);
            if (IsKept(marker, body)) kept.Write(segment);
            at += segment.Length;
            if (marker != 0xDA) continue;

            if (width == 0) return null;
            scans++;
            var begin = at;
            while (at + 1 < file.Length && !(file[at] == 0xFF && file[at + 1] is not (0 or (>= 0xD0 and <= 0xD7)))) at++;
            if (at + 1 >= file.Length) return null;
            kept.Write(file[begin..at]);
        }
    }

    /// <summary>Colours stay (ICC, Adobe), what tells of camera, place and person goes (Exif, XMP, comments, previews).</summary>
    static bool IsKept(byte marker, ReadOnlySpan<byte> body) => marker switch
    {
        0xE0 => body.StartsWith("JFIF\0"u8),
        0xE2 => body.StartsWith("ICC_PROFILE\0"u8),
        0xEE => body.StartsWith("Adobe"u8),
        0xFE or (>= 0xE1 and <= 0xEF) => false,
        _ => true,
    };

    /// <summary>How the camera was held: Exif tag 0x0112, the one thing of Exif that the picture is wrong without.</summary>
    static int TurnOf(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8) return 1;
        var little = tiff[0] == 'I';
        var begin = little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (begin + 2 > tiff.Length) return 1;
        var count = Short(tiff[(int)begin..], little);
        for (var i = 0; i < count; i++)
        {
            var at = (int)begin + 2 + i * 12;
            if (at + 12 > tiff.Length) return 1;
            if (Short(tiff[at..], little) == 0x0112) return Short(tiff[(at + 8)..], little) is >= 1 and <= 8 and var turn ? turn : 1;
        }
        return 1;

        static int Short(ReadOnlySpan<byte> bytes, bool little) => little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
    }

    static byte[] Upright(byte[] jpeg, int turn) => turn == 1 ? jpeg :
    [
        .. jpeg.AsSpan(0, 2), 0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1,
        0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)turn, 0, 0, 0, 0, 0, 0, .. jpeg.AsSpan(2),
    ];
}

/// <summary>RFC 2083: chunks from IHDR to IEND.</summary>
internal static class PngFile
{
    static readonly HashSet<string> Kept = new(StringComparer.Ordinal) { "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT" };

    public static Picture? Read(ReadOnlySpan<byte> file, bool cutRest)
    {
        if (file.Length < 33 || !file.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return null;
        using var kept = new MemoryStream(file.Length);
        kept.Write(file[..8]);
        var (width, height, pixels) = (0u, 0u, false);
        for (var at = 8; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - 12) return null;
            var chunk = file.Slice(at, (int)length + 12);
            var name = System.Text.Encoding.ASCII.GetString(chunk.Slice(4, 4));
            if ((name == "IHDR") != (at == 8) || name == "acTL") return null;
            if (name == "IHDR")
            {
                if (length != 13) return null;
                (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(chunk[8..]), BinaryPrimitives.ReadUInt32BigEndian(chunk[12..]));
                if (width > int.MaxValue || height > int.MaxValue) return null;
            }
            pixels |= name == "IDAT";
            if (Kept.Contains(name)) kept.Write(chunk);
            at += chunk.Length;
            if (name == "IEND") return pixels && (cutRest || at == file.Length) ? new("image/png", (int)width, (int)height, kept.ToArray()) : null;
        }
        return null;
    }
}

/// <summary>RFC 9649: a RIFF file of chunks, each padded to even length.</summary>
internal static class WebpFile
{
    public static Picture? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < 20 || !file[8..].StartsWith("WEBP"u8) || BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) + 8L != file.Length) return null;
        using var kept = new MemoryStream(file.Length);
        kept.Write(file[..12]);
        (int Width, int Height)? size = null;
        var at = 12;
        while (at < file.Length)
        {
            if (at + 8 > file.Length) return null;
            long length = BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]);
            if (length + (length & 1) > file.Length - at - 8) return null;
            var chunk = file.Slice(at, 8 + (int)(length + (length & 1)));
            var body = chunk.Slice(8, (int)length);
            var name = System.Text.Encoding.ASCII.GetString(chunk[..4]);
            at += chunk.Length;
            switch (name)
            {
                case "VP8 " or "VP8L":
                    if (size is not null || (name == "VP8 " ? Lossy(body) : Lossless(body)) is not { } found) return null;
                    size = found;
                    break;
                case "VP8X":
                    const byte animation = 0x02, exif = 0x08, xmp = 0x04;
                    if (chunk.Length != 18 || kept.Length != 12 || (body[0] & animation) != 0) return null;
                    byte[] plain = [.. chunk];
                    plain[8] &= unchecked((byte)~(exif | xmp));
                    kept.Write(plain);
                    continue;
                case "ALPH" or "ICCP": break;
                case "ANIM" or "ANMF": return null;
                default: continue;
            }
            kept.Write(chunk);
        }
        if (size is not { } shown) return null;
        var bytes = kept.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), (uint)bytes.Length - 8);
        return new("image/webp", shown.Width, shown.Height, bytes);
    }

    static (int, int)? Lossy(ReadOnlySpan<byte> body) => body.Length >= 10 && (body[0] & 1) == 0 && body[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])
        ? (BinaryPrimitives.ReadUInt16LittleEndian(body[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(body[8..]) & 0x3FFF) : null;

    static (int, int)? Lossless(ReadOnlySpan<byte> body)
    {
        if (body.Length < 5 || body[0] != 0x2F) return null;
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(body[1..]);
        return ((int)(bits & 0x3FFF) + 1, (int)(bits >> 14 & 0x3FFF) + 1);
    }
}
