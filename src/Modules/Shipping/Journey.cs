namespace Storefront.Shipping;

/// <summary>
/// Where a run, and a parcel on it, has got to: worked out anew from all scans by the time they happened, never kept by the order they came in.
/// So a scan that was sent a day late, or twice, or before another, changes nothing but what it says itself.
/// </summary>
internal static class Journey
{
    /// <param name="places">The places of the way in order, passes included.</param>
    public static Progress Of(IReadOnlyList<string> places, IEnumerable<Scan> scans)
    {
        var at = -1;
        DateTime? last = null, delivered = null;
        var seen = new Dictionary<int, DateTime>();
        foreach (var scan in scans.DistinctBy(s => s.Id).OrderBy(s => s.HappenedAt).ThenBy(s => s.Id))
        {
            last = scan.HappenedAt;
            if (scan.Kind == ScanKind.Delivered) { delivered ??= scan.HappenedAt; continue; }
            var place = IndexOf(places, scan.Place, Math.Max(0, at));
            if (place < 0) continue;
            seen.TryAdd(place, scan.HappenedAt);
            at = Math.Max(at, place);
        }
        // What lies behind was driven past, seen or not.
        var visits = Enumerable.Range(0, at + 1).Select(i => new Visit(i, places[i], seen.TryGetValue(i, out var when) ? when : null)).ToList();
        return new(at, at == places.Count - 1, last, delivered, visits);
    }

    /// <summary>A way may lead through a town twice: then the visit still to come is meant.</summary>
    static int IndexOf(IReadOnlyList<string> places, string place, int from)
    {
        var earlier = -1;
        for (var i = 0; i < places.Count; i++)
            if (places[i] == place)
            {
                if (i >= from) return i;
                earlier = earlier < 0 ? i : earlier;
            }
        return earlier;
    }
}

/// <param name="At">The furthest place reached, or -1 before the departure.</param>
internal sealed record Progress(int At, bool Arrived, DateTime? LastReport, DateTime? DeliveredAt, IReadOnlyList<Visit> Visits)
{
    public ParcelState State => DeliveredAt is not null ? ParcelState.Delivered : Arrived ? ParcelState.AtHub : At >= 0 ? ParcelState.OnTheRoad : ParcelState.Loaded;
}

/// <param name="Seen">When it was seen there; null when it must have passed unseen.</param>
internal sealed record Visit(int Index, string Place, DateTime? Seen);
