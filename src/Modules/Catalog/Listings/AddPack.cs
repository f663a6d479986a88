using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Storefront.Catalog.MyGoods;
using Storefront.Catalog.Revisions;
using Storefront.Catalog.Search;
using Storefront.Catalog.Stock;
using Storefront.Contracts;
using Storefront.Contracts.Promotions;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Listings;

/// <summary>Goods that are listed already are sold in boxes of another size too, out of what their harvests leave.</summary>
/// <param name="ChangeId">Made by the form, so that a second press adds nothing twice.</param>
/// <param name="BoxKilograms">Net, of one box.</param>
/// <param name="Price">Yuan for one box.</param>
/// <param name="Boxes">Null for as many as the harvests fill beside the boxes that are for sale or held.</param>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record AddPack(Guid ChangeId, Guid ProducerId, string Slug, decimal? BoxKilograms, decimal? Price, decimal? Boxes) : ICommand<Unit>, IForProducer
{
    /// <summary>Beside the packs of the listing, whose fields are price-5000g and the like.</summary>
    public const string Key = "pack", PriceField = $"price-{Key}", BoxesField = $"boxes-{Key}";
    /// <summary>Of one listing.</summary>
    public const int AtMost = 6;
}

internal sealed class AddPackRules : AbstractValidator<AddPack>
{
    public AddPackRules()
    {
        RuleFor(p => p.BoxKilograms).Must(Harvests.IsBox).WithMessage("box-wrong").OverridePropertyName("box");
        RuleFor(p => p.Price).Must(Typed.IsPrice).WithMessage("price-wrong").OverridePropertyName(AddPack.PriceField);
        RuleFor(p => p.Boxes).Must(Harvests.IsBoxes).WithMessage("boxes-wrong").OverridePropertyName(AddPack.BoxesField);
    }
}

internal sealed class AddPackHandler(StoreDb db, IMediator shop, VariantsKnown known, CatalogSettings settings, Caller caller, TimeProvider clock,
    IStringLocalizer<Words> words) : IRequestHandler<AddPack, Unit>
{
    public async Task<Unit> Handle(AddPack asked, CancellationToken ct)
    {
        var own = db.Listings.AsNoTracking().Where(l => l.Slug == asked.Slug && l.ProducerId == asked.ProducerId && l.GoodsClass != Listing.Voucher && l.State != ListingState.Ended);
        var id = await own.Select(l => (Guid?)l.Id).SingleOrDefaultAsync(ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        await db.LockRows<Variant>(await db.Variants.Where(v => v.ListingId == id).Select(v => v.Id).ToListAsync(ct), ct);
        await db.LockRows<Listing>([id], ct);
        if (await db.ListingChanges.AnyAsync(c => c.Id == asked.ChangeId, ct)) return Unit.Value;

        var listing = await own.SingleOrDefaultAsync(ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var packs = await db.Variants.AsNoTracking().Where(v => v.ListingId == id).OrderBy(v => v.Position).ToListAsync(ct);
        var (net, price, today) = (Harvests.Grams(asked.BoxKilograms), new Money((long)(asked.Price!.Value * 100)), ChinaTime.Day(clock.GetUtcNow().UtcDateTime));
        if (packs.Exists(p => p.Net == net)) throw new Refusal("pack-there", field: "box", arguments: [net]);
        if (packs.Count >= AddPack.AtMost) throw new Refusal("packs-too-many", field: "box", arguments: [AddPack.AtMost]);
        if (price < settings.FloorOf(net)) throw new Refusal("price-below-floor", field: AddPack.PriceField, arguments: [settings.FloorOf(net), settings.FloorPerKilogram]);
        // What a campaign strikes out is what boxes cost before it: of these there was none.
        if ((await shop.Send(new ListingsInCampaigns([id]), ct)).TryGetValue(id, out var campaign))
            throw new Refusal("pack-in-campaign", RefusalKind.Conflict, "box", campaign.Name, campaign.EndsAt);
        // A listing that waits is read with all its packs.
        var near = packs.MinBy(p => Math.Abs(p.Net.Grams - net.Grams))!;
        var usual = new Money(near.ReadPrice.Fen * net.Grams / near.Net.Grams);
        if (caller.MustBeRead() && listing.State == ListingState.Live && settings.IsFar(usual, price))
            throw new Refusal("pack-price-far", field: AddPack.PriceField, arguments: [Show.PerKilogram(price, net), Show.PerKilogram(near.ReadPrice, near.Net), settings.FreePercent]);

        var pack = new Variant
        {
            Id = Guid.CreateVersion7(), ListingId = id, Slug = $"{net.Grams}g", Name = ListProductHandler.InAll(() => words["listing.pack", Show.Kilograms(net)]), Grade = near.Grade,
            Net = net, Gross = Harvests.Gross(net), Price = price, ReadFen = caller.MustBeRead() ? usual.Fen : null, Available = 0, Position = packs[^1].Position + 1,
        };
        await db.InsertMany([pack], ct);
        var boxes = asked.Boxes ?? await Fills(id, packs, net, today, ct);
        if (boxes < 1) throw new Refusal("pack-nothing-left", field: AddPack.BoxesField);
        // By the rule of every change of boxes: all that is for sale and held must be there.
        var refused = (await db.Weigh(asked.ProducerId, [new(AddPack.Key, asked.Slug, pack.Slug, asked.Price, boxes, new(0, 0, price))], settings, false, today, ct)).Refused;
        if (refused.Count > 0) throw new ManyRefusals(refused);
        await db.AddTo<Variant>("available", [(pack.Id, (int)boxes)], ct);
        db.Add(new ListingChange { Id = asked.ChangeId, ListingId = id, VariantId = pack.Id, PriceFen = price.Fen, Boxes = (int)boxes,
            At = clock.GetUtcNow().UtcDateTime, ActedBy = caller.Person, ActedFor = asked.ProducerId });
        if (listing.State != ListingState.Live) return Unit.Value;
        await db.Publish(id, ct);
        db.Afterwards(() => known.Forget([.. packs.Select(p => p.Id)]));
        await shop.Send(new IndexListing(id), ct);
        return Unit.Value;
    }

    async Task<decimal> Fills(Guid listing, List<Variant> packs, Mass net, DateOnly today, CancellationToken ct)
    {
        var ids = packs.ConvertAll(p => p.Id);
        var held = await db.Holds.Where(h => ids.Contains(h.VariantId) && h.State == HoldState.Held).GroupBy(h => h.VariantId)
            .Select(g => new { g.Key, Units = g.Sum(h => h.Units) }).ToDictionaryAsync(h => h.Key, h => h.Units, ct);
        var left = await db.Lots.Where(l => l.ListingId == listing && l.BestBefore >= today).SumAsync(l => l.Mass.Grams - l.Allocated.Grams, ct);
        return Math.Max(0, (left - packs.Sum(p => p.Net.Grams * (p.Available + held.GetValueOrDefault(p.Id)))) / net.Grams);
    }
}
