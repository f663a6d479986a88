using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Platform.Web;
using Storefront.Tests.Fixture;
using Storefront.Web;

namespace Storefront.Tests.Platform;

/// <summary>Whatever a page holds, unpacked it is the page again; and only what is kept or read on the road is packed dearly.</summary>
public sealed class PackingTests(SqliteShop shop) : IClassFixture<SqliteShop>
{
    const string Site = "body{margin:0;color:#123}", Goods = "img{width:100%}", Lists = "li{margin:0}", Road = "svg{height:7rem}", Staff = "table{width:100%}", Steps = "ol{display:flex}";
    readonly PackedPages pages = new(new(Site, Goods, Lists, Staff, Road, Steps));

    [Fact]
    public void A_page_with_the_shops_style_unpacks_to_itself_first_and_later()
    {
        foreach (var style in (string[])[Site + Goods, Site + Goods + Lists, Site + Goods + Lists + Staff, Site + Goods + Lists + Steps, Site + Steps + Road, Site + Goods + ".own{left:7px}", "", "p{}"])
            foreach (var words in (string[])["苹果", "", new('x', 100_000)])
            {
                var page = $"<!doctype html><html lang=\"zh-Hans\"><style>{style}</style><p>{words}</p>";
                Unpacked(page).ShouldBe(page);
                Unpacked(page).ShouldBe(page, "its beginning is known now");
            }
    }

    [Fact]
    public void Any_bytes_unpack_to_themselves() => Prop.ForAll<byte[], string>((bytes, words) =>
    {
        byte[] page = [.. Encoding.UTF8.GetBytes($"<style>{Site + Goods}</style>{words}"), .. bytes];
        return Unpack(Pack(page)).SequenceEqual(page) && Unpack(Pack(bytes)).SequenceEqual(bytes);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_follows_a_known_beginning_may_be_nothing() => Unpacked($"<style>{Site + Goods}</style>"[..^8] + "</style>").ShouldEndWith("</style>");

    [Theory]
    [InlineData("/zh", "gzip, br", "br", "kept for everybody")]
    [InlineData("/zh/basket", "gzip, br", "gzip", "packed for one")]
    [InlineData("/zh/basket", "gzip;q=0, br", "br", "who takes no gzip gets none")]
    public async Task A_page_is_packed_by_how_often_it_is_read(string path, string accepted, string packing, string why)
    {
        using var client = shop.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        answer.Content.Headers.ContentEncoding.ShouldBe([packing], why);
    }

    /// <summary>The journeys measure the pages of the budgets in Chinese; goods with more sizes, and longer words, must fit as well.</summary>
    [Theory, InlineData("zh"), InlineData("en"), InlineData("fr")]
    public async Task Every_product_page_with_its_style_is_at_most_twelve_kilobytes_on_the_wire(string language)
    {
        using var client = shop.Client();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Encoding", "gzip, br");
        var slugs = await shop.Db(db => db.Listings.Where(l => l.State == ListingState.Live).Select(l => l.Slug).ToListAsync());
        slugs.Count.ShouldBeGreaterThan(30);
        foreach (var slug in slugs)
        {
            using var answer = await client.GetAsync($"/{language}/p/{slug}", TestContext.Current.CancellationToken);
            var headers = answer.Headers.Concat(answer.Content.Headers).Sum(h => h.Value.Sum(v => h.Key.Length + v.Length + 4));
            (headers + (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length).ShouldBeLessThanOrEqualTo(12 * 1024, slug);
        }
    }

    string Unpacked(string page) => Encoding.UTF8.GetString(Unpack(Pack(Encoding.UTF8.GetBytes(page))));

    byte[] Pack(byte[] page)
    {
        using var output = new MemoryStream();
        using (var packing = pages.CreateStream(output))
            foreach (var part in page.Chunk(4096)) packing.Write(part);
        return output.ToArray();
    }

    static byte[] Unpack(byte[] packed)
    {
        using var unpacked = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress)) gzip.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
