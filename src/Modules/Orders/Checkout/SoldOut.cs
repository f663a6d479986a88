using System.Collections.Concurrent;
using System.Diagnostics;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;

namespace Storefront.Orders.Checkout;

/// <summary>
/// What this node saw run short within the last second, so that a rush for a sold-out box is turned away before the lane. A hint: stock
/// that comes back is on sale again at once where it came back, and a second later on other nodes. Only the lane decides who gets a box.
/// </summary>
internal sealed class SoldOut
{
    static readonly TimeSpan Life = TimeSpan.FromSeconds(1);
    // Real time, not the shop's: a moved clock must not stretch a hint.
    readonly ConcurrentDictionary<Guid, (Text Listing, Text Variant, int Left, long SeenAt)> seen = new();

    public void Saw(VariantOnOffer offer) => seen[offer.VariantId] = (offer.Listing, offer.Variant, offer.Available, Stopwatch.GetTimestamp());

    public void CameBack(IEnumerable<Guid> variants)
    {
        foreach (var variant in variants) seen.TryRemove(variant, out _);
    }

    /// <summary>The refusal of a line that asks for more than was left, or null.</summary>
    public Refusal? Refuses(VariantUnits line) =>
        seen.TryGetValue(line.VariantId, out var known) && line.Units > known.Left && Stopwatch.GetElapsedTime(known.SeenAt) < Life ? Short(known.Listing, known.Variant, known.Left) : null;

    public static Refusal Short(Text listing, Text variant, int left) =>
        left > 0 ? new("units-left", RefusalKind.Conflict, null, listing, variant, left) : new("sold-out", RefusalKind.Conflict, null, listing, variant);
}
