using MediatR;
using Storefront.Contracts.Shipping;

namespace Storefront.Shipping.Promises;

internal sealed class PromiseWindowHandler(ArrivalDays days) : IRequestHandler<PromiseWindow, Promise>
{
    public Task<Promise> Handle(PromiseWindow asked, CancellationToken ct)
    {
        var found = days.For(asked.Origin, asked.Area);
        return Task.FromResult(new Promise(new(asked.Ready.AddDays(found.Least), asked.Ready.AddDays(found.Most)), found.Kilometres, found.Hours, found.SlowHours));
    }
}
