using Microsoft.EntityFrameworkCore;
using Storefront.Contracts.Shipping;
using Storefront.Platform.Data;
using Storefront.Shipping.Areas;
using Storefront.Shipping.Promises;
using Storefront.Shipping.Roads;

namespace Storefront.Shipping.Dispatch;

/// <summary>Which of the waiting parcels a run may take: it passes where they stand, and brings them nearer to where they go.</summary>
internal sealed class Riding(StoreDb db, RoadNetwork network, ArrivalDays days, Delays delays, TimeProvider clock)
{
    public bool May(Way way, string origin, string area) => network.BringsNearer(way, origin, Area.CityOf(area));

    /// <summary>Soonest promised first. The database knows no roads: it is asked which origins and areas wait, and told which of them fit.</summary>
    public async Task<IQueryable<Parcel>> Waiting(Way way, CancellationToken ct)
    {
        var passed = way.Places.SkipLast(1).Distinct(StringComparer.Ordinal).ToList();
        var asked = await db.Parcels.Where(p => p.State == ParcelState.Packed && passed.Contains(p.Origin)).Select(p => new { p.Origin, p.Area }).Distinct().ToListAsync(ct);
        var fitting = asked.Where(a => May(way, a.Origin, a.Area)).Select(a => a.Origin + " " + a.Area).ToList();
        return db.Parcels.AsNoTracking().Where(p => p.State == ParcelState.Packed && fitting.Contains(p.Origin + " " + p.Area))
            .OrderBy(p => p.PromisedTo).ThenBy(p => p.PackedAt).ThenBy(p => p.Id);
    }

    /// <summary>
    /// By area, the last day on which the truck is there, waiting for what is shut. Who asked for a later day does not get the box before it unless the
    /// coordinator says so. Counted from the day that promises count from, so that what was ordered and packed today may leave today.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, DateOnly>> Arrivals(Way way, IEnumerable<string> areas, CancellationToken ct)
    {
        var (legs, now) = (way.LegIds, clock.GetUtcNow().UtcDateTime);
        var wait = (await db.ClosedAt(now).Where(c => legs.Contains(c.LegId)).Select(c => c.Until).ToListAsync(ct)).Sum(delays.DaysUntil);
        return areas.Distinct(StringComparer.Ordinal).ToDictionary(a => a, a => days.Window(way, a, PromiseWindow.ReadyFor(now)).To.AddDays(wait), StringComparer.Ordinal);
    }
}
