namespace Storefront.Shipping;

public enum ClosureKind { Snow, Slide, Works, Convoy }

/// <summary>A leg was shut. Append-only: opening it again is a row of its own (<see cref="Reopening"/>).</summary>
internal sealed class Closure
{
    public required Guid Id { get; init; }
    public required string LegId { get; init; }
    public required ClosureKind Kind { get; init; }
    public required DateTime From { get; init; }
    /// <summary>When it is said to open; null while nobody knows.</summary>
    public DateTime? Until { get; init; }
    public Guid? ActedBy { get; init; }
}

internal sealed class Reopening
{
    public required Guid ClosureId { get; init; }
    public required DateTime At { get; init; }
    public Guid? ActedBy { get; init; }
}

/// <summary>By how many days a closure moved a parcel: a closure moves each parcel once, and opening early gives back what was not needed.</summary>
internal sealed class Delay
{
    public required Guid ClosureId { get; init; }
    public required Guid ParcelId { get; init; }
    public required int Days { get; init; }
}
