using Storefront.Contracts;
using Storefront.Contracts.Payments;

namespace Storefront.Payments;

/// <summary>The one way an order is paid: whatever the buyer tries and however often, it is this attempt that succeeds, once.</summary>
internal sealed class Attempt
{
    public required Guid Id { get; init; }
    public required Guid OrderId { get; init; }
    public required string Number { get; init; }
    public required Money Amount { get; init; }
    /// <summary>What was given back or is owed to the buyer; never more than the amount.</summary>
    public Money Refunded { get; init; }
    public required IReadOnlyList<ProducerShare> Shares { get; init; }
    public AttemptState State { get; init; }
    public required string Provider { get; init; }
    public required string ReturnTo { get; init; }
    public required string Language { get; init; }
    public required DateTime ExpiresAt { get; init; }
    public required DateTime StartedAt { get; init; }
    public DateTime? PaidAt { get; init; }
}

/// <summary>Money that arrives after closing is still money: Closed, too, becomes Succeeded, and Orders sends it back.</summary>
internal enum AttemptState { Open, Succeeded, Closed }
