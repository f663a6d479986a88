using Storefront.Contracts;

namespace Storefront.Payments.Events;

/// <summary>The inbox: an event of the provider that took effect, or that was looked at and fits nothing of ours.</summary>
internal sealed class ReceivedEvent
{
    public required string Provider { get; init; }
    public required string Id { get; init; }
    public required string Type { get; init; }
    /// <summary>The attempt or the refund that it names.</summary>
    public required Guid Subject { get; init; }
    public required Money Amount { get; init; }
    public required DateTime ReceivedAt { get; init; }
    /// <summary>Why it was not applied; such rows are for a person to look at.</summary>
    public string? Unmatched { get; init; }
}
