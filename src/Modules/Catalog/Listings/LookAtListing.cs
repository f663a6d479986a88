using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog.MyGoods;
using Storefront.Catalog.Revisions;
using Storefront.Catalog.Stock;
using Storefront.Contracts;
using Storefront.Contracts.Accounts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Catalog.Listings;

/// <summary>Whose a listing is.</summary>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record OwnerOf(string Slug) : IQuery<Guid>;

internal sealed class OwnerOfHandler(StoreDb db) : IRequestHandler<OwnerOf, Guid>
{
    public async Task<Guid> Handle(OwnerOf asked, CancellationToken ct) =>
        await db.Listings.Where(l => l.Slug == asked.Slug).Select(l => (Guid?)l.ProducerId).SingleOrDefaultAsync(ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
}

/// <summary>A listing as its farmer can change it: what a box costs, how many are left, its photos and harvests, and what was changed before.</summary>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record LookAtListing(Guid ProducerId, string Slug) : IQuery<ListingOpen>, IForProducer;

/// <param name="Promised">Boxes that somebody still waits for: until they are packed the listing does not close before them.</param>
/// <param name="Vouchers">Nothing is sent, so nothing is packed.</param>
/// <param name="Dated">It offers places by the day: another day can be added.</param>
/// <param name="Photos">By their stems, in their order.</param>
/// <param name="Lots">Of which something is left, the newest first.</param>
/// <param name="Waiting">What somebody has still to read, and what was declined of the last that was asked for.</param>
internal sealed record ListingOpen(ProducerActedFor Producer, string Slug, Text Name, ListingState State, IReadOnlyList<RevisionOpen> Waiting, Season Season,
    IReadOnlyList<PackOpen> Packs, IReadOnlyList<string> Photos, IReadOnlyList<LotOpen> Lots, DateOnly Today, IReadOnlyList<Promised> Promised,
    IReadOnlyList<ChangeSeen> Changes, bool Vouchers, bool Dated);
/// <param name="Removable">It can be taken away altogether.</param>
internal sealed record PackOpen(string Slug, Text Name, PackSeen Now, bool Removable);
internal sealed record LotOpen(DateOnly HarvestedOn, Mass Mass, Mass Left);
/// <param name="Season">What it was set to, where that was changed.</param>
/// <param name="Pack">Null where it was about none, or about one that is gone.</param>
internal sealed record ChangeSeen(DateTime At, PersonNamed? By, Text? Pack, bool PackGone, Money? Price, int? Boxes, Season? Season, bool Words, bool Photos, DateOnly? PickedOn);
/// <param name="Reason">Null while it waits.</param>
internal sealed record RevisionOpen(Guid Id, RevisionKind Kind, DateTime At, Text? Pack, Money? Price, string? Reason);

internal sealed class LookAtListingHandler(StoreDb db, IMediator shop, Caller caller, TimeProvider clock) : IRequestHandler<LookAtListing, ListingOpen>
{
    const int ChangesShown = 20, LotsShown = 10;

    public async Task<ListingOpen> Handle(LookAtListing asked, CancellationToken ct)
    {
        var listing = await db.Listings.AsNoTracking().Where(l => l.Slug == asked.Slug && l.ProducerId == asked.ProducerId && l.State != ListingState.Ended)
            .Select(l => new { l.Id, l.Name, l.State, l.Opens, l.Closes, Vouchers = l.GoodsClass == Listing.Voucher }).SingleOrDefaultAsync(ct)
            ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var producer = (await shop.Send(new ProducersOf(caller.Person), ct)).Single(p => p.ProducerId == asked.ProducerId);
        var packs = await db.Variants.AsNoTracking().Where(v => v.ListingId == listing.Id).BySize()
            .Select(v => new { v.Id, v.Slug, v.Name, v.Price.Fen, v.Available, v.Version, v.ValidFrom, v.ValidUntil }).ToListAsync(ct);
        var today = ChinaTime.Day(clock.GetUtcNow().UtcDateTime);      // days that are over are nothing to change
        var changes = await db.ListingChanges.AsNoTracking().Where(c => c.ListingId == listing.Id).OrderByDescending(c => c.At).ThenByDescending(c => c.Id)
            .Take(ChangesShown).ToListAsync(ct);
        var names = await shop.Send(new NamePeople([.. changes.Select(c => c.ActedBy).Distinct()]), ct);
        var revisions = await db.Revisions.AsNoTracking().Where(r => r.ListingId == listing.Id).OrderByDescending(r => r.At).ThenByDescending(r => r.Id).Take(ChangesShown).ToListAsync(ct);
        // A refusal is said until the same is asked for again.
        var waiting = revisions.DistinctBy(r => (r.Kind, r.VariantId)).Where(r => r.State is RevisionState.Submitted or RevisionState.Declined)
            .Select(r => new RevisionOpen(r.Id, r.Kind, r.At, packs.Find(p => p.Id == r.VariantId)?.Name, r.PriceFen is { } fen ? new Money(fen) : null, r.Reason)).ToList();
        var removable = listing.Vouchers || packs.Count == 1 ? new HashSet<Guid>() : await db.Removable(shop, packs.ConvertAll(p => p.Id), ct);
        var photos = await db.Photos.Where(p => p.ListingId == listing.Id).OrderBy(p => p.Position).Select(p => p.Stem).ToListAsync(ct);
        var lots = await db.Lots.Where(l => l.ListingId == listing.Id && l.Allocated.Grams < l.Mass.Grams).OrderByDescending(l => l.HarvestedOn).ThenByDescending(l => l.Id).Take(LotsShown)
            .Select(l => new LotOpen(l.HarvestedOn, l.Mass, new(l.Mass.Grams - l.Allocated.Grams))).ToListAsync(ct);
        return new(producer, asked.Slug, listing.Name, listing.State, waiting, new(listing.Opens, listing.Closes),
            packs.FindAll(p => !(p.ValidUntil < today)).ConvertAll(p =>
                new PackOpen(p.Slug, p.Name, new(p.Version, p.Available, new(p.Fen)), removable.Contains(p.Id))), photos, lots, today,
            await db.PromisedOf(listing.Id, ct),
            changes.ConvertAll(c => new ChangeSeen(c.At, names.GetValueOrDefault(c.ActedBy), packs.Find(p => p.Id == c.VariantId)?.Name,
                c.VariantId is { } its && !packs.Exists(p => p.Id == its), c.PriceFen is { } fen ? new Money(fen) : null, c.Boxes,
                c.Season ? new Season(c.Opens, c.Closes) : null, c.Words, c.Photos, c.PickedOn)), listing.Vouchers,
            packs.Exists(p => p.ValidFrom is not null && p.ValidFrom == p.ValidUntil));
    }
}
