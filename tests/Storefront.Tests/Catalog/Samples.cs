using System.Buffers.Binary;
using System.Text;

namespace Storefront.Tests.Catalog;

/// <summary>Small files that are built as the formats say, with metadata that must not survive.</summary>
internal static class Samples
{
    /// <param name="heavy">So many bytes more of the picture itself.</param>
    public static byte[] Jpeg(int width, int height, string where, int turn = 1, int heavy = 0)
    {
        byte[] exif = [.. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)turn, 0, 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(where)];
        byte[] frame = [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0];
        return
        [
            0xFF, 0xD8,
            .. Segment(0xE0, [.. "JFIF\0"u8, 1, 2, 0, 0, 1, 0, 1, 0, 0]),
            .. Segment(0xE1, exif),
            .. Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>"u8]),
            .. Segment(0xFE, Encoding.ASCII.GetBytes($"comment {where}")),
            .. Segment(0xDB, [0, .. Enumerable.Repeat((byte)1, 64)]),
            .. Segment(0xC0, frame),
            .. Segment(0xC4, [0, .. new byte[16], 0]),
            .. Segment(0xDA, [1, 1, 0, 0, 63, 0]),
            1, 2, 3, 0xFF, 0x00, 4, 0xFF, 0xD0, 5, 6, .. new byte[heavy],
            0xFF, 0xD9,
        ];
    }

    static byte[] Segment(byte marker, byte[] body) => [0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body];

    public static byte[] Png(int width, int height, string where, bool animated = false)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        return
        [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A,
            .. Chunk("IHDR", header), .. animated ? Chunk("acTL", new byte[8]) : [], .. Chunk("sRGB", [0]), .. Chunk("tEXt", Encoding.ASCII.GetBytes($"Comment\0{where}")),
            .. Chunk("eXIf", Encoding.ASCII.GetBytes(where)), .. Chunk("IDAT", [1, 2, 3, 4]), .. Chunk("IEND", []),
        ];
    }

    static byte[] Chunk(string name, byte[] body)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, body.Length);
        return [.. length, .. Encoding.ASCII.GetBytes(name), .. body, 0, 0, 0, 0];
    }

    public static byte[] Webp(int width, int height, string where, bool animated = false)
    {
        byte[] extended = [(byte)(0x08 | 0x04 | (animated ? 0x02 : 0)), 0, 0, 0, .. Three(width - 1), .. Three(height - 1)];
        byte[] picture = [0x10, 0, 0, 0x9D, 0x01, 0x2A, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 1, 2, 3];
        byte[] chunks =
        [
            .. Riff("VP8X", extended), .. animated ? Riff("ANIM", new byte[6]) : [], .. Riff("VP8 ", picture),
            .. Riff("EXIF", Encoding.ASCII.GetBytes(where)), .. Riff("XMP ", Encoding.ASCII.GetBytes("<x:xmpmeta/>")),
        ];
        var size = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(size, chunks.Length + 4);
        return [.. "RIFF"u8, .. size, .. "WEBP"u8, .. chunks];
    }

    static byte[] Three(int number) => [(byte)number, (byte)(number >> 8), (byte)(number >> 16)];

    static byte[] Riff(string name, byte[] body)
    {
        var size = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(size, body.Length);
        return [.. Encoding.ASCII.GetBytes(name), .. size, .. body, .. new byte[body.Length & 1]];
    }
}
