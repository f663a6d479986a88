using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Platform.Parking;

/// <summary>Deliveries that were given up after their last attempt and wait for a person, newest first.</summary>
[Allow(Roles.Office)]
public sealed record ListParked : IQuery<IReadOnlyList<ParkedDelivery>>;

/// <param name="Handler">Module and handler: "Orders.ConfirmOrder".</param>
/// <param name="Fact">What was to be told: "Payments.PaymentSucceeded".</param>
/// <param name="Subject">Most often an order's id.</param>
/// <param name="Error">The first line of what went wrong the last time.</param>
public sealed record ParkedDelivery(long Position, string Handler, string Fact, Guid Subject, DateTime ToldAt, DateTime ParkedAt, string Error);

sealed class ListParkedHandler(StoreDb db) : IRequestHandler<ListParked, IReadOnlyList<ParkedDelivery>>
{
    const int AtMost = 100;

    public async Task<IReadOnlyList<ParkedDelivery>> Handle(ListParked asked, CancellationToken ct)
    {
        var parked = await db.Set<DeliveryRow>().AsNoTracking().Where(d => d.DoneAt == null && d.ParkedAt != null).OrderByDescending(d => d.ParkedAt)
            .ThenByDescending(d => d.Position).Take(AtMost)
            .Join(db.Set<FactRow>(), d => d.Position, f => f.Position, (d, f) => new { d.Position, d.Handler, f.Name, d.Subject, f.ToldAt, d.ParkedAt, d.Error }).ToListAsync(ct);
        return [.. parked.Select(p => new ParkedDelivery(p.Position, p.Handler, p.Name, p.Subject, p.ToldAt, p.ParkedAt!.Value,
            (p.Error ?? "").Split('\n')[0].Trim())).OrderByDescending(p => p.ParkedAt).ThenByDescending(p => p.Position)];
    }
}
