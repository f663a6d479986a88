using Storefront.Contracts;

namespace Storefront.Payments.Ledger;

/// <summary>
/// One line of a posting. Lines are only ever added, and those of a posting sum to zero. Clearing is what the provider holds for us (positive);
/// what is owed to producers, to the shop itself and to buyers awaiting a refund is negative.
/// </summary>
internal sealed class LedgerEntry
{
    public required Guid PostingId { get; init; }
    public required int Line { get; init; }
    public required Guid OrderId { get; init; }
    public required Account Account { get; init; }
    public Guid? ProducerId { get; init; }
    public required Money Amount { get; init; }
    /// <summary>The price of the goods a producer's share was taken of; less when they are refunded.</summary>
    public Money Goods { get; init; }
    /// <summary>A producer's line about vouchers, whose price is split otherwise than that of goods that are sent.</summary>
    public bool Vouchers { get; init; }
    public required Cause Cause { get; init; }
    public required DateTime At { get; init; }
}

internal enum Account { Clearing, Producers, Shop, Refunds }
internal enum Cause { Sale, RefundAsked, RefundSent }
