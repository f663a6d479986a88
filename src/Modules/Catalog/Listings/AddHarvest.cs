using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog.MyGoods;
using Storefront.Catalog.Search;
using Storefront.Catalog.Stock;
using Storefront.Contracts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Catalog.Listings;

/// <summary>A further harvest of goods that are listed already; with it more boxes of one of their packs are for sale.</summary>
/// <param name="ChangeId">Made by the form, so that a second press adds nothing twice.</param>
/// <param name="Kilograms">The whole harvest.</param>
/// <param name="Boxes">Null for as many as the harvest fills.</param>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record AddHarvest(Guid ChangeId, Guid ProducerId, string Slug, string Pack, DateOnly? PickedOn, decimal? Kilograms, decimal? Boxes) : ICommand<Unit>, IForProducer
{
    /// <summary>Beside the packs of the listing, whose fields are boxes-5000g and the like.</summary>
    public const string Key = "harvest", BoxesField = $"boxes-{Key}";
}

internal sealed class AddHarvestRules : AbstractValidator<AddHarvest>
{
    public AddHarvestRules(TimeProvider clock)
    {
        RuleFor(h => h.PickedOn).Must(day => Harvests.IsDay(day, clock)).WithMessage("picked-on-wrong").OverridePropertyName("picked");
        RuleFor(h => h.Kilograms).Must(Harvests.IsMass).WithMessage("kilograms-wrong").OverridePropertyName("kilograms");
        RuleFor(h => h.Boxes).Must(Harvests.IsBoxes).WithMessage("boxes-wrong").OverridePropertyName(AddHarvest.BoxesField);
    }
}

internal sealed class AddHarvestHandler(StoreDb db, IMediator shop, VariantsKnown known, CatalogSettings settings, Caller caller, TimeProvider clock) : IRequestHandler<AddHarvest, Unit>
{
    public async Task<Unit> Handle(AddHarvest asked, CancellationToken ct)
    {
        var own = db.Listings.AsNoTracking().Where(l => l.Slug == asked.Slug && l.ProducerId == asked.ProducerId && l.GoodsClass != Listing.Voucher && l.State != ListingState.Ended);
        var id = await own.Select(l => (Guid?)l.Id).SingleOrDefaultAsync(ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var packs = await db.Variants.Where(v => v.ListingId == id).Select(v => v.Id).ToListAsync(ct);
        await db.LockRows<Variant>(packs, ct);
        if (await db.ListingChanges.AnyAsync(c => c.Id == asked.ChangeId, ct)) return Unit.Value;

        var listing = await own.SingleOrDefaultAsync(ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var pack = await db.Variants.AsNoTracking().SingleOrDefaultAsync(v => v.ListingId == id && v.Slug == asked.Pack, ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var now = clock.GetUtcNow().UtcDateTime;
        var lot = Harvests.Lot(id, asked.PickedOn!.Value, Harvests.Grams(asked.Kilograms), listing.ShelfLifeDays);
        if (lot.BestBefore < ChinaTime.Day(now)) throw new Refusal("harvest-past", field: "picked", arguments: [lot.BestBefore]);
        var boxes = Harvests.Boxes(asked.Boxes, pack.Net, lot.Mass, AddHarvest.BoxesField);
        await db.InsertMany([lot], ct);

        // By the rule of every change of boxes: all that is for sale and held must be there, with what was short before.
        var typed = new PackTyped(AddHarvest.Key, asked.Slug, pack.Slug, pack.Price.Fen / 100m, pack.Available + boxes, new(pack.Version, pack.Available, pack.Price));
        var refused = (await db.Weigh(asked.ProducerId, [typed], settings, false, ChinaTime.Day(now), ct)).Refused;
        if (refused.Count > 0) throw new ManyRefusals(refused);
        await db.SetEach<Variant>([pack.Id], [("version", new[] { pack.Version + 1 })], ct);
        await db.AddTo<Variant>("available", [(pack.Id, boxes)], ct);
        db.Add(new ListingChange
        {
            Id = asked.ChangeId, ListingId = id, VariantId = pack.Id, Boxes = pack.Available + boxes, PickedOn = lot.HarvestedOn, At = now, ActedBy = caller.Person,
            ActedFor = asked.ProducerId,
        });
        // It is searched by the month of its last harvest.
        await shop.Send(new IndexListing(id), ct);
        db.Afterwards(() => known.Forget(packs));
        return Unit.Value;
    }
}

/// <summary>What is asked of a harvest, the first of a listing or a further one.</summary>
internal static class Harvests
{
    public static bool IsDay(DateOnly? day, TimeProvider clock) => ChinaTime.Day(clock.GetUtcNow().UtcDateTime).DayNumber - day?.DayNumber is >= 0 and <= 730;
    public static bool IsMass(decimal? kilograms) => kilograms is > 0 and <= 100_000;
    /// <summary>Net kilograms of one box.</summary>
    public static bool IsBox(decimal? kilograms) => kilograms is >= 0.05m and <= 30;
    public static bool IsBoxes(decimal? boxes) => boxes is null or ({ Scale: 0 } and >= 1 and <= 1_000_000);

    public static Mass Grams(decimal? kilograms) => new((long)Math.Round(kilograms!.Value * 1000));

    /// <summary>With its box, as far as nobody has weighed it.</summary>
    public static Mass Gross(Mass net) => new(net.Grams * 11 / 10 + 200);

    /// <summary>As many as were asked for, else as many as the harvest fills; never more than it does.</summary>
    public static int Boxes(decimal? asked, Mass net, Mass harvest, string field) => OverHarvest(asked, net, harvest, field) is { } over ? throw over : Count(asked, net, harvest);

    /// <summary>Null where the harvest fills the boxes.</summary>
    public static Refusal? OverHarvest(decimal? asked, Mass net, Mass harvest, string field)
    {
        var boxes = Count(asked, net, harvest);
        return boxes > 0 && net * boxes <= harvest ? null : new("boxes-over-harvest", field: field, arguments: [Math.Max(1, boxes), net, net * Math.Max(1, boxes), harvest]);
    }

    static int Count(decimal? asked, Mass net, Mass harvest) => (int)(asked ?? harvest.Grams / net.Grams);

    public static Lot Lot(Guid listing, DateOnly pickedOn, Mass mass, int shelfLifeDays) => new()
    {
        Id = Guid.CreateVersion7(), ListingId = listing, HarvestedOn = pickedOn, Mass = mass, Allocated = Mass.Zero, BestBefore = pickedOn.AddDays(shelfLifeDays),
    };
}
