using System.Buffers.Binary;
using Storefront.Catalog.Pictures;
using Storefront.Contracts;

namespace Storefront.Tests.Catalog;

public sealed class PictureTests
{
    const string Where = "GPS 28.93N 99.80E";

    public static TheoryData<string> Kinds => new("jpeg", "png", "webp");

    static byte[] Make(string kind, int width = 320, int height = 240) =>
        kind switch { "jpeg" => Samples.Jpeg(width, height, Where), "png" => Samples.Png(width, height, Where), _ => Samples.Webp(width, height, Where) };

    static string CodeOf(Action act) => Should.Throw<Refusal>(act).Code;

    [Theory, MemberData(nameof(Kinds))]
    public void A_picture_is_known_by_its_content_and_keeps_its_size(string kind)
    {
        var picture = Picture.Drawn(Make(kind));
        (picture.Type, picture.Width, picture.Height).ShouldBe(($"image/{kind}", 320, 240));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void What_tells_of_place_and_camera_is_gone_and_the_rest_still_is_a_picture(string kind)
    {
        var file = Make(kind);
        Text(file).ShouldContain(Where);
        var kept = Picture.Drawn(file);
        Text(kept.Bytes).ShouldNotContain("GPS");
        Text(kept.Bytes).ShouldNotContain("xmp");
        var again = Picture.Drawn(kept.Bytes);
        (again.Width, again.Height).ShouldBe((320, 240));
        again.Bytes.ShouldBe(kept.Bytes);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_file_that_ends_early_is_refused_wherever_it_ends(string kind)
    {
        var file = Make(kind);
        for (var length = 0; length < file.Length; length++) CodeOf(() => Picture.Drawn(file[..length])).ShouldBe("photo-not-a-picture", $"{length} of {file.Length} bytes");
    }

    [Theory, MemberData(nameof(Kinds))]
    public void What_a_browser_drew_has_nothing_behind_its_end(string kind) =>
        CodeOf(() => Picture.Drawn([.. Make(kind), .. "<script>alert(1)</script>"u8])).ShouldBe("photo-not-a-picture");

    [Fact]
    public void What_a_camera_hangs_behind_its_picture_is_cut_off()
    {
        var kept = Picture.Original([.. Make("jpeg"), .. "a film"u8]);
        Text(kept.Bytes).ShouldNotContain("film");
    }

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>")]
    [InlineData("<?xml version=\"1.0\"?><svg/>")]
    [InlineData("GIF89a")]
    [InlineData("just text")]
    [InlineData("%PDF-1.7")]
    [InlineData("")]
    public void What_is_no_photo_is_refused(string file) => CodeOf(() => Picture.Original(System.Text.Encoding.UTF8.GetBytes(file))).ShouldBe("photo-not-a-picture");

    [Theory, MemberData(nameof(Kinds))]
    public void A_side_too_long_is_refused(string kind)
    {
        CodeOf(() => Picture.Drawn(Make(kind, 4097, 10))).ShouldBe("photo-too-big");
        Picture.Original(Make(kind, 8192, 10)).Width.ShouldBe(8192);
        CodeOf(() => Picture.Original(Make(kind, 8193, 10))).ShouldBe("photo-too-big");
    }

    [Fact]
    public void A_file_too_heavy_is_refused() => CodeOf(() => Picture.Drawn(new byte[400_001])).ShouldBe("photo-too-big");

    [Fact]
    public void A_photo_that_was_held_sideways_stays_upright()
    {
        var kept = Picture.Original(Samples.Jpeg(400, 300, Where, turn: 6)).Bytes;
        Text(kept).ShouldNotContain("GPS");
        kept[2..4].ShouldBe((byte[])[0xFF, 0xE1]);
        kept[4 + 2 + 6 + 8 + 2 + 9].ShouldBe((byte)6);
        Picture.Original(kept).Bytes.ShouldBe(kept);
    }

    [Fact]
    public void An_animation_is_refused()
    {
        CodeOf(() => Picture.Drawn(Samples.Png(10, 10, Where, animated: true))).ShouldBe("photo-not-a-picture");
        CodeOf(() => Picture.Drawn(Samples.Webp(10, 10, Where, animated: true))).ShouldBe("photo-not-a-picture");
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Whatever_is_changed_in_a_file_it_is_kept_or_refused_and_nothing_else(string kind)
    {
        var random = new Random(20261111);
        var (kept, refused) = (0, 0);
        for (var file = 0; file < 3400; file++)
        {
            var bytes = Make(kind);
            for (var changes = random.Next(1, 6); changes > 0; changes--)
                switch (random.Next(4))
                {
                    case 0: bytes[random.Next(bytes.Length)] = (byte)random.Next(256); break;
                    case 1: bytes[random.Next(Math.Min(64, bytes.Length))] ^= (byte)(1 << random.Next(8)); break;
                    case 2: bytes = [.. bytes[..random.Next(bytes.Length)], .. Enumerable.Range(0, random.Next(8)).Select(_ => (byte)random.Next(256)),
                        .. bytes[random.Next(bytes.Length)..]]; break;
                    default: if (bytes.Length > 4) BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(random.Next(bytes.Length - 4)), uint.MaxValue >> random.Next(32)); break;
                }
            try
            {
                var picture = random.Next(2) == 0 ? Picture.Drawn(bytes) : Picture.Original(bytes);
                Picture.Original(picture.Bytes).Width.ShouldBe(picture.Width);
                kept++;
            }
            catch (Refusal) { refused++; }
        }
        kept.ShouldBeGreaterThan(20);
        refused.ShouldBeGreaterThan(20);
    }

    static string Text(byte[] file) => System.Text.Encoding.Latin1.GetString(file);
}
