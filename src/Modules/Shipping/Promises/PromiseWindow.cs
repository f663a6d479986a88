using MediatR;
using Storefront.Contracts.Shipping;
using Storefront.Platform.Data;
using Storefront.Shipping.Areas;

namespace Storefront.Shipping.Promises;

internal sealed class PromiseWindowHandler(StoreDb db, ArrivalDays days, ShutLegs shut, TimeProvider clock) : IRequestHandler<PromiseWindow, Promise>
{
    public async Task<Promise> Handle(PromiseWindow asked, CancellationToken ct)
    {
        var found = days.For(asked.Origin, asked.Area, asked.Ready, await shut.Now(db, ct), clock.GetUtcNow().UtcDateTime);
        // By air the last mile is the other country's.
        var saved = asked.ToPoint && !Area.ByAir(asked.Area) ? ArrivalDays.LastMileDays : 0;
        return new(new(asked.Ready.AddDays(found.Least - saved), asked.Ready.AddDays(found.Most - saved)), found.Kilometres, found.Hours, found.SlowHours);
    }
}
