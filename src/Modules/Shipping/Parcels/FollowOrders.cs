using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Orders;
using Storefront.Platform;
using Storefront.Platform.Data;
using Storefront.Platform.Facts;
using Storefront.Shipping.Areas;

namespace Storefront.Shipping.Parcels;

/// <summary>
/// Parcels follow their order: made when it is paid, waiting for a truck when it is packed, ended when it is cancelled. One class, because the
/// outbox keeps the facts of an order in turn for each handler: two would let a packing overtake the order it belongs to.
/// </summary>
internal sealed class FollowOrders(StoreDb db, AreaNames names, TimeProvider clock)
    : IHandleMany<OrderConfirmed>, INotificationHandler<SellerOrderPacked>, INotificationHandler<BoxesWeighed>, INotificationHandler<OrderCancelled>
{
    const int WhatIsEnough = 3;

    /// <summary>One parcel a producer whose goods are sent. On the path of every sale: one look, one insert, however many came at once.</summary>
    public async Task Handle(IReadOnlyList<OrderConfirmed> told, CancellationToken ct)
    {
        var tokens = told.Select(t => t.TrackingToken).ToList();
        var known = (await db.Parcels.Where(p => tokens.Contains(p.TrackingToken)).Select(p => p.TrackingToken).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        await db.InsertMany([.. told.Where(t => !known.Contains(t.TrackingToken)).SelectMany(Parcels)], ct);
    }

    IEnumerable<Parcel> Parcels(OrderConfirmed told)
    {
        if (told.Address is not { } address) yield break;
        var area = names.Find(address);
        var today = ChinaTime.Day(clock.GetUtcNow().UtcDateTime);
        foreach (var part in told.SellerOrders.Where(p => !p.Vouchers))
        {
            var lines = told.Lines.Where(l => l.SellerOrderId == part.SellerOrderId).ToList();
            yield return new()
            {
                Id = Guid.CreateVersion7(), OrderId = told.OrderId, SellerOrderId = part.SellerOrderId, ProducerId = part.ProducerId, Producer = part.Producer,
                Origin = part.Origin, Area = area, PickUp = told.PickUp, Number = Codes.NewNumber(today), OrderNumber = told.Number, TrackingToken = told.TrackingToken,
                Boxes = lines.Sum(l => l.Units), Gross = new(lines.Sum(l => l.Gross.Grams * l.Units)), What = What(lines),
                PromisedFrom = told.Promise.From, PromisedTo = told.Promise.To, ExpectedFrom = told.Promise.From, ExpectedTo = told.Promise.To,
                State = ParcelState.AwaitingPacking, PaidAt = told.PaidAt,
            };
        }
    }

    public Task Handle(SellerOrderPacked told, CancellationToken ct) =>
        db.Parcels.Where(p => p.SellerOrderId == told.SellerOrderId && p.State == ParcelState.AwaitingPacking)
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.State, ParcelState.Packed).SetProperty(x => x.PackedAt, told.PackedAt)
                .SetProperty(x => x.ActedBy, told.ActedBy).SetProperty(x => x.Revision, x => x.Revision + 1), ct);

    public Task Handle(BoxesWeighed told, CancellationToken ct)
    {
        var more = told.Lines.Sum(l => l.Packed.Grams - l.Sold.Grams);
        return db.Parcels.Where(p => p.SellerOrderId == told.SellerOrderId)
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.Gross.Grams, x => x.Gross.Grams + more).SetProperty(x => x.Revision, x => x.Revision + 1), ct);
    }

    /// <summary>Orders cancels only what is not packed; what has left already is not called back by a late fact.</summary>
    public Task Handle(OrderCancelled told, CancellationToken ct) =>
        db.Parcels.Where(p => told.Parts.Contains(p.SellerOrderId) && (p.State == ParcelState.AwaitingPacking || p.State == ParcelState.Packed))
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.State, ParcelState.Cancelled).SetProperty(x => x.CancelledAt, told.CancelledAt)
                .SetProperty(x => x.Revision, x => x.Revision + 1), ct);

    /// <summary>"Highland apples, 5 kg box × 2" in each language that all its parts know.</summary>
    static Text What(List<LineSold> lines)
    {
        return new(In("zh")!, In("en"), In("fr"), In("bo"));

        string? In(string language) => lines.Exists(l => l.Listing.Exact(language) is null) ? null
            : string.Join(language == "zh" ? "、" : ", ", lines.Take(WhatIsEnough).Select(l => $"{l.Listing.In(language)} {l.Variant.In(language)} × {l.Units}"))
                + (lines.Count > WhatIsEnough ? " …" : "");
    }
}
