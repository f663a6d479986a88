using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog.Cards;
using Storefront.Catalog.Revisions;
using Storefront.Catalog.Search;
using Storefront.Catalog.Stock;
using Storefront.Contracts;
using Storefront.Contracts.Promotions;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Catalog.Listings;

/// <summary>Takes a size away that was added by mistake. One that was ever ordered, or that a campaign names, stays: its boxes can be set to none.</summary>
/// <param name="Pack">Its slug. When there is none, nothing is to be done: the button was pressed twice.</param>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record RemovePack(Guid ProducerId, string Slug, string Pack) : ICommand<Unit>, IForProducer;

internal sealed class RemovePackHandler(StoreDb db, IMediator shop, VariantsKnown known, Caller caller, TimeProvider clock) : IRequestHandler<RemovePack, Unit>
{
    public async Task<Unit> Handle(RemovePack asked, CancellationToken ct)
    {
        var listing = await db.Listings.AsNoTracking().Where(l =>
            l.Slug == asked.Slug && l.ProducerId == asked.ProducerId && l.GoodsClass != Listing.Voucher && l.State != ListingState.Ended)
            .Select(l => new { l.Id, l.State }).SingleOrDefaultAsync(ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        // The rows that the lane takes boxes from, so that nobody orders it meanwhile.
        await db.LockRows<Variant>(await db.Variants.Where(v => v.ListingId == listing.Id).Select(v => v.Id).ToListAsync(ct), ct);
        var packs = await db.Variants.AsNoTracking().Where(v => v.ListingId == listing.Id).Select(v => new { v.Id, v.Slug }).ToListAsync(ct);
        if (packs.Find(p => p.Slug == asked.Pack) is not { } pack) return Unit.Value;
        if (packs.Count == 1) throw new Refusal("pack-last", RefusalKind.Conflict);
        if ((await db.Removable(shop, [pack.Id], ct)).Count == 0) throw new Refusal("pack-used", RefusalKind.Conflict);

        var now = clock.GetUtcNow().UtcDateTime;
        await db.Withdraw(listing.Id, now, caller.PersonId, ct, packs: [pack.Id]);
        await db.StockAlerts.Where(a => a.VariantId == pack.Id).ExecuteDeleteAsync(ct);
        await db.Variants.Where(v => v.Id == pack.Id).ExecuteDeleteAsync(ct);
        db.Add(new ListingChange { Id = Guid.CreateVersion7(), ListingId = listing.Id, VariantId = pack.Id, Boxes = 0, At = now, ActedBy = caller.Person, ActedFor = asked.ProducerId });
        db.Afterwards(() => known.Forget([.. packs.Select(p => p.Id)]));
        if (listing.State != ListingState.Live) return Unit.Value;
        await db.Publish(listing.Id, ct);
        await shop.Send(new IndexListing(listing.Id), ct);
        return Unit.Value;
    }
}

internal static class Removing
{
    extension(StoreDb db)
    {
        /// <summary>Of these packs, those that nobody ever ordered and no campaign names.</summary>
        internal async Task<IReadOnlySet<Guid>> Removable(IMediator shop, List<Guid> packs, CancellationToken ct)
        {
            var ordered = await db.Holds.Where(h => packs.Contains(h.VariantId)).Select(h => h.VariantId).Distinct().ToListAsync(ct);
            var named = await shop.Send(new VariantsInCampaigns(packs), ct);
            return packs.Except(ordered).Where(p => !named.Contains(p)).ToHashSet();
        }
    }
}
