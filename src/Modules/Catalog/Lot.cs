using Storefront.Contracts;

namespace Storefront.Catalog;

/// <summary>One harvest of a listing, and how much of it is given to paid lines.</summary>
internal sealed class Lot
{
    public required Guid Id { get; init; }
    public required Guid ListingId { get; init; }
    public required DateOnly HarvestedOn { get; init; }
    public required Mass Mass { get; init; }
    public required Mass Allocated { get; init; }
    public required DateOnly BestBefore { get; init; }
}

/// <summary>Boxes kept for an order: held while it waits for its money, allocated once it is paid, returned when it ends without a parcel.</summary>
internal sealed class Hold
{
    public required Guid OrderId { get; init; }
    public required Guid VariantId { get; init; }
    public required int Units { get; init; }
    public required HoldState State { get; init; }
    /// <summary>The last day of the window that a paid order was promised for.</summary>
    public DateOnly? PromisedTo { get; init; }
    /// <summary>When its boxes were packed; until then it is an open promise.</summary>
    public DateTime? PackedAt { get; init; }
}

internal enum HoldState { Held, Allocated, Returned }

/// <summary>A part of a lot that was given to a paid line.</summary>
internal sealed class Allocation
{
    public required Guid OrderId { get; init; }
    public required Guid VariantId { get; init; }
    public required Guid LotId { get; init; }
    public required Mass Mass { get; init; }
}
