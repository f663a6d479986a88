using System.Text.Json;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Village;

/// <summary>village.json as it is written: the demo village's producers, goods and harvests.</summary>
internal sealed record VillageFile(IReadOnlyList<VillageCategory> Categories, IReadOnlyList<VillagePlace> Villages, IReadOnlyList<VillageProducer> Producers,
    IReadOnlyList<VillageListing> Listings)
{
    public static VillageFile Read()
    {
        using var file = typeof(VillageFile).Assembly.GetManifestResourceStream("village.json")!;
        return JsonSerializer.Deserialize<VillageFile>(file, Json.Compact)!;
    }
}

/// <param name="TaxRate">In hundredths of a per cent.</param>
internal sealed record VillageCategory(string Slug, Text Name, string Picture, int TaxRate = 0);
internal sealed record VillagePlace(string Place, Text Story, string Picture, Text Alt);
internal sealed record VillageProducer(string Slug, Text Name, bool Fictional, string Place, Text Household, int? Since, Text Story, Text? Quote, string Picture, Text Alt);
internal sealed record VillageListing(
    string Slug, string Producer, string Category, Text Name, Text Summary, Text Description, IReadOnlyList<KeyFact> Facts, Text? Keeping,
    string GoodsClass, int ShelfLifeDays, IReadOnlyList<VillagePicture> Pictures, IReadOnlyList<VillageVariant> Variants, IReadOnlyList<VillageLot> Lots);
internal sealed record VillagePicture(string Name, Text Alt);
/// <param name="Valid">Of a voucher the days from the planting to its first day and to its last.</param>
internal sealed record VillageVariant(string Slug, Text Name, Text Grade, long NetGrams, long GrossGrams, long PriceFen, int Boxes, IReadOnlyList<int>? Valid = null);
internal sealed record VillageLot(int HarvestedDaysAgo, long Grams);
