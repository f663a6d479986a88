using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Storefront.Platform.Data;

namespace Storefront.Promotions.Pricing;

/// <summary>
/// The campaigns that can still be on sale, kept in memory: rules change a few times a year and are asked for by every page and every order.
/// Quotas and limits are never kept here. Another node sees a change within a second.
/// </summary>
internal sealed class CampaignBook(TimeProvider clock)
{
    static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    readonly SemaphoreSlim reading = new(1, 1);
    volatile Kept? kept;

    public async ValueTask<IReadOnlyList<Terms>> Open(StoreDb db, CancellationToken ct)
    {
        if (kept is { } now && clock.GetElapsedTime(now.ReadAt) < Fresh) return now.Campaigns;
        // One reads; the others go on with what is known, unless nothing is.
        if (!await reading.WaitAsync(kept is null ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, ct)) return (kept ?? await Read(db, ct)).Campaigns;
        try
        {
            if (kept is { } known && clock.GetElapsedTime(known.ReadAt) < Fresh) return known.Campaigns;
            return (kept = await Read(db, ct)).Campaigns;
        }
        finally { reading.Release(); }
    }

    /// <summary>A campaign was made or changed on this node.</summary>
    public void Close() => kept = null;

    async Task<Kept> Read(StoreDb db, CancellationToken ct)
    {
        var readAt = clock.GetTimestamp();
        // A clock that differs a little between nodes must not hide a campaign that has just ended.
        var since = clock.GetUtcNow().UtcDateTime - TimeSpan.FromMinutes(5);
        var campaigns = await db.Campaigns.AsNoTracking().Where(c => c.EndsAt > since).OrderBy(c => c.StartsAt).ThenBy(c => c.Id).ToListAsync(ct);
        if (campaigns.Count == 0) return new(readAt, []);
        var ids = campaigns.ConvertAll(c => c.Id);
        var listings = (await db.CampaignListings.AsNoTracking().Where(l => ids.Contains(l.CampaignId)).ToListAsync(ct)).ToLookup(l => l.CampaignId, l => l.ListingId);
        var rules = (await db.Rules.AsNoTracking().Where(r => ids.Contains(r.CampaignId)).OrderBy(r => r.Position).ThenBy(r => r.Id).ToListAsync(ct)).ToLookup(r => r.CampaignId);
        var quotas = (await db.Quotas.AsNoTracking().Where(q => ids.Contains(q.CampaignId)).Select(q => new { q.Id, q.CampaignId, q.VariantId }).ToListAsync(ct)).ToLookup(q => q.CampaignId);
        return new(readAt, campaigns.ConvertAll(c => new Terms(
            c.Id, c.Slug, c.Name, c.Promise, c.WarmsUpAt, c.StartsAt, c.EndsAt,
            listings[c.Id].ToFrozenSet(), [.. rules[c.Id]], quotas[c.Id].ToFrozenDictionary(q => q.VariantId, q => q.Id))));
    }

    sealed record Kept(long ReadAt, IReadOnlyList<Terms> Campaigns);
}
