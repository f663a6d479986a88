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
        await db.LockRows<Closure>([asked.ClosureId], ct);
        var closure = await db.Closures.AsNoTracking().FirstOrDefaultAsync(c => c.Id == asked.ClosureId, ct) ?? throw new Refusal("leg-unknown", RefusalKind.NotFound);
        if (await db.Reopenings.AnyAsync(r => r.ClosureId == closure.Id, ct)) return false;
        var now = clock.GetUtcNow().UtcDateTime;
        db.Add(new Reopening { ClosureId = closure.Id, At = now, ActedBy = caller.PersonId });
        db.Afterwards(shut.Forget);

        var needed = Delays.Days(now - closure.From);
        foreach (var group in (await db.Delays.AsNoTracking().Where(d => d.ClosureId == closure.Id).ToListAsync(ct)).GroupBy(d => d.Days))
        {
            var (back, ids) = (-Math.Max(0, group.Key - needed), group.Select(d => d.ParcelId).ToList());
            var waiting = db.Parcels.Where(p => ids.Contains(p.Id) && (p.State == ParcelState.OnTheRoad || p.State == ParcelState.AtHub));
            foreach (var window in (await waiting.Select(p => new { p.Id, p.ExpectedFrom, p.ExpectedTo }).ToListAsync(ct)).GroupBy(p => new ArrivalWindow(p.ExpectedFrom, p.ExpectedTo)))
            {
                var (from, to, moved) = (window.Key.From.AddDays(back), window.Key.To.AddDays(back), window.Select(p => p.Id).ToList());
                await db.Parcels.Where(p => moved.Contains(p.Id)).ExecuteUpdateAsync(p => p.SetProperty(x => x.ExpectedFrom, from).SetProperty(x => x.ExpectedTo, to)
                    .SetProperty(x => x.Revision, x => x.Revision + 1), ct);
            }
        }
        return true;
    }
}
