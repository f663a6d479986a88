using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog.Revisions;
using Storefront.Catalog.Search;
using Storefront.Catalog.Stock;
using Storefront.Contracts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Catalog.MyGoods;

/// <summary>
/// A farmer changes what boxes cost and how many are left: of one listing or of many, typed on a page or sent in a sheet. All of it or nothing; of prices that are far from
/// those before, all are submitted. Orders that are placed keep their price. Answers how many prices wait.
/// </summary>
/// <param name="ChangeId">Made by the form, so that a second press changes nothing twice.</param>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record ChangeGoods(Guid ChangeId, Guid ProducerId, IReadOnlyList<PackTyped> Packs) : ICommand<int>, IForProducer;

internal sealed class ChangeGoodsHandler(StoreDb db, IMediator shop, VariantsKnown known, CatalogSettings settings, Caller caller, TimeProvider clock) : IRequestHandler<ChangeGoods, int>
{
    const int ReasonsAtMost = 100;

    public async Task<int> Handle(ChangeGoods asked, CancellationToken ct)
    {
        var slugs = asked.Packs.Select(p => p.Listing).Distinct(StringComparer.Ordinal).ToList();
        var own = db.Listings.Where(l => slugs.Contains(l.Slug) && l.ProducerId == asked.ProducerId);
        await db.LockRows<Variant>(await db.Variants.Where(v => own.Any(l => l.Id == v.ListingId)).Select(v => v.Id).ToListAsync(ct), ct);
        if (await db.ListingChanges.AnyAsync(c => c.Id == asked.ChangeId, ct) || await db.Revisions.AnyAsync(r => r.Id == asked.ChangeId, ct)) return 0;

        var now = clock.GetUtcNow().UtcDateTime;
        var (changes, refused) = await db.Weigh(asked.ProducerId, asked.Packs, settings, caller.MustBeRead(), ChinaTime.Day(now), ct);
        if (refused.Any(r => r.Kind == RefusalKind.NotFound)) throw new Refusal("not-found", RefusalKind.NotFound);
        refused = [.. refused, .. await shop.RaisedInCampaigns(changes, ct)];
        if (refused.Count > 0) throw new ManyRefusals([.. refused.Take(ReasonsAtMost)]);
        if (changes.Count == 0) return 0;

        var (person, waiting) = (caller.Person, changes.Where(c => c.Waits).ToList());
        foreach (var listing in changes.Where(c => c.Price != c.Pack.Price).GroupBy(c => c.Pack.ListingId))
            await db.Withdraw(listing.Key, now, person, ct, RevisionKind.Price, [.. listing.Select(c => c.Pack.Id)]);
        // The first row of a form carries the form's id: by it a second press is known.
        db.AddRange(waiting.Select((c, i) => new Revision
        {
            Id = i == 0 ? asked.ChangeId : Guid.CreateVersion7(), ListingId = c.Pack.ListingId, ProducerId = asked.ProducerId, Kind = RevisionKind.Price,
            VariantId = c.Pack.Id, PriceFen = c.Price.Fen,
            State = RevisionState.Submitted, At = now, ActedBy = person,
        }));
        changes = [.. changes.Select(c => c.Waits ? c with { Price = c.Pack.Price } : c).Where(c => c.Price != c.Pack.Price || c.Delta != 0)];

        List<Guid> ids = [.. changes.Select(c => c.Pack.Id)];
        // What a farmer sets is measured from the price before; who may read prices has read those that he sets.
        var (byFarmer, moved) = (caller.MustBeRead(), changes.Where(c => c.Price != c.Pack.Price).Select(c => c.Pack.Id).ToList());
        await db.Variants.Where(v => moved.Contains(v.Id)).ExecuteUpdateAsync(v => v.SetProperty(x => x.ReadFen, x => byFarmer ? x.ReadFen ?? x.Price.Fen : null), ct);
        await db.SetEach<Variant>(ids, [("price_fen", changes.Select(c => c.Price.Fen).ToArray()), ("version", changes.Select(c => c.Pack.Version + 1).ToArray())], ct);
        await db.AddTo<Variant>("available", [.. changes.Where(c => c.Delta != 0).Select(c => (c.Pack.Id, c.Delta))], ct);
        db.AddRange(changes.Select((c, i) => new ListingChange
        {
            Id = i == 0 ? asked.ChangeId : Guid.CreateVersion7(), ListingId = c.Pack.ListingId, VariantId = c.Pack.Id, PriceFen = c.Price == c.Pack.Price ? null : c.Price.Fen,
            Boxes = c.Delta == 0 ? null : c.Left, At = now, ActedBy = person, ActedFor = asked.ProducerId,
        }));
        // Of what changes here only prices are searched by.
        foreach (var repriced in changes.Where(c => c.Price != c.Pack.Price).Select(c => c.Pack.ListingId).Distinct()) await shop.Send(new IndexListing(repriced), ct);
        db.Afterwards(() => known.Forget(ids));
        return waiting.Count;
    }
}
