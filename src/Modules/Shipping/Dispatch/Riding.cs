using Microsoft.EntityFrameworkCore;
using Storefront.Platform.Data;
using Storefront.Shipping.Areas;
using Storefront.Shipping.Roads;

namespace Storefront.Shipping.Dispatch;

/// <summary>Which of the waiting parcels a run may take: it passes where they stand, and brings them nearer to where they go.</summary>
internal sealed class Riding(StoreDb db, RoadNetwork network)
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
}
