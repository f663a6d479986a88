namespace Storefront.Contracts;

/// <summary>
/// What each yuan of a price pays for, by weight in per cent: the one rule behind the product page and the ledger.
/// The road's, the boxes' and the service's shares stay with the shop, which pays for them.
/// </summary>
public sealed record PriceSplit(Money Producer, Money Road, Money Box, Money Service)
{
    public static IReadOnlyList<long> Weights { get; } = [61, 22, 9, 8];

    /// <summary>Of a voucher: without road and box their shares are the producer's.</summary>
    public static IReadOnlyList<long> VoucherWeights { get; } = [92, 0, 0, 8];
    public Money Shop => Road + Box + Service;

    public static PriceSplit Of(Money price, bool vouchers = false)
    {
        var shares = price.Share(vouchers ? VoucherWeights : Weights);
        return new(shares[0], shares[1], shares[2], shares[3]);
    }
}
