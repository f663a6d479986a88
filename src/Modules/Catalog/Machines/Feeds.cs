using System.Globalization;
using System.Xml;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Storefront.Catalog.Cards;
using Storefront.Contracts;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Machines;

/// <summary>
/// The product feed of each language (Google Merchant's RSS), as a file that is written anew when somebody asks and it is older than ten minutes: neither the
/// rows nor the feed of a hundred thousand listings stand in memory, and however often it is fetched, the database is asked once.
/// </summary>
internal sealed class Feeds(IServiceScopeFactory scopes, IStringLocalizer<Words> words, PublicAddress address, TimeProvider clock) : IDisposable
{
    static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);
    const string Merchant = "http://base.google.com/ns/1.0";

    readonly string folder = Directory.CreateTempSubdirectory("storefront-feeds-").FullName;
    readonly Dictionary<string, DateTimeOffset> writtenAt = new(StringComparer.Ordinal);
    readonly SemaphoreSlim oneAtATime = new(1, 1);

    /// <summary>Open: the next writing takes its place and not its bytes.</summary>
    public async Task<FileStream> Open(string language, CancellationToken ct)
    {
        var file = Path.Combine(folder, $"{language}.xml");
        await oneAtATime.WaitAsync(ct);
        try
        {
            var now = clock.GetUtcNow();
            if (!writtenAt.TryGetValue(language, out var at) || now - at >= Kept)
            {
                await Write($"{file}.new", language, ct);
                File.Move($"{file}.new", file, overwrite: true);
                writtenAt[language] = now;
            }
            return File.OpenRead(file);
        }
        finally { oneAtATime.Release(); }
    }

    async Task Write(string file, string language, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var shop = scope.ServiceProvider.GetRequiredService<IMediator>();
        await using var stream = File.Create(file);
        await using var xml = XmlWriter.Create(stream, new() { Async = true, CheckCharacters = false });
        xml.WriteStartElement("rss");
        xml.WriteAttributeString("version", "2.0");
        xml.WriteAttributeString("xmlns", "g", null, Merchant);
        xml.WriteStartElement("channel");
        xml.WriteElementString("title", Languages.In(Languages.Spoken(language), () => words["home.title"].Value));
        xml.WriteElementString("link", $"{address.Everywhere}/{language}");
        xml.WriteElementString("description", Languages.In(Languages.Spoken(language), () => words["home.description"].Value));
        for (string? after = null; ;)
        {
            var goods = await shop.Send(new ListFeed(after), ct);
            foreach (var one in goods)
                foreach (var pack in one.Packs) Item(xml, one, pack, language);
            await xml.FlushAsync();
            if (goods.Count < ListFeed.AtOnce) break;
            after = goods[^1].Slug;
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>A pack, by the fields of Google's product data specification. A campaign's price stands beside the usual one.</summary>
    void Item(XmlWriter xml, FeedGoods goods, Pack pack, string language)
    {
        var site = address.Everywhere;
        xml.WriteStartElement("item");
        Say("id", ForMachines.Sku(pack));
        Say("item_group_id", goods.Slug, 50);
        Say("title", $"{goods.Name.In(language)} {pack.Name.In(language)}", 150);
        Say("description", goods.Summary.In(language), 5000);
        Say("link", $"{site}/{language}/p/{goods.Slug}?v={pack.Slug}");
        foreach (var (i, stem) in goods.Photos.Take(11).Index()) Say(i == 0 ? "image_link" : "additional_image_link", Photo(stem));
        Say("availability", pack.SoldOut ? "out_of_stock" : "in_stock");
        Say("price", Yuan(pack.ListPrice));
        if (pack is { Was: not null, Offer: { } offer })
        {
            Say("sale_price", Yuan(offer.Price));
            Say("sale_price_effective_date", $"{Show.Machine(clock.GetUtcNow().UtcDateTime)}/{Show.Machine(offer.EndsAt)}");
        }
        if (pack.Voucher is null)
        {
            Say("unit_pricing_measure", Kilograms(pack.Net));
            Say("unit_pricing_base_measure", "1 kg");
            Say("shipping_weight", Kilograms(pack.Gross));
        }
        Say("brand", goods.Producer.In(language), 70);
        Say("condition", "new");
        Say("identifier_exists", "no");
        Say("product_type", goods.Category.In(language));
        Say("size", pack.Name.In(language), 100);
        xml.WriteEndElement();

        void Say(string name, string value, int atMost = int.MaxValue) => xml.WriteElementString("g", name, Merchant, Plain(value, atMost));
        string Photo(string stem) => site + Found.Sharing(stem);
        static string Yuan(Money money) => $"{ForMachines.Amount(money)} {Money.Currency}";
        static string Kilograms(Mass mass) => string.Create(CultureInfo.InvariantCulture, $"{mass.Kilograms:0.###} kg");
    }

    /// <summary>Without the characters that XML cannot carry, else one name that has one would silence the feed; cut where a character ends.</summary>
    public static string Plain(string text, int atMost = int.MaxValue)
    {
        var plain = new System.Text.StringBuilder(Math.Min(text.Length, atMost));
        foreach (var rune in text.EnumerateRunes())
        {
            if (plain.Length + rune.Utf16SequenceLength > atMost) break;
            if (!rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value)) plain.Append(rune);
        }
        return plain.ToString();
    }

    public void Dispose()
    {
        oneAtATime.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
