using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Community.Counting;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Community.Office;

/// <summary>A campaign's figures now, all of them added up from its confirmed orders.</summary>
[Allow(Roles.Office)]
internal sealed record LookAtCampaign(string Slug) : IQuery<CampaignLook>;

/// <param name="LastMinutes">Orders placed in each of the last minutes, oldest first, those without an order too.</param>
public sealed record CampaignLook(
    string Slug, Text Name, CampaignStage Stage, DateTime WarmsUpAt, DateTime StartsAt, DateTime EndsAt, DateTime Now,
    int Orders, Mass Mass, Money Paid, int Households, int KilogramsPerHousehold,
    IReadOnlyList<QuotaLine> Quotas, IReadOnlyList<ProducerLine> Producers, IReadOnlyList<MinuteCount> LastMinutes, MinuteCount? Peak)
{
    /// <summary>How much of the next household's kilograms is there.</summary>
    public Mass TowardsNext => new(Mass.Grams % (KilogramsPerHousehold * 1000L));
    public decimal PerMinute => LastMinutes.TakeLast(5).Sum(m => m.Orders) / 5m;
}
public sealed record QuotaLine(Text? Listing, Text? Variant, int Boxes, int Sold)
{
    public int Left => Math.Max(0, Boxes - Sold);
}
public sealed record ProducerLine(Text? Producer, int Orders, int Boxes, Mass Mass, Money Paid);
public sealed record MinuteCount(DateTime At, int Orders);

internal sealed class LookAtCampaignHandler(StoreDb db, Figures figures, TimeProvider clock) : IRequestHandler<LookAtCampaign, CampaignLook>
{
    const int MinutesShown = 30;

    public async Task<CampaignLook> Handle(LookAtCampaign asked, CancellationToken ct)
    {
        var campaign = await db.KnownCampaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Slug == asked.Slug, ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var now = clock.GetUtcNow().UtcDateTime;
        var counted = db.Counted.AsNoTracking().Where(c => c.CampaignId == campaign.Id && c.State == CountedState.Counted);

        var orders = await counted.Select(c => c.OrderId).Distinct().CountAsync(ct);
        var producers = await counted.GroupBy(c => c.ProducerId).Select(g => new
        {
            Id = g.Key, Orders = g.Select(c => c.OrderId).Distinct().Count(), Boxes = g.Sum(c => c.Units), Grams = g.Sum(c => c.Mass.Grams), Fen = g.Sum(c => c.Paid.Fen),
        }).ToListAsync(ct);
        var names = await db.KnownProducers.AsNoTracking().Where(p => producers.Select(s => s.Id).Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        var mass = new Mass(producers.Sum(p => p.Grams));

        return new(campaign.Slug, campaign.Name, Stages.Of(campaign, now), campaign.WarmsUpAt, campaign.StartsAt, campaign.EndsAt, now,
            orders, mass, new(producers.Sum(p => p.Fen)), figures.Households(mass), figures.KilogramsPerHousehold,
            await Quotas(campaign.Id, counted, ct),
            [.. producers.OrderByDescending(p => p.Grams).Select(p => new ProducerLine(names.GetValueOrDefault(p.Id), p.Orders, p.Boxes, new(p.Grams), new(p.Fen)))],
            await LastMinutes(counted, Counted.MinuteOf(now), ct), await Peak(counted, ct));
    }

    async Task<IReadOnlyList<QuotaLine>> Quotas(Guid campaign, IQueryable<Counted> counted, CancellationToken ct)
    {
        var quotas = await db.KnownQuotas.AsNoTracking().Where(q => q.CampaignId == campaign).ToListAsync(ct);
        if (quotas.Count == 0) return [];
        var variants = quotas.ConvertAll(q => q.VariantId);
        var names = await db.KnownVariants.AsNoTracking().Where(v => variants.Contains(v.Id)).ToDictionaryAsync(v => v.Id, ct);
        var sold = await counted.Where(c => variants.Contains(c.VariantId)).GroupBy(c => c.VariantId).Select(g => new { g.Key, Units = g.Sum(c => c.Units) })
            .ToDictionaryAsync(g => g.Key, g => g.Units, ct);
        return [.. quotas.Select(q => new QuotaLine(names.GetValueOrDefault(q.VariantId)?.Listing, names.GetValueOrDefault(q.VariantId)?.Name, q.Boxes, sold.GetValueOrDefault(q.VariantId)))
            .OrderBy(q => q.Left).ThenBy(q => q.Listing?.Zh, StringComparer.Ordinal)];
    }

    static async Task<IReadOnlyList<MinuteCount>> LastMinutes(IQueryable<Counted> counted, long now, CancellationToken ct)
    {
        var first = now - MinutesShown + 1;
        var orders = await ByMinute(counted.Where(c => c.Minute >= first)).ToDictionaryAsync(m => m.Minute, m => m.Orders, ct);
        return [.. Enumerable.Range(0, MinutesShown).Select(i => new MinuteCount(Counted.StartOf(first + i), orders.GetValueOrDefault(first + i)))];
    }

    static async Task<MinuteCount?> Peak(IQueryable<Counted> counted, CancellationToken ct) =>
        await ByMinute(counted).OrderByDescending(m => m.Orders).ThenBy(m => m.Minute).FirstOrDefaultAsync(ct) is { } peak ? new(Counted.StartOf(peak.Minute), peak.Orders) : null;

    static IQueryable<InMinute> ByMinute(IQueryable<Counted> counted) =>
        counted.GroupBy(c => c.Minute).Select(g => new InMinute { Minute = g.Key, Orders = g.Select(c => c.OrderId).Distinct().Count() });

    sealed class InMinute
    {
        public required long Minute { get; init; }
        public required int Orders { get; init; }
    }
}
