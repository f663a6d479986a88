using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Orders;
using Storefront.Platform;
using Storefront.Platform.Data;
using Storefront.Shipping.Areas;

namespace Storefront.Shipping.Parcels;

/// <summary>A paid order becomes parcels, one a producer. On the order path of every sale: one look, one insert.</summary>
internal sealed class MakeParcels(StoreDb db, AreaNames names, TimeProvider clock) : INotificationHandler<OrderConfirmed>
{
    const int WhatIsEnough = 3;

    public async Task Handle(OrderConfirmed told, CancellationToken ct)
    {
        if (await db.Parcels.AnyAsync(p => p.TrackingToken == told.TrackingToken, ct)) return;
        var area = names.Find(told.Address);
        var today = ChinaTime.Day(clock.GetUtcNow().UtcDateTime);
        await db.InsertMany([.. told.SellerOrders.Select(part =>
        {
            var lines = told.Lines.Where(l => l.SellerOrderId == part.SellerOrderId).ToList();
            return new Parcel
            {
                Id = Guid.CreateVersion7(), OrderId = told.OrderId, SellerOrderId = part.SellerOrderId, ProducerId = part.ProducerId, Producer = part.Producer,
                Origin = part.Origin, Area = area, Number = Codes.NewNumber(today), OrderNumber = told.Number, TrackingToken = told.TrackingToken,
                Boxes = lines.Sum(l => l.Units), Gross = new(lines.Sum(l => l.Gross.Grams * l.Units)), What = What(lines),
                PromisedFrom = told.Promise.From, PromisedTo = told.Promise.To, ExpectedFrom = told.Promise.From, ExpectedTo = told.Promise.To,
                State = ParcelState.AwaitingPacking, PaidAt = told.PaidAt,
            };
        })], ct);
    }

    /// <summary>"Highland apples, 5 kg box × 2" in each language that all its parts know.</summary>
    static Text What(List<LineSold> lines)
    {
        return new(In("zh")!, In("en"), In("fr"), In("bo"));

        string? In(string language) => lines.Exists(l => l.Listing.Exact(language) is null) ? null
            : string.Join(language == "zh" ? "、" : ", ", lines.Take(WhatIsEnough).Select(l => $"{l.Listing.In(language)} {l.Variant.In(language)} × {l.Units}")) + (lines.Count > WhatIsEnough ? " …" : "");
    }
}
