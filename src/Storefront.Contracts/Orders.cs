using Storefront.Contracts.Catalog;

namespace Storefront.Contracts.Orders;

/// <summary>The links of an order and of its parcels open nothing for ever: whoever finds one in an old message reads nobody's address.</summary>
public static class OrderLinks
{
    static readonly TimeSpan Last = TimeSpan.FromDays(180);

    /// <param name="over">When the order was over, or its parcel: delivered, cancelled or expired.</param>
    public static bool End(DateTime? over, DateTime now) => over < Since(now);

    /// <summary>The links of what was over before have ended.</summary>
    public static DateTime Since(DateTime now) => now - Last;
}

/// <summary>One line of an order as it was frozen at placement.</summary>
/// <param name="Net">Of one box, as is Gross.</param>
/// <param name="Paid">UnitPrice x Units less the line's share of discounts.</param>
/// <param name="Voucher">Nothing is sent: each unit is a voucher, good on those days.</param>
public sealed record LineSold(
    Guid LineId, Guid SellerOrderId, Guid ProducerId, Guid VariantId, Guid ListingId, Text Listing, Text Variant,
    int Units, Mass Net, Mass Gross, Money Paid, Guid? CampaignId, VoucherTerms? Voucher = null);

/// <summary>One producer's part of an order.</summary>
/// <param name="Vouchers">Its goods are vouchers, of which no parcel is made.</param>
public sealed record SellerOrderPlaced(Guid SellerOrderId, Guid ProducerId, Text Producer, string Origin, Money Goods, bool Vouchers = false);

/// <summary>One voucher of a paid order.</summary>
/// <param name="Code">Redeems it: whoever has it has the voucher.</param>
public sealed record VoucherIssued(Guid VoucherId, string Code, Text Listing, Text Variant, VoucherTerms Terms);

/// <param name="Number">What a person reads, e.g. 1118-0427K.</param>
/// <param name="OrderToken">Opens /o/{token}: private to the buyer.</param>
/// <param name="TrackingToken">Opens /t/{token}: read-only, nothing personal.</param>
/// <param name="HoldUntil">Unpaid by then, the order expires and its stock returns.</param>
public sealed record OrderPlaced(
    Guid OrderId, string Number, string OrderToken, string TrackingToken, Contact Contact, Money Total, DateTime PlacedAt, DateTime HoldUntil) : IFact
{
    public Guid Subject => OrderId;
}

/// <summary>Paid in full: the farmers can pack.</summary>
/// <param name="Promise">The window that was sold at checkout; never rewritten.</param>
/// <param name="Replaces">The number of the order whose claimed boxes are sent once more: nothing was paid, and nothing new was sold.</param>
/// <param name="PickUp">The point where it waits to be fetched; null when it comes to the door.</param>
/// <param name="Address">Null when there is nothing to send.</param>
/// <param name="Vouchers">Null where none was sold.</param>
public sealed record OrderConfirmed(
    Guid OrderId, string Number, string OrderToken, string TrackingToken, Contact Contact, Address? Address, Money Total, Money Delivery, DateTime PlacedAt, DateTime PaidAt,
    ArrivalWindow Promise, IReadOnlyList<SellerOrderPlaced> SellerOrders, IReadOnlyList<LineSold> Lines, string? Replaces = null, string? PickUp = null,
    IReadOnlyList<VoucherIssued>? Vouchers = null) : IFact
{
    public Guid Subject => OrderId;
}

/// <summary>Not paid in time; stock and quotas are back.</summary>
public sealed record OrderExpired(Guid OrderId) : IFact
{
    public Guid Subject => OrderId;
}

/// <summary>Seller orders of a confirmed order were cancelled before packing; the money goes back.</summary>
/// <param name="Whole">Nothing of the order is left.</param>
/// <param name="Refund">What the buyer gets back.</param>
/// <param name="Parts">The parts that ended.</param>
public sealed record OrderCancelled(Guid OrderId, string Number, Contact Contact, bool Whole, Money Refund, IReadOnlyList<Guid> Parts,
    IReadOnlyList<LineSold> Lines, DateTime PlacedAt, DateTime CancelledAt) : IFact
{
    public Guid Subject => OrderId;
}

/// <summary>The producer (or a service point for the producer) packed a part: its boxes wait for a run.</summary>
public sealed record SellerOrderPacked(Guid OrderId, Guid SellerOrderId, Guid ProducerId, DateTime PackedAt, Guid ActedBy, Guid ActedFor) : IFact
{
    public Guid Subject => OrderId;
}

/// <summary>The buyer gave a voucher back before anybody redeemed it; the money goes back.</summary>
public sealed record VoucherGivenBack(Guid OrderId, Guid LineId, Guid VoucherId, Money Refund) : IFact
{
    public Guid Subject => OrderId;
}

/// <summary>The office looked at what the buyer had said was wrong, and found otherwise.</summary>
/// <param name="Answer">Why, in the words of the office.</param>
public sealed record ClaimDeclined(Guid OrderId, Guid SellerOrderId, Guid ClaimId, string Answer) : IFact
{
    public Guid Subject => OrderId;
}

/// <summary>What was packed weighs otherwise than what was sold: from here on the scale counts. Told after the packing, once.</summary>
public sealed record BoxesWeighed(Guid OrderId, Guid SellerOrderId, IReadOnlyList<LineWeighed> Lines) : IFact
{
    public Guid Subject => OrderId;
}

/// <param name="Sold">Net, of all boxes of the line together, as is Packed.</param>
/// <param name="Returned">What goes back to the buyer for what is missing.</param>
public sealed record LineWeighed(Guid LineId, Text Listing, Mass Sold, Mass Packed, Money Returned);

/// <summary>Somebody typed the phone or e-mail that it was placed with, and asks for its link again.</summary>
/// <param name="To">Which of the contact's two it was; the link goes nowhere else.</param>
public sealed record OrderLinkAsked(Guid OrderId, string To, DateTime At) : IFact
{
    public Guid Subject => OrderId;
}

/// <summary>The buyer said otherwise where to, before anything was packed.</summary>
/// <param name="Contact">Whom to tell from now on.</param>
public sealed record OrderAddressChanged(Guid OrderId, Contact Contact, DateTime At) : IFact
{
    public Guid Subject => OrderId;
}

/// <summary>Every part is delivered, and every voucher redeemed.</summary>
public sealed record OrderCompleted(Guid OrderId, DateTime CompletedAt) : IFact
{
    public Guid Subject => OrderId;
}
