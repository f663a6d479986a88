using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog.Search;
using Storefront.Catalog.Stock;
using Storefront.Contracts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Catalog.Listings;

/// <summary>A farmer changes what boxes cost and how many are left. Orders that are placed keep their price.</summary>
/// <param name="ChangeId">Made by the form, so that a second press changes nothing twice.</param>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record ChangeListing(Guid ChangeId, Guid ProducerId, string Slug, IReadOnlyList<PackTyped> Packs) : ICommand<Unit>, IForProducer;

/// <param name="Price">Yuan for one box.</param>
/// <param name="Boxes">How many are to be left, seen beside <paramref name="Was"/>: what was sold since then stays sold.</param>
internal sealed record PackTyped(string Slug, decimal? Price, decimal? Boxes, decimal? Was);

internal sealed class ChangeListingHandler(StoreDb db, IMediator shop, VariantsKnown known, Caller caller, TimeProvider clock) : IRequestHandler<ChangeListing, Unit>
{
    public async Task<Unit> Handle(ChangeListing asked, CancellationToken ct)
    {
        var listing = await db.Listings.Where(l => l.Slug == asked.Slug && l.ProducerId == asked.ProducerId && l.State == ListingState.Live).Select(l => (Guid?)l.Id).SingleOrDefaultAsync(ct)
            ?? throw new Refusal("not-found", RefusalKind.NotFound);
        await db.LockRows<Variant>(await db.Variants.Where(v => v.ListingId == listing).Select(v => v.Id).ToListAsync(ct), ct);
        if (await db.ListingChanges.AnyAsync(c => c.Id == asked.ChangeId, ct)) return Unit.Value;
        var packs = await db.Variants.AsNoTracking().Where(v => v.ListingId == listing).ToDictionaryAsync(v => v.Slug, StringComparer.Ordinal, ct);

        var (now, left, raised) = (clock.GetUtcNow().UtcDateTime, packs.Values.ToDictionary(v => v.Id, v => v.Available), (string?)null);
        var repriced = false;
        // The first row of a form carries the form's id: by it a second press is known.
        var id = asked.ChangeId;
        foreach (var typed in asked.Packs)
        {
            if (!packs.TryGetValue(typed.Slug, out var pack)) continue;
            if (!Typed.IsPrice(typed.Price)) throw new Refusal("price-wrong", field: $"price-{pack.Slug}");
            if (typed.Boxes is not ({ Scale: 0 } and >= 0 and <= 1_000_000)) throw new Refusal("boxes-left-wrong", field: $"boxes-{pack.Slug}");
            if (typed.Was is not (>= 0 and <= int.MaxValue)) throw new Refusal("listing-page-old", RefusalKind.Conflict, $"boxes-{pack.Slug}");

            var (price, delta) = (new Money((long)(typed.Price!.Value * 100)), (int)typed.Boxes - (int)typed.Was);
            left[pack.Id] += delta;
            if (left[pack.Id] < 0) throw new Refusal("boxes-sold-since", RefusalKind.Conflict, $"boxes-{pack.Slug}", pack.Available);
            if (delta > 0) raised ??= pack.Slug;
            if (delta == 0 && price == pack.Price) continue;

            repriced |= price != pack.Price;
            if (price != pack.Price) await db.Variants.Where(v => v.Id == pack.Id).ExecuteUpdateAsync(v => v.SetProperty(x => x.Price.Fen, price.Fen), ct);
            db.Add(new ListingChange
            {
                Id = id, ListingId = listing, VariantId = pack.Id, PriceFen = price == pack.Price ? null : price.Fen, Boxes = delta == 0 ? null : left[pack.Id],
                At = now, ActedBy = caller.Person, ActedFor = asked.ProducerId,
            });
            id = Guid.CreateVersion7();
        }
        if (raised is not null) await WithinTheHarvest(listing, packs.Values, left, raised, ct);
        await db.AddTo<Variant>("available", [.. packs.Values.Where(v => left[v.Id] != v.Available).Select(v => (v.Id, left[v.Id] - v.Available))], ct);
        // Of what changes here only prices are searched by.
        if (repriced) await shop.Send(new IndexListing(listing), ct);
        db.Afterwards(() => known.Forget(left.Keys));
        return Unit.Value;
    }

    /// <summary>What is for sale and what is held for unpaid orders must be there, and not past its date. Holds are read first: one that is paid meanwhile is counted twice, never missed.</summary>
    async Task WithinTheHarvest(Guid listing, IReadOnlyCollection<Variant> packs, Dictionary<Guid, int> left, string raised, CancellationToken ct)
    {
        var (ids, today) = (packs.Select(p => p.Id).ToList(), ChinaTime.Day(clock.GetUtcNow().UtcDateTime));
        var held = (await db.Holds.Where(h => ids.Contains(h.VariantId) && h.State == HoldState.Held).GroupBy(h => h.VariantId).Select(g => new { g.Key, Units = g.Sum(h => h.Units) }).ToListAsync(ct)).ToDictionary(h => h.Key, h => h.Units);
        var harvest = new Mass(await db.Lots.Where(l => l.ListingId == listing && l.BestBefore >= today).SumAsync(l => l.Mass.Grams - l.Allocated.Grams, ct));
        var wanted = new Mass(packs.Sum(p => p.Net.Grams * (left[p.Id] + held.GetValueOrDefault(p.Id))));
        if (wanted > harvest) throw new Refusal("boxes-over-left", field: $"boxes-{raised}", arguments: [wanted, harvest]);
    }
}
