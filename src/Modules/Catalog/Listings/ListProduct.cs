using System.Globalization;
using System.Security.Cryptography;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Storefront.Catalog.Pictures;
using Storefront.Catalog.Revisions;
using Storefront.Catalog.Search;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Listings;

/// <summary>A farmer, or a service point for one, puts a harvest on sale. What a service point lists is live at once; a farmer's own is read first.</summary>
/// <param name="FormId">Made by the form, so that a second press lists nothing twice.</param>
/// <param name="Kilograms">The whole harvest.</param>
/// <param name="BoxKilograms">Net, of one box.</param>
/// <param name="Boxes">Null for as many as the harvest fills.</param>
/// <param name="Price">Yuan for one box.</param>
/// <param name="Photos">At least one; the first is the one on cards.</param>
/// <param name="Language">The language it is written in.</param>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record ListProduct(
    Guid FormId, Guid ProducerId, string Category, string Name, string? About, DateOnly? PickedOn, decimal? Kilograms, decimal? BoxKilograms, decimal? Boxes, decimal? Price,
    IReadOnlyList<PhotoSent> Photos, string Language) : ICommand<string>, IForProducer
{
    /// <summary>Of the form and what it says: whoever goes back, changes it and presses again lists something else.</summary>
    public Guid ListingId => Seeds.Id(string.Create(CultureInfo.InvariantCulture,
        $"{FormId}/{ProducerId}/{Category}/{Name.Trim()}/{About?.Trim()}/{PickedOn:O}/{Kilograms}/{BoxKilograms}/{Boxes}/{Price}"));
}

internal sealed class ListProductRules : AbstractValidator<ListProduct>
{
    public ListProductRules(TimeProvider clock, CatalogSettings settings)
    {
        RuleFor(l => l.Photos).Must(photos => photos.Any(p => !p.IsNone)).WithMessage("photo-missing").OverridePropertyName("photo");
        // A form names its fields its own way; messages are codes of sentences.
        RuleFor(l => l.Name).Must(name => !string.IsNullOrWhiteSpace(name)).WithMessage("name-missing").AtMost(60).WithMessage("name-too-long").OverridePropertyName("name");
        RuleFor(l => l.About).AtMost(1000).WithMessage("about-too-long").OverridePropertyName("about");
        RuleFor(l => l.PickedOn).Must(day => Harvests.IsDay(day, clock)).WithMessage("picked-on-wrong").OverridePropertyName("picked");
        RuleFor(l => l.Kilograms).Must(Harvests.IsMass).WithMessage("kilograms-wrong").OverridePropertyName("kilograms");
        RuleFor(l => l.BoxKilograms).Must(Harvests.IsBox).WithMessage("box-wrong").OverridePropertyName("box");
        RuleFor(l => l.Boxes).Must(Harvests.IsBoxes).WithMessage("boxes-wrong").OverridePropertyName("boxes");
        RuleFor(l => l.Price).Must(Typed.IsPrice).WithMessage("price-wrong").OverridePropertyName("price");
        RuleFor(l => l).Custom((asked, found) =>
        {
            if (!Harvests.IsBox(asked.BoxKilograms)) return;
            var net = Harvests.Grams(asked.BoxKilograms);
            if (Harvests.IsMass(asked.Kilograms) && Harvests.IsBoxes(asked.Boxes) && Harvests.OverHarvest(asked.Boxes, net, Harvests.Grams(asked.Kilograms), "boxes") is { } over) found.AddFailure(over);
            if (Typed.IsPrice(asked.Price) && PriceOf(asked) < settings.FloorOf(net))
                found.AddFailure(new Refusal("price-below-floor", field: "price", arguments: [settings.FloorOf(net), settings.FloorPerKilogram]));
        });
    }

    internal static Money PriceOf(ListProduct asked) => new((long)Math.Round(asked.Price!.Value * 100));
}

internal sealed class ListProductHandler(StoreDb db, IMediator shop, Caller caller, TimeProvider clock, IStringLocalizer<Words> words)
    : IRequestHandler<ListProduct, string>
{
    public async Task<string> Handle(ListProduct asked, CancellationToken ct)
    {
        var producer = await db.Producers.AsNoTracking().Where(p => p.Id == asked.ProducerId).Select(p => new { p.Slug, p.Name }).SingleOrDefaultAsync(ct)
            ?? throw new Refusal("not-found", RefusalKind.NotFound);
        if (!await db.Categories.AnyAsync(c => c.Slug == asked.Category && c.Slug != Listing.VoucherShelf, ct)) throw new Refusal("category-unknown", field: "category");
        var (harvest, net) = (Harvests.Grams(asked.Kilograms), Harvests.Grams(asked.BoxKilograms));
        var boxes = Harvests.Boxes(asked.Boxes, net, harvest, "boxes");
        var (goodsClass, shelfLife) = Keeping(asked.Category);
        var name = In(asked.Language, asked.Name.Trim());
        var about = string.IsNullOrWhiteSpace(asked.About) ? name : In(asked.Language, asked.About.Trim());
        var listing = new Listing
        {
            Id = asked.ListingId, Slug = NewSlug(producer.Slug, asked.Name), ProducerId = asked.ProducerId, Category = asked.Category, Name = name, Summary = about,
            Description = about, Facts = [], GoodsClass = goodsClass, ShelfLifeDays = shelfLife,
            State = caller.MustBeRead() ? ListingState.Submitted : ListingState.Live, ListedAt = clock.GetUtcNow().UtcDateTime,
            ActedBy = caller.PersonId, ActedFor = asked.ProducerId,
        };
        // Of two presses at once the second waits here for the first.
        if (await db.InsertMissing([listing], ct) == 0)
            return await db.Listings.Where(l => l.Id == listing.Id).Select(l => l.Slug).SingleAsync(ct);

        var stems = await db.KeepPhotos(asked.Photos, ct);
        if (stems.Count > AddPhotos.AtMost) throw new Refusal("photos-too-many", field: "photo", arguments: [AddPhotos.AtMost]);
        var variant = new Variant
        {
            Id = Guid.CreateVersion7(), ListingId = listing.Id, Slug = $"{net.Grams}g", Name = InAll(() => words["listing.pack", Show.Kilograms(net)]),
            Grade = InAll(() => words["listing.grade"]),
            Net = net, Gross = Harvests.Gross(net), Price = ListProductRules.PriceOf(asked), Available = boxes, Position = 0,
        };
        db.AddRange(stems.Select((stem, i) => new Photo { ListingId = listing.Id, Position = i, Stem = stem, Alt = name }));
        db.AddRange(variant, Harvests.Lot(listing.Id, asked.PickedOn!.Value, harvest, shelfLife));
        if (listing.State == ListingState.Submitted)
        {
            db.Add(new Revision { Id = Guid.CreateVersion7(), ListingId = listing.Id, ProducerId = asked.ProducerId, Kind = RevisionKind.Listing,
                State = RevisionState.Submitted, At = listing.ListedAt, ActedBy = caller.Person });
            return listing.Slug;
        }
        db.Tell(new ListingPublished(listing.Id, asked.ProducerId, listing.Slug, name, producer.Name, [new(variant.Id, variant.Slug, variant.Name)]));
        await shop.Send(new IndexListing(listing.Id), ct);
        return listing.Slug;
    }

    internal static Text In(string language, string text) => Text.Written(language, new Dictionary<string, string>(StringComparer.Ordinal) { [language] = text });

    internal static Text InAll(Func<LocalizedString> say) => new(Languages.In("zh", say), Languages.In("en", say), Languages.In("fr", say));

    static (string GoodsClass, int ShelfLifeDays) Keeping(string category) => category switch
    {
        "fruit" or "mushrooms" => ("fresh", 45),
        "honey-dairy" => ("dairy", 120),
        _ => ("dry", 365),
    };

    /// <summary>Latin, short, and nobody else's: the words that are Latin, then five characters of chance.</summary>
    internal static string NewSlug(string producer, string name)
    {
        var latin = Latin(name);
        return $"{producer}-{latin}{(latin.Length > 0 ? "-" : "")}{RandomNumberGenerator.GetString("23456789abcdefghjkmnpqrstuvwxyz", 5)}";
    }

    /// <summary>The words of a name that are Latin, joined and no longer than an address bears; empty where there are none.</summary>
    internal static string Latin(string name)
    {
        var latin = string.Join('-', name.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(w => string.Concat(w.Where(char.IsAsciiLetterOrDigit))).Where(w => w.Length > 0));
        return latin.Length > 40 ? latin[..40].TrimEnd('-') : latin;
    }
}
