namespace Storefront.Shipping;

internal enum ScanKind { Departed, Passed, Arrived, Delivered }

/// <summary>Somebody saw the truck, or handed a parcel over. Append-only; the id is made where the scan is made, so sent twice it is one.</summary>
internal sealed class Scan
{
    public required Guid Id { get; init; }
    public required Guid RunId { get; init; }
    /// <summary>The parcel whose label was read; null when the truck was seen.</summary>
    public Guid? ParcelId { get; init; }
    public required string Place { get; init; }
    public required ScanKind Kind { get; init; }
    public required DateTime HappenedAt { get; init; }
    public required DateTime ReceivedAt { get; init; }
    public Guid? ActedBy { get; init; }
}
