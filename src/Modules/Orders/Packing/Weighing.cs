using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Orders.Packing;

/// <summary>What a person reads off the scale for a line's boxes together; 0 where it could not be read.</summary>
internal readonly record struct LineWeight(Guid LineId, decimal Kilograms);

/// <param name="Sold">Net, of all its boxes together, as is Packed.</param>
/// <param name="Returned">What goes back to the buyer because they weigh less.</param>
internal sealed record LinePacked(Guid Id, Guid ListingId, Guid VariantId, Text Listing, Text Variant, int Units, Mass Sold, Mass Packed, Money Returned);

/// <summary>The scale against what was sold. What is missing is paid back, what is more costs nothing.</summary>
internal static class Weighing
{
    const decimal AtLeast = 0.1m, AtMost = 1.5m;

    internal static string FieldOf(Guid line) => $"kg-{line}";

    /// <summary>
    /// In proportion to what the buyer paid for the line, to the fen, half a fen to the buyer. Within the tolerance (per cent) fruit and wood only dry: nothing
    /// goes back. Beyond it all that is missing does, not only what is beyond.
    /// </summary>
    internal static Money Back(Money paid, Mass sold, Mass packed, decimal tolerance)
    {
        var missing = sold - packed;
        return missing.Grams * 100m <= sold.Grams * tolerance ? Money.Zero : paid.Share([missing.Grams, packed.Grams])[0];
    }

    /// <summary>A slip of the finger, grams or jin: far from what was sold it is asked for again.</summary>
    internal static Mass Read(LineWeight typed, Mass sold)
    {
        var kilograms = typed.Kilograms;
        if (kilograms <= 0) throw new Refusal("pack-weight-wrong", field: FieldOf(typed.LineId));
        if (kilograms < sold.Kilograms * AtLeast || kilograms > sold.Kilograms * AtMost) throw new Refusal("pack-weight-far", field: FieldOf(typed.LineId), arguments: [sold]);
        if (!decimal.IsInteger(kilograms * 1000)) throw new Refusal("pack-weight-wrong", field: FieldOf(typed.LineId));
        return new((long)(kilograms * 1000));
    }

    /// <summary>What a line's boxes weigh together by what was typed; as sold where nothing was.</summary>
    internal static Mass Of(this IReadOnlyList<LineWeight> weights, Guid line, Mass sold) => weights.Where(w => w.LineId == line).Select(w => (Mass?)Read(w, sold)).FirstOrDefault() ?? sold;

    extension(StoreDb db)
    {
        /// <summary>The lines of a part as they stand, or as they would with these weights.</summary>
        internal async Task<List<LinePacked>> Weighed(Guid order, Guid part, IReadOnlyList<LineWeight> weights, decimal tolerance, CancellationToken ct)
        {
            var lines = await db.OrderLines.AsNoTracking().Where(l => l.OrderId == order && l.SellerOrderId == part).OrderBy(l => l.Id).ToListAsync(ct);
            return lines.ConvertAll(line =>
            {
                var sold = line.Net * line.Units;
                if (line.Packed > Mass.Zero) return new LinePacked(line.Id, line.ListingId, line.VariantId, line.Listing, line.Variant, line.Units, sold, line.Packed, line.Returned);
                var packed = weights.Of(line.Id, sold);
                return new LinePacked(line.Id, line.ListingId, line.VariantId, line.Listing, line.Variant, line.Units, sold, packed, Back(line.Paid, sold, packed, tolerance));
            });
        }
    }
}
