using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Shipping;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;
using Storefront.Shipping.Promises;
using Storefront.Shipping.Roads;

namespace Storefront.Shipping.Dispatch;

[Allow(Roles.Coordinator, Roles.Office)]
internal sealed record DepartRun(Guid RunId) : ICommand<bool>;

internal sealed class DepartRunHandler(StoreDb db, RoadNetwork network, ArrivalDays days, Caller caller, TimeProvider clock) : IRequestHandler<DepartRun, bool>
{
    /// <returns>False when it had left already.</returns>
    public async Task<bool> Handle(DepartRun asked, CancellationToken ct)
    {
        await db.LockRows<Run>([asked.RunId], ct);
        var run = await db.Runs.FirstOrDefaultAsync(r => r.Id == asked.RunId, ct) ?? throw new Refusal("run-unknown", RefusalKind.NotFound);
        if (run.State != RunState.Planned) return false;
        var parcels = await db.Parcels.AsNoTracking().Where(p => p.RunId == run.Id && p.State == ParcelState.Loaded)
            .Select(p => new { p.Id, p.OrderId, p.SellerOrderId, p.Area, p.ExpectedFrom, p.ExpectedTo }).ToListAsync(ct);
        if (parcels.Count == 0) throw new Refusal("run-empty");

        var now = clock.GetUtcNow().UtcDateTime;
        (run.State, run.DepartedAt, run.ActedBy) = (RunState.Departed, now, caller.PersonId);
        db.Add(new Scan { Id = Guid.CreateVersion7(), RunId = run.Id, Place = run.Itinerary.Now.From, Kind = ScanKind.Departed, HappenedAt = now, ReceivedAt = now, ActedBy = caller.PersonId });
        await db.Parcels.Where(p => p.RunId == run.Id && p.State == ParcelState.Loaded)
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.State, ParcelState.OnTheRoad).SetProperty(x => x.Revision, x => x.Revision + 1), ct);

        // A truck that leaves late arrives late; one that leaves early does not move the window.
        var today = ChinaTime.Day(now);
        var way = run.Way(network);
        foreach (var area in parcels.GroupBy(p => p.Area, StringComparer.Ordinal))
        {
            var window = days.Window(way, area.Key, today);
            foreach (var parcel in area)
            {
                var expected = window.To > parcel.ExpectedTo ? window : new(parcel.ExpectedFrom, parcel.ExpectedTo);
                db.Tell(new ParcelsDeparted(parcel.OrderId, parcel.SellerOrderId, run.Number, now, expected));
            }
            var late = area.Where(p => window.To > p.ExpectedTo).Select(p => p.Id).ToList();
            if (late.Count > 0)
                await db.Parcels.Where(p => late.Contains(p.Id)).ExecuteUpdateAsync(p => p.SetProperty(x => x.ExpectedFrom, window.From).SetProperty(x => x.ExpectedTo, window.To), ct);
        }
        return true;
    }
}
