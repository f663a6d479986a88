using Storefront.Contracts;
using Storefront.Contracts.Payments;

namespace Storefront.Payments;

/// <summary>Money on its way back: asked for, sent to the provider, and done or failed when the provider's event says so.</summary>
internal sealed class Refund
{
    /// <summary>Given by who asks; the provider's idempotency key too.</summary>
    public required Guid Id { get; init; }
    public required Guid OrderId { get; init; }
    public required Money Amount { get; init; }
    public required IReadOnlyList<ProducerShare> Shares { get; init; }
    public required string Reason { get; init; }
    public RefundState State { get; init; }
    public required DateTime RequestedAt { get; init; }
    public DateTime? EndedAt { get; init; }
    /// <summary>When it is sent, or sent again; null when there is nothing left to send.</summary>
    public DateTime? DueAt { get; init; }
    public int Attempts { get; init; }
    public string? Error { get; init; }
}

internal enum RefundState { Requested, Sent, Succeeded, Failed }
