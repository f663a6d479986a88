using Storefront.Contracts;

namespace Storefront.Catalog.Stock;

/// <summary>What is free of a lot.</summary>
internal readonly record struct FreeLot(Guid LotId, DateOnly BestBefore, Mass Free);

/// <summary>A share of a lot for a line.</summary>
internal readonly record struct LotShare(Guid LotId, Mass Mass);

internal static class FirstExpiredFirst
{
    /// <summary>
    /// Takes the mass from the lots that expire first, over several where one is not enough; what is past its date is never given, and what will be
    /// on arrival only when nothing else is left. Answers
    /// with less than was wanted when the lots hold less: the box is sold and will be packed, the farmer's harvest figures are what is short.
    /// </summary>
    public static IReadOnlyList<LotShare> Share(IEnumerable<FreeLot> lots, Mass wanted, DateOnly today, DateOnly arrives)
    {
        var shares = new List<LotShare>();
        foreach (var lot in lots.Where(l => l.Free > Mass.Zero && l.BestBefore >= today).OrderBy(l => l.BestBefore < arrives).ThenBy(l => l.BestBefore).ThenBy(l => l.LotId))
        {
            if (wanted <= Mass.Zero) break;
            var taken = lot.Free < wanted ? lot.Free : wanted;
            shares.Add(new(lot.LotId, taken));
            wanted -= taken;
        }
        return shares;
    }
}
