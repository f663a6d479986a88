using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;
using Storefront.Shipping.Promises;

namespace Storefront.Shipping.Dispatch;

[Allow(Roles.Coordinator, Roles.Office)]
internal sealed record ReopenLeg(Guid ClosureId) : ICommand<bool>;

internal sealed class ReopenLegHandler(StoreDb db, ShutLegs shut, Caller caller, TimeProvider clock) : IRequestHandler<ReopenLeg, bool>
{
    /// <summary>Days that were reckoned with and not needed are given back to what is still on its way. False when it was open again already.</summary>
    public async Task<bool> Handle(ReopenLeg asked, CancellationToken ct)
    {
        await db.TakeTurn(Delays.Turn, ct);
        var closure = await db.Closures.AsNoTracking().FirstOrDefaultAsync(c => c.Id == asked.ClosureId, ct) ?? throw new Refusal("leg-unknown", RefusalKind.NotFound);
        if (await db.Reopenings.AnyAsync(r => r.ClosureId == closure.Id, ct)) return false;
        var now = clock.GetUtcNow().UtcDateTime;
        db.Add(new Reopening { ClosureId = closure.Id, At = now, ActedBy = caller.PersonId });
        db.Afterwards(shut.Forget);

        await Delays.HoldTheRoad(db, ct);
        var (runs, parcels) = (db.Runs, db.Parcels);
        var waiting = await (
            from delay in db.Delays
            join parcel in parcels on delay.ParcelId equals parcel.Id
            join run in runs on parcel.RunId equals (Guid?)run.Id
            where delay.ClosureId == closure.Id && (parcel.State == ParcelState.OnTheRoad || parcel.State == ParcelState.AtHub)
            select new { parcel.Id, delay.Days, parcel.ExpectedFrom, parcel.ExpectedTo, run.DepartedAt }).ToListAsync(ct);
        foreach (var group in waiting.GroupBy(p => (Was: new ArrivalWindow(p.ExpectedFrom, p.ExpectedTo), Back: Math.Max(0, p.Days - Needed(p.DepartedAt)))))
        {
            var (expected, moved) = (Delays.Later(group.Key.Was, -group.Key.Back), group.Select(p => p.Id).ToList());
            await db.Parcels.Where(p => moved.Contains(p.Id)).ExecuteUpdateAsync(p => p.SetProperty(x => x.ExpectedFrom, expected.From).SetProperty(x => x.ExpectedTo, expected.To)
                .SetProperty(x => x.Revision, x => x.Revision + 1), ct);
        }
        return true;

        // A truck that left while the leg was shut has waited only since.
        int Needed(DateTime? departed) => Delays.Days(now - (departed > closure.From ? departed.Value : closure.From));
    }
}
