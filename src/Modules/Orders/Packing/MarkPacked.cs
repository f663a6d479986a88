using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Orders;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Orders.Packing;

/// <summary>A producer's part is packed and waits for a run. Records who did it, and for whom.</summary>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record MarkPacked(Guid ProducerId, Guid SellerOrderId) : ICommand<Unit>, IForProducer;

internal sealed class MarkPackedHandler(StoreDb db, Caller caller, TimeProvider clock) : IRequestHandler<MarkPacked, Unit>
{
    public async Task<Unit> Handle(MarkPacked asked, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var person = caller.Person;
        var packed = await db.SellerOrders
            .Where(s => s.Id == asked.SellerOrderId && s.ProducerId == asked.ProducerId && s.Fulfilment == Fulfilment.Allocated && s.CancelledAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Fulfilment, Fulfilment.Packed).SetProperty(x => x.PackedAt, now).SetProperty(x => x.ActedBy, person).SetProperty(x => x.ActedFor, asked.ProducerId), ct);
        var part = await db.SellerOrders.AsNoTracking().Where(s => s.Id == asked.SellerOrderId && s.ProducerId == asked.ProducerId).Select(s => new { s.OrderId, s.CancelledAt, s.Fulfilment }).SingleOrDefaultAsync(ct)
            ?? throw new Refusal("not-found", RefusalKind.NotFound);
        if (packed == 0)
            throw new Refusal(part.CancelledAt is not null ? "pack-cancelled" : part.Fulfilment == Fulfilment.None ? "pack-unpaid" : "already-packed", RefusalKind.Conflict);

        db.Tell(new SellerOrderPacked(part.OrderId, asked.SellerOrderId, asked.ProducerId, now, person, asked.ProducerId));
        return Unit.Value;
    }
}
