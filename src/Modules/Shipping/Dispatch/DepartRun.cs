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

internal sealed class DepartRunHandler(StoreDb db, RoadNetwork network, ArrivalDays days, Delays delays, Caller caller, TimeProvider clock) : IRequestHandler<DepartRun, bool>
{
    /// <returns>False when it had left already.</returns>
    public async Task<bool> Handle(DepartRun asked, CancellationToken ct)
    {
        await db.TakeTurn(Delays.Turn, ct);
        await db.LockRows<Run>([asked.RunId], ct);
        var run = await db.Runs.FirstOrDefaultAsync(r => r.Id == asked.RunId, ct) ?? throw new Refusal("run-unknown", RefusalKind.NotFound);
        if (run.State != RunState.Planned) return false;
        var parcels = await db.Parcels.AsNoTracking().Where(p => p.RunId == run.Id && p.State == ParcelState.Loaded)
            .Select(p => new ParcelDelayed(p.Id, p.OrderId, p.SellerOrderId, p.Number, p.OrderNumber, p.Area, new(p.ExpectedFrom, p.ExpectedTo), p.Delays)).ToListAsync(ct);
        if (parcels.Count == 0) throw new Refusal("run-empty");

        var now = clock.GetUtcNow().UtcDateTime;
        (run.State, run.DepartedAt, run.DepartedBy) = (RunState.Departed, now, caller.PersonId);
        db.Add(new Scan { Id = Guid.CreateVersion7(), RunId = run.Id, Place = run.Itinerary.Now.From, Kind = ScanKind.Departed, HappenedAt = now, ReceivedAt = now,
            ActedBy = caller.PersonId });
        await db.Parcels.Where(p => p.RunId == run.Id && p.State == ParcelState.Loaded)
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.State, ParcelState.OnTheRoad).SetProperty(x => x.Revision, x => x.Revision + 1), ct);

        // A truck that leaves late arrives late; one that leaves early does not move the window, and has days to spare for the road.
        var today = ChinaTime.Day(now);
        var way = run.Way(network);
        var left = new List<(ParcelDelayed Parcel, int Spare)>();
        foreach (var area in parcels.GroupBy(p => p.Area, StringComparer.Ordinal))
        {
            var window = days.Window(way, area.Key, today);
            left.AddRange(area.Select(p => (p with { Was = window.To > p.Was.To ? window : p.Was }, Math.Max(0, p.Was.To.DayNumber - window.To.DayNumber))));
            var late = area.Where(p => window.To > p.Was.To).Select(p => p.ParcelId).ToList();
            if (late.Count > 0)
                await db.Parcels.Where(p => late.Contains(p.Id)).ExecuteUpdateAsync(p => p.SetProperty(x => x.ExpectedFrom, window.From).SetProperty(x => x.ExpectedTo, window.To), ct);
        }
        foreach (var (parcel, _) in left) db.Tell(new ParcelsDeparted(parcel.OrderId, parcel.SellerOrderId, run.Number, now, parcel.Was));
        await WaitBeforeWhatIsShut(way, left, now, ct);
        return true;
    }
    /// <summary>A leg that was shut after the way was planned costs this truck what it costs those that were on the road already.</summary>
    async Task WaitBeforeWhatIsShut(Way way, IReadOnlyList<(ParcelDelayed Parcel, int Spare)> parcels, DateTime now, CancellationToken ct)
    {
        var legs = way.LegIds;
        foreach (var closure in await db.ClosedAt(now).AsNoTracking().Where(c => legs.Contains(c.LegId)).OrderBy(c => c.From).ToListAsync(ct))
        {
            var wait = delays.DaysUntil(closure.Until);
            var moved = parcels.Select(p => (p.Parcel, Days: Math.Max(0, wait - p.Spare))).ToList();
            await delays.Move(closure, moved, ct);
            parcels = [.. parcels.Zip(moved, (p, m) => m.Days == 0 ? (p.Parcel, p.Spare - wait)
                : (p.Parcel with { Was = Delays.Later(p.Parcel.Was, m.Days), Delays = p.Parcel.Delays + 1 }, 0))];
        }
    }
}
