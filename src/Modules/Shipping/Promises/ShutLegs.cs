using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;
using Storefront.Shipping.Dispatch;

namespace Storefront.Shipping.Promises;

/// <summary>A leg that is shut now.</summary>
internal sealed record Shut(string LegId, DateTime? Until)
{
    /// <summary>How long it keeps a box waiting that leaves the village on a day: until the road is said to open, by the same sum as on the road.</summary>
    public int DaysAfter(DateOnly ready, DateTime now) => Delays.Days((Until ?? now + Delays.WhileUnknown) - ChinaTime.StartOf(ready));
}

/// <summary>What is shut, kept for a second: every product page and every order asks, and the road changes a few times a winter.</summary>
internal sealed class ShutLegs(TimeProvider clock)
{
    static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    volatile Kept? kept;

    public async ValueTask<IReadOnlyList<Shut>> Now(StoreDb db, CancellationToken ct)
    {
        if (kept is { } known && clock.GetElapsedTime(known.ReadAt) < Fresh) return known.Legs;
        var readAt = clock.GetTimestamp();
        var legs = await db.ClosedAt(clock.GetUtcNow().UtcDateTime).Select(c => new Shut(c.LegId, c.Until)).ToListAsync(ct);
        kept = new(readAt, legs);
        return legs;
    }

    /// <summary>A leg was shut or opened on this node.</summary>
    public void Forget() => kept = null;

    sealed record Kept(long ReadAt, IReadOnlyList<Shut> Legs);
}
