using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts.Payments;
using Storefront.Platform.Data;

namespace Storefront.Orders.Life;

/// <summary>A try to pay was refused: the order's page says so. Order and boxes stay as they are until the hold ends.</summary>
internal sealed class NoteRefusal(StoreDb db, TimeProvider clock) : INotificationHandler<PaymentRefused>
{
    public Task Handle(PaymentRefused told, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return db.Orders.Where(o => o.Id == told.OrderId && o.State == OrderState.Placed).ExecuteUpdateAsync(o => o.SetProperty(x => x.RefusedAt, now), ct);
    }
}
