using Storefront.Contracts;

namespace Storefront.Community;

internal enum CountedState { Counted, Cancelled }

/// <summary>
/// One line of a confirmed order, as it was paid and packed. Figures are sums over these rows, never a counter of their own: a counter would be
/// one row that every order waits for, and a number that can differ from the orders.
/// </summary>
internal sealed class Counted
{
    /// <summary>The line's id: a line counts once.</summary>
    public required Guid Id { get; init; }
    public required Guid OrderId { get; init; }
    public required Guid SellerOrderId { get; init; }
    public required Guid ProducerId { get; init; }
    public required Guid VariantId { get; init; }
    public Guid? CampaignId { get; init; }
    public required int Units { get; init; }
    public required Mass Mass { get; init; }
    public required Money Paid { get; init; }
    public required DateTime PlacedAt { get; init; }
    /// <summary>The minute it was placed in, counted from 1970: what "orders a minute" groups by on both engines.</summary>
    public required long Minute { get; init; }
    public required CountedState State { get; init; }

    public static long MinuteOf(DateTime utc) => utc.Ticks / TimeSpan.TicksPerMinute - DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerMinute;
    public static DateTime StartOf(long minute) => DateTime.UnixEpoch.AddMinutes(minute);
}
