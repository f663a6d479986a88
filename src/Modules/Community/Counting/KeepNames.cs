using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Promotions;
using Storefront.Platform.Data;

namespace Storefront.Community.Counting;

/// <summary>Campaigns and names as they were last told.</summary>
internal sealed class KeepNames(StoreDb db) : INotificationHandler<CampaignScheduled>, INotificationHandler<ListingPublished>
{
    public async Task Handle(CampaignScheduled told, CancellationToken ct)
    {
        await db.KnownCampaigns.Where(c => c.Id == told.CampaignId).ExecuteDeleteAsync(ct);
        await db.KnownQuotas.Where(q => q.CampaignId == told.CampaignId).ExecuteDeleteAsync(ct);
        db.Add(new KnownCampaign { Id = told.CampaignId, Slug = told.Slug, Name = told.Name, WarmsUpAt = told.WarmsUpAt, StartsAt = told.StartsAt, EndsAt = told.EndsAt });
        db.AddRange(told.Quotas.Select(q => new KnownQuota { CampaignId = told.CampaignId, VariantId = q.Key, Boxes = q.Value }));
    }

    public async Task Handle(ListingPublished told, CancellationToken ct)
    {
        var variants = told.Variants.Select(v => v.VariantId).ToList();
        await db.KnownVariants.Where(v => variants.Contains(v.Id)).ExecuteDeleteAsync(ct);
        db.AddRange(told.Variants.Select(v => new KnownVariant { Id = v.VariantId, Listing = told.Name, Name = v.Name }));
        // Listings of one producer arrive side by side: whoever is second updates what the first wrote.
        await db.InsertMissing<KnownProducer>([new() { Id = told.ProducerId, Name = told.Producer }], ct);
        await db.KnownProducers.Where(p => p.Id == told.ProducerId).ExecuteUpdateAsync(set => set.SetProperty(p => p.Name, told.Producer), ct);
    }
}
