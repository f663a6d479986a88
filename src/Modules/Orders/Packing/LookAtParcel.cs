using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Shipping;
using Storefront.Platform.Data;

namespace Storefront.Orders.Packing;

/// <summary>What stands on the labels and the slip of a packed part, from its packing until a truck takes it: only so long is the door the packer's business.</summary>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record LookAtParcel(Guid ProducerId, Guid SellerOrderId) : IQuery<ParcelToSend>, IForProducer;

/// <param name="To">Who receives it.</param>
/// <param name="From">Who bought it.</param>
/// <param name="PickUp">Where it waits instead of going to the address.</param>
/// <param name="Waybill">Null for the moment until Shipping has heard of the order.</param>
internal sealed record ParcelToSend(
    Guid Id, Guid ProducerId, string Number, string? Waybill, string TrackingToken, string Language, Contact To, Gift? Gift, string From, PickUp? PickUp,
    Address Address, Text Producer, Text? Village, IReadOnlyList<LineToSend> Lines)
{
    public int Boxes => Lines.Sum(l => l.Packed.Units);
    /// <summary>As it is read aloud, in groups of four: 1118 K7Q2 MX5.</summary>
    public string Grouped => string.Join(' ', (Waybill ?? "").Where(char.IsAsciiLetterOrDigit).Chunk(4).Select(group => new string(group)));
}

/// <param name="Kept">How warm it may get; null where that does not matter.</param>
internal sealed record LineToSend(LinePacked Packed, ArrivalWindow? Picked, Temperatures? Kept);

internal sealed class LookAtParcelHandler(StoreDb db, IMediator shop, OrdersSettings settings) : IRequestHandler<LookAtParcel, ParcelToSend>
{
    public async Task<ParcelToSend> Handle(LookAtParcel asked, CancellationToken ct)
    {
        var part = await db.SellerOrders.AsNoTracking().Where(s => s.Id == asked.SellerOrderId && s.ProducerId == asked.ProducerId && s.CancelledAt == null && !s.Vouchers)
            .Join(db.Orders, s => s.OrderId, o => o.Id, (s, o) =>
                new { s.OrderId, s.Fulfilment, s.Producer, s.Origin, o.Number, o.TrackingToken, o.Language, o.Contact, o.Gift, o.PickUp, o.Address })
            .SingleOrDefaultAsync(ct)
            ?? throw new Refusal("not-found", RefusalKind.NotFound);
        if (part.Fulfilment != Fulfilment.Packed) throw new Refusal(part.Fulfilment switch { Fulfilment.None => "pack-unpaid",
            Fulfilment.Allocated => "parcel-not-packed", _ => "parcel-not-here" });

        var lines = await db.Weighed(part.OrderId, asked.SellerOrderId, [], settings.WeightTolerance, ct);
        var picked = (await shop.Send(new WhenPicked(part.OrderId), ct)).ToDictionary(p => p.VariantId, p => new ArrivalWindow(p.From, p.To));
        var classes = await shop.Send(new ClassesOfGoods([.. lines.Select(l => l.ListingId).Distinct()]), ct);
        var kept = await shop.Send(new KeepAt([.. classes.Values]), ct);
        var places = await shop.Send(new DescribePlaces([part.Origin]), ct);
        return new(asked.SellerOrderId, asked.ProducerId, part.Number, await shop.Send(new WaybillOf(asked.SellerOrderId), ct), part.TrackingToken, part.Language,
            part.Gift is { } gift ? new(gift.Name, gift.Phone, null, part.Language) : part.Contact, part.Gift, part.Contact.Name, part.PickUp, part.Address!, part.Producer,
            places.GetValueOrDefault(part.Origin)?.Name, [.. lines.Select(l =>
                new LineToSend(l, picked.TryGetValue(l.VariantId, out var days) ? days : null, kept.GetValueOrDefault(classes[l.ListingId])))]);
    }
}
