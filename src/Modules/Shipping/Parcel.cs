using Storefront.Contracts;

namespace Storefront.Shipping;

/// <summary>The order of the states is the order of the journey; the last two end it.</summary>
internal enum ParcelState { AwaitingPacking, Packed, Loaded, OnTheRoad, AtHub, Delivered, Cancelled }

/// <summary>What one producer sends to one buyer: today the boxes of a seller order together. Knows the area it goes to, never the address.</summary>
internal sealed class Parcel
{
    public required Guid Id { get; init; }
    public required Guid OrderId { get; init; }
    public required Guid SellerOrderId { get; init; }
    public required Guid ProducerId { get; init; }
    public required Text Producer { get; init; }
    public required string Origin { get; init; }
    public required string Area { get; init; }
    /// <summary>The point where it waits to be fetched; null when it comes to the door.</summary>
    public string? PickUp { get; init; }
    public required string Number { get; init; }
    public required string OrderNumber { get; init; }
    /// <summary>Shared by the parcels of an order.</summary>
    public required string TrackingToken { get; init; }
    public required int Boxes { get; init; }
    public required Mass Gross { get; init; }
    public required Text What { get; init; }
    /// <summary>The window that was sold; never rewritten.</summary>
    public required DateOnly PromisedFrom { get; init; }
    public required DateOnly PromisedTo { get; init; }
    public required DateOnly ExpectedFrom { get; init; }
    public required DateOnly ExpectedTo { get; init; }
    public required ParcelState State { get; init; }
    public Guid? RunId { get; init; }
    public required DateTime PaidAt { get; init; }
    public DateTime? PackedAt { get; init; }
    public DateTime? DeliveredAt { get; init; }
    public DateTime? CancelledAt { get; init; }
    /// <summary>Who received it and how that was shown; for the buyer and the coordinator, never on the tracking page.</summary>
    public string? Proof { get; init; }
    /// <summary>How many delays were told.</summary>
    public int Delays { get; init; }
    /// <summary>Who changed it last; until it is loaded that is who packed it.</summary>
    public Guid? ActedBy { get; init; }
    /// <summary>Who packed it for the producer: the farmer, or somebody of a service point. Kept when it is loaded.</summary>
    public Guid? PackedBy { get; init; }
    /// <summary>Grows with every change that the tracking page shows, also of the parcel's run and road: what listeners on all nodes compare.</summary>
    public int Revision { get; init; }
}
