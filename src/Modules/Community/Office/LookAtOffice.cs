using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Community.Counting;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Community.Office;

/// <summary>All campaigns, newest first, each with what it sold.</summary>
[Allow(Roles.Office)]
internal sealed record LookAtOffice : IQuery<OfficeLook>;

public sealed record OfficeLook(IReadOnlyList<CampaignLine> Campaigns, int Orders, Mass Mass, Money Paid, int Households, int KilogramsPerHousehold);
public sealed record CampaignLine(string Slug, Text Name, CampaignStage Stage, DateTime StartsAt, DateTime EndsAt, int Orders, Mass Mass, Money Paid);

public enum CampaignStage { Planned, WarmingUp, OnSale, Over }

internal sealed class LookAtOfficeHandler(StoreDb db, Figures figures, TimeProvider clock) : IRequestHandler<LookAtOffice, OfficeLook>
{
    public async Task<OfficeLook> Handle(LookAtOffice asked, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var counted = db.Counted.AsNoTracking().Where(c => c.State == CountedState.Counted);
        var orders = await counted.Select(c => c.OrderId).Distinct().CountAsync(ct);
        var sums = await counted.GroupBy(c => c.CampaignId)
            .Select(g => new { Campaign = g.Key, Orders = g.Select(c => c.OrderId).Distinct().Count(), Grams = g.Sum(c => c.Mass.Grams), Fen = g.Sum(c => c.Paid.Fen) }).ToListAsync(ct);
        var campaigns = await db.KnownCampaigns.AsNoTracking().OrderByDescending(c => c.StartsAt).ThenBy(c => c.Slug).ToListAsync(ct);

        var mass = new Mass(sums.Sum(s => s.Grams));
        return new([.. from campaign in campaigns
                       join sum in sums on campaign.Id equals sum.Campaign into found
                       let sold = found.SingleOrDefault()
                       select new CampaignLine(campaign.Slug, campaign.Name, Stages.Of(campaign, now), campaign.StartsAt, campaign.EndsAt, sold?.Orders ?? 0,
                           new(sold?.Grams ?? 0), new(sold?.Fen ?? 0))],
            orders, mass, new(sums.Sum(s => s.Fen)), figures.Households(mass), figures.KilogramsPerHousehold);
    }
}

internal static class Stages
{
    public static CampaignStage Of(KnownCampaign campaign, DateTime now) =>
        now < campaign.WarmsUpAt ? CampaignStage.Planned : now < campaign.StartsAt ? CampaignStage.WarmingUp : now < campaign.EndsAt ? CampaignStage.OnSale : CampaignStage.Over;
}
