using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;
using Storefront.Platform.Facts;

namespace Storefront.Platform.Parking;

/// <summary>A parked delivery is due again, with all its attempts before it; those it held back follow. Pressed twice, it is tried again once.</summary>
[Allow(Roles.Office)]
public sealed record Unpark(long Position, string Handler) : ICommand<Unit>;

sealed class UnparkHandler(StoreDb db, OutboxSignal signal, TimeProvider clock) : IRequestHandler<Unpark, Unit>
{
    public async Task<Unit> Handle(Unpark asked, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await db.Set<DeliveryRow>().Where(d => d.Position == asked.Position && d.Handler == asked.Handler && d.DoneAt == null && d.ParkedAt != null)
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.ParkedAt, (DateTime?)null).SetProperty(x => x.Attempts, 0).SetProperty(x => x.DueAt, now), ct);
        db.Afterwards(signal.Pulse);
        return Unit.Value;
    }
}
