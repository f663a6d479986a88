using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts.Orders;
using Storefront.Platform.Data;

namespace Storefront.Payments.Paying;

/// <summary>An expired order takes no more money. What was already on its way is recorded all the same, and goes back.</summary>
internal sealed class CloseAttempt(StoreDb db) : INotificationHandler<OrderExpired>
{
    public Task Handle(OrderExpired told, CancellationToken ct) =>
        db.Attempts.Where(a => a.OrderId == told.OrderId && a.State == AttemptState.Open).ExecuteUpdateAsync(a => a.SetProperty(x => x.State, AttemptState.Closed), ct);
}
