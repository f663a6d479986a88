using Storefront.Contracts;

namespace Storefront.Orders.OrderPage;

/// <summary>Tax that prices include.</summary>
/// <param name="Rate">In hundredths of a per cent: 900 is 9 %.</param>
internal sealed record TaxIncluded(int Rate, Money Paid, Money Tax)
{
    public decimal Percent => Rate / 100m;

    /// <summary>Of what was paid at each rate, rounded once a rate and not once a line; goods without tax are left out.</summary>
    public static IReadOnlyList<TaxIncluded> Of(IEnumerable<(int Rate, Money Paid)> lines) =>
        [.. lines.Where(l => l.Rate > 0 && l.Paid > Money.Zero).GroupBy(l => l.Rate).OrderBy(g => g.Key)
            .Select(g => g.Sum(l => l.Paid) is var paid ? new TaxIncluded(g.Key, paid, In(paid, g.Key)) : null!)];

    static Money In(Money paid, int rate) => new((long)Math.Round((decimal)paid.Fen * rate / (10_000 + rate), MidpointRounding.AwayFromZero));
}
