using Microsoft.EntityFrameworkCore;
using Storefront.Contracts.Promotions;
using Storefront.Platform.Data;

namespace Storefront.Promotions.Pricing;

/// <summary>Which quotas and limits baskets touch, and how much of them is left.</summary>
internal static class WhatIsLeft
{
    /// <summary>Quotas of the campaigns on sale for these variants.</summary>
    public static Guid[] QuotasOf(IReadOnlyList<Terms> campaigns, IEnumerable<Guid> variants, DateTime now)
    {
        var limited = campaigns.Where(c => c.QuotaOf.Count > 0 && c.IsOnSale(now)).ToList();
        if (limited.Count == 0) return [];
        return [.. variants.SelectMany(v => limited.Where(c => c.QuotaOf.ContainsKey(v)).Select(c => c.QuotaOf[v])).Distinct()];
    }

    /// <summary>Counts of the buyers for limited rules that are about their lines.</summary>
    public static PersonCount[] CountsOf(IReadOnlyList<Terms> campaigns, IEnumerable<BasketToPrice> baskets, DateTime now)
    {
        var limited = campaigns.Where(c => c.IsOnSale(now)).Select(c => (c.Listings, Rules: c.Rules.Where(r => r.LimitPerPerson is not null).ToList()))
            .Where(c => c.Rules.Count > 0).ToList();
        if (limited.Count == 0) return [];
        return [.. from basket in baskets
                   where basket.Buyer is not null
                   from campaign in limited
                   from rule in campaign.Rules
                   where basket.Lines.Any(l => campaign.Listings.Contains(l.ListingId) && rule.IsAbout(l.ListingId, l.VariantId))
                   let id = PersonCount.IdOf(rule.Id, basket.Buyer!)
                   group rule by id into counted
                   orderby counted.Key
                   select new PersonCount { Id = counted.Key, RuleId = counted.First().Id, Units = 0 }];
    }

    sealed record Number(Guid Id, int Left);

    static readonly Compiled<Guid[], Number> Quotas = new((db, ids) => db.Set<Quota>().AsNoTracking().Where(q => ids.Contains(q.Id)).Select(q => new Number(q.Id, q.Available)));
    static readonly Compiled<Guid[], Number> Counts = new((db, ids) => db.Set<PersonCount>().AsNoTracking().Where(c => ids.Contains(c.Id)).Select(c => new Number(c.Id, c.Units)));

    public static async Task<Left> Read(StoreDb db, Guid[] quotas, PersonCount[] counts, CancellationToken ct)
    {
        var left = new Left();
        if (quotas.Length > 0)
            foreach (var quota in await Quotas.Of(db, quotas, ct)) left.Quota(quota.Id, quota.Left);
        if (counts.Length > 0)
            foreach (var count in await Counts.Of(db, Array.ConvertAll(counts, c => c.Id), ct)) left.Person(count.Id, count.Left);
        return left;
    }
}
