using Storefront.Contracts;

namespace Storefront.Orders;

// Three states, never one: what was agreed, where the money is, where the boxes are (docs/architecture.md).
internal enum OrderState { Placed, Confirmed, Completed, Cancelled, Forfeited, Expired }
internal enum PaymentState { Unpaid, DepositPaid, Paid, PartlyRefunded, Refunded }
// Issued: vouchers that wait to be redeemed; the last of them delivers the part.
internal enum Fulfilment { None, Allocated, Packed, Issued, Dispatched, Delivered, Returned }

/// <summary>What one checkout became. Prices, texts, address and promise are frozen here and never computed again.</summary>
internal sealed class Order
{
    public required Guid Id { get; init; }
    /// <summary>Unique: however often a checkout is sent, it makes one order.</summary>
    public required Guid CheckoutId { get; init; }
    public required string Number { get; init; }
    /// <summary>Opens the order's page, where it can be paid and cancelled.</summary>
    public required string Token { get; init; }
    /// <summary>Opens tracking, which shows nothing personal.</summary>
    public required string TrackingToken { get; init; }
    public required string Language { get; init; }
    public OrderState State { get; init; }
    public PaymentState PaymentState { get; init; }
    public required Contact Contact { get; init; }
    /// <summary>Null, as is the area, when there is nothing to send.</summary>
    public required Address? Address { get; init; }
    /// <summary>Who receives it when it is a gift; null when the buyer does.</summary>
    public Gift? Gift { get; init; }
    /// <summary>The place where it waits to be fetched; null when it comes to the door.</summary>
    public PickUp? PickUp { get; init; }
    /// <summary>The phone or e-mail that limits per person count, in one form however it was typed.</summary>
    public required string Buyer { get; init; }
    /// <summary>The account that has it among its orders; null for a guest's.</summary>
    public Guid? PersonId { get; init; }
    /// <summary>Who of the staff placed it for somebody on the phone; null when the buyer did.</summary>
    public Guid? PlacedBy { get; init; }
    public required string? Area { get; init; }
    public Money Goods { get; init; }
    public Money Discount { get; init; }
    public Money Delivery { get; init; }
    public Money Total { get; init; }
    /// <summary>When the boxes arrive; of vouchers alone, when they can be redeemed.</summary>
    public required DateOnly PromiseFrom { get; init; }
    public required DateOnly PromiseTo { get; init; }
    public required DateTime PlacedAt { get; init; }
    public required DateTime HoldUntil { get; init; }
    /// <summary>The provider refused the last try to pay; null again once the buyer tries anew.</summary>
    public DateTime? RefusedAt { get; init; }
    public DateTime? PaidAt { get; init; }
    /// <summary>The attempt whose money confirmed the order; money from anywhere else goes back.</summary>
    public Guid? PaidBy { get; init; }
    /// <summary>The order whose claimed boxes are sent once more by this one, which costs nothing.</summary>
    public Guid? Replaces { get; init; }
    /// <summary>What the buyer confirmed before paying.</summary>
    public required IReadOnlyList<Checkout.Agreed> Agreed { get; init; }
    /// <summary>Completed, cancelled or expired.</summary>
    public DateTime? EndedAt { get; init; }
}

/// <summary>A gift goes to somebody else than the buyer: name and number for those who deliver, and what the card says.</summary>
internal sealed record Gift(string Name, string? Phone, string? Message);

/// <param name="From">Whoever bought it.</param>
internal sealed record GiftShown(Gift Gift, Contact From);

/// <summary>Where boxes wait to be fetched, as it was offered.</summary>
internal sealed record PickUp(string PointId, Text Name, Text Where, Text Hours);

/// <summary>One producer's part of an order: packed, sent and cancelled by itself. A producer's vouchers are a part of their own.</summary>
internal sealed class SellerOrder
{
    public required Guid Id { get; init; }
    public required Guid OrderId { get; init; }
    public required Guid ProducerId { get; init; }
    public required Text Producer { get; init; }
    public required string Origin { get; init; }
    /// <summary>Its lines are vouchers: nothing is packed or sent, and each is given back by itself.</summary>
    public bool Vouchers { get; init; }
    /// <summary>What the buyer pays for its lines.</summary>
    public Money Goods { get; init; }
    public Fulfilment Fulfilment { get; init; }
    public DateTime? PackedAt { get; init; }
    /// <summary>The person who marked it packed, and the producer it was done for.</summary>
    public Guid? ActedBy { get; init; }
    public Guid? ActedFor { get; init; }
    public DateTime? DeliveredAt { get; init; }
    public DateTime? CancelledAt { get; init; }
}

internal sealed class OrderLine
{
    public required Guid Id { get; init; }
    public required Guid OrderId { get; init; }
    public required Guid SellerOrderId { get; init; }
    public required Guid VariantId { get; init; }
    public required Guid ListingId { get; init; }
    public required string Slug { get; init; }
    public required string Photo { get; init; }
    public required Text Listing { get; init; }
    public required Text Variant { get; init; }
    public required int Units { get; init; }
    public Money ListPrice { get; init; }
    public Money UnitPrice { get; init; }
    /// <summary>UnitPrice x Units less the line's adjustments.</summary>
    public Money Paid { get; init; }
    /// <summary>Of one box.</summary>
    public Mass Net { get; init; }
    public Mass Gross { get; init; }
    /// <summary>What its boxes weigh together, net: as sold, or as the scale said; zero until they are packed.</summary>
    public Mass Packed { get; init; }
    /// <summary>What went back to the buyer because they weigh less than was sold.</summary>
    public Money Returned { get; init; }
    /// <summary>Of a voucher its first and its last day, and the last on which it can be given back.</summary>
    public DateOnly? ValidFrom { get; init; }
    public DateOnly? ValidUntil { get; init; }
    public DateOnly? BackUntil { get; init; }
    public Guid? CampaignId { get; init; }
    /// <summary>The rate of tax that the price includes, in hundredths of a per cent.</summary>
    public int TaxRate { get; init; }
}

/// <summary>The buyer asks for a fapiao, the tax authority's own receipt, which a person of the office makes out.</summary>
internal sealed class Fapiao
{
    public required Guid OrderId { get; init; }
    public required string Title { get; init; }
    /// <summary>Of a company; a person has none.</summary>
    public string? TaxNumber { get; init; }
    public required string Email { get; init; }
    public required DateTime AskedAt { get; init; }
    public DateTime? SentAt { get; init; }
}

/// <summary>A line's share of a basket-wide discount.</summary>
internal sealed class Adjustment
{
    public required Guid LineId { get; init; }
    public required Guid RuleId { get; init; }
    public required Guid OrderId { get; init; }
    public required Text Label { get; init; }
    public Money Amount { get; init; }
}

/// <summary>Money on its way back. The id is made from what caused it, so the same cause never asks twice.</summary>
internal sealed class Refund
{
    public required Guid Id { get; init; }
    public required Guid OrderId { get; init; }
    public Money Amount { get; init; }
    public required string Reason { get; init; }
    public required DateTime AskedAt { get; init; }
    public DateTime? DoneAt { get; init; }
}
