using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Storefront.Contracts;
using Storefront.Platform;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Stock;

/// <summary>
/// Of a listing with goods past their best-before no more boxes stay on sale than what is still good fills. Cut after each day's end and not looked
/// at when boxes are sold: selling stays one look at one row. Whoever ordered before that day keeps the boxes.
/// </summary>
internal sealed record CutExpired(DateOnly Today, IReadOnlyList<Guid> Listings) : ICommand<int>
{
    /// <summary>Listings that have boxes on sale, and a lot past its date that was not given away whole.</summary>
    public static IQueryable<Guid> Due(StoreDb db, DateOnly today) => (
        from lot in db.Lots
        join listing in db.Listings on lot.ListingId equals listing.Id
        join pack in db.Variants on listing.Id equals pack.ListingId
        where lot.BestBefore < today && lot.Allocated.Grams < lot.Mass.Grams && listing.State == ListingState.Live && pack.Available > 0
        select listing.Id).Distinct();
}

internal sealed class CutExpiredHandler(StoreDb db, VariantsKnown known, ILogger<CutExpiredHandler> log) : IRequestHandler<CutExpired, int>
{
    public async Task<int> Handle(CutExpired asked, CancellationToken ct)
    {
        var ids = await db.Variants.Where(v => asked.Listings.Contains(v.ListingId)).Select(v => v.Id).ToListAsync(ct);
        await db.LockRows<Variant>(ids, ct);
        var packs = await db.Variants.AsNoTracking().Where(v => ids.Contains(v.Id)).Select(v => new { v.Id, v.ListingId, v.Available, Net = v.Net.Grams, v.Position }).ToListAsync(ct);
        // With the lots held nothing that is paid meanwhile is counted twice, as held and as allocated: what is cut does not come back.
        await db.LockRows<Lot>(await db.Lots.Where(l => asked.Listings.Contains(l.ListingId)).Select(l => l.Id).ToListAsync(ct), ct);
        var held = (await db.Holds.Where(h => ids.Contains(h.VariantId) && h.State == HoldState.Held).GroupBy(h => h.VariantId)
            .Select(g => new { g.Key, Units = g.Sum(h => h.Units) }).ToListAsync(ct)).ToDictionary(h => h.Key, h => h.Units);
        var good = (await db.Lots.Where(l => asked.Listings.Contains(l.ListingId) && l.BestBefore >= asked.Today).GroupBy(l => l.ListingId)
            .Select(g => new { g.Key, Free = g.Sum(l => l.Mass.Grams - l.Allocated.Grams) }).ToListAsync(ct)).ToDictionary(l => l.Key, l => l.Free);

        var cut = new List<(Guid Id, int Delta)>();
        foreach (var listing in packs.GroupBy(p => p.ListingId))
        {
            var free = good.GetValueOrDefault(listing.Key) - listing.Sum(p => p.Net * held.GetValueOrDefault(p.Id));
            foreach (var pack in listing.OrderBy(p => p.Position))
            {
                var kept = (int)Math.Clamp(free / pack.Net, 0, pack.Available);
                free -= kept * pack.Net;
                if (kept < pack.Available) cut.Add((pack.Id, kept - pack.Available));
            }
            if (listing.Where(p => cut.Exists(c => c.Id == p.Id)).Select(p => p.Id).ToList() is { Count: > 0 } fewer)
                log.LogInformation("Goods of listing {Listing} are past their best-before: fewer boxes of {Variants} are on sale", listing.Key, fewer);
        }
        await db.AddTo<Variant>("available", cut, ct);
        db.Afterwards(() => known.CountAnew(cut.Select(c => c.Id)));
        return cut.Count;
    }
}

internal sealed class CutWhatExpired(IServiceScopeFactory scopes, TimeProvider clock) : ISettles
{
    public async Task<int> WorkOnce(CancellationToken ct)
    {
        var today = ChinaTime.Day(clock.GetUtcNow().UtcDateTime);
        await using var scope = scopes.CreateAsyncScope();
        // Looking costs no place in the write gate.
        var due = await CutExpired.Due(scope.ServiceProvider.GetRequiredService<StoreDb>(), today).ToListAsync(ct);
        return due.Count == 0 ? 0 : await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new CutExpired(today, due), ct);
    }
}
