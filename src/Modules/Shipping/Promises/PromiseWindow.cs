using MediatR;
using Storefront.Contracts.Shipping;
using Storefront.Platform.Data;

namespace Storefront.Shipping.Promises;

internal sealed class PromiseWindowHandler(StoreDb db, ArrivalDays days, ShutLegs shut, TimeProvider clock) : IRequestHandler<PromiseWindow, Promise>
{
    public async Task<Promise> Handle(PromiseWindow asked, CancellationToken ct)
    {
        var found = days.For(asked.Origin, asked.Area, asked.Ready, await shut.Now(db, ct), clock.GetUtcNow().UtcDateTime);
        return new(new(asked.Ready.AddDays(found.Least), asked.Ready.AddDays(found.Most)), found.Kilometres, found.Hours, found.SlowHours);
    }
}
