using Microsoft.Extensions.Localization;
using Storefront.Catalog.Vouchers;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Village;

internal sealed class PlantVillage(CatalogSettings settings, IStringLocalizer<Words> words) : ISeed
{
    public string Name => "catalog/village";
    public int Order => 10;
    public bool DemoOnly => true;

    public async Task Plant(StoreDb db, DateTime now, CancellationToken ct)
    {
        var village = VillageFile.Read();
        var today = ChinaTime.Day(now);
        DateOnly? Day(VillageVariant variant, int which) => variant.Valid is { } days ? today.AddDays(days[which]) : null;
        Text Name(VillageVariant variant) => Day(variant, 0) is { } day && day == Day(variant, 1) ? Dated.Name(variant.Grade, day, words) : variant.Name;
        await db.InsertMany(village.Producers.Select(p => new Producer
        {
            Id = Seeds.Id($"producer/{p.Slug}"), Slug = p.Slug, Name = p.Name, Fictional = p.Fictional, Place = p.Place, Household = p.Household,
            Since = p.Since, Story = p.Story, Quote = p.Quote, Picture = $"/pictures/{p.Picture}", Alt = p.Alt,
            // Nobody made up minds it; whoever is real has not been asked.
            ShowsSold = p.Fictional,
        }).ToList(), ct);
        await db.InsertMany(village.Villages.Select(v => new VillageTold { Place = v.Place, Story = v.Story, Picture = $"/pictures/{v.Picture}", Alt = v.Alt }).ToList(), ct);
        await db.InsertMany(village.Listings.Select((l, i) => new Listing
        {
            Id = Id(l), Slug = l.Slug, ProducerId = Seeds.Id($"producer/{l.Producer}"), Category = l.Category, Name = l.Name, Summary = l.Summary,
            Description = l.Description, Keeping = l.Keeping, Facts = l.Facts, GoodsClass = l.GoodsClass, ShelfLifeDays = l.ShelfLifeDays,
            // Newest first is how goods are shown: so they stand in the file's order.
            State = ListingState.Live, ListedAt = now.AddMinutes(-i), ActedFor = Seeds.Id($"producer/{l.Producer}"),
        }).ToList(), ct);
        await db.InsertMany(village.Listings.SelectMany(l => l.Pictures.Select((p, i) => new Photo
        {
            ListingId = Id(l), Position = i, Stem = $"/pictures/{p.Name}", Alt = p.Alt,
        })).ToList(), ct);
        await db.InsertMany(village.Listings.SelectMany(l => l.Variants.Select((v, i) => new Variant
        {
            Id = Seeds.Id($"variant/{l.Slug}/{v.Slug}"), ListingId = Id(l), Slug = v.Slug, Name = Name(v), Grade = v.Grade, Net = new(v.NetGrams),
            Gross = new(v.GrossGrams), Price = new(v.PriceFen), Available = v.Boxes, Position = i,
            ValidFrom = Day(v, 0), ValidUntil = Day(v, 1), BackUntil = v.Valid is null ? null : settings.BackUntil(Day(v, 0)!.Value, Day(v, 1)!.Value),
        })).ToList(), ct);
        await db.InsertMany(village.Listings.SelectMany(l => l.Lots.Select((lot, i) => new Lot
        {
            Id = Seeds.Id($"lot/{l.Slug}/{i}"), ListingId = Id(l), HarvestedOn = today.AddDays(-lot.HarvestedDaysAgo), Mass = new(lot.Grams),
            Allocated = Mass.Zero, BestBefore = today.AddDays(l.ShelfLifeDays - lot.HarvestedDaysAgo),
        })).ToList(), ct);
        var producers = village.Producers.ToDictionary(p => p.Slug, p => p.Name, StringComparer.Ordinal);
        foreach (var listing in village.Listings)
            db.Tell(new ListingPublished(Id(listing), Seeds.Id($"producer/{listing.Producer}"), listing.Slug, listing.Name, producers[listing.Producer],
                [.. listing.Variants.Select(v => new VariantPublished(Seeds.Id($"variant/{listing.Slug}/{v.Slug}"), v.Slug, Name(v)))]));
    }

    static Guid Id(VillageListing listing) => Seeds.Id($"listing/{listing.Slug}");
}
