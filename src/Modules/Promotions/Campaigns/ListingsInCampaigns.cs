using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts.Promotions;
using Storefront.Platform.Data;

namespace Storefront.Promotions.Campaigns;

internal sealed class ListingsInCampaignsHandler(StoreDb db, TimeProvider clock) : IRequestHandler<ListingsInCampaigns, IReadOnlyDictionary<Guid, CampaignUntil>>
{
    public async Task<IReadOnlyDictionary<Guid, CampaignUntil>> Handle(ListingsInCampaigns asked, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var found = await (from l in db.CampaignListings
                           join c in db.Campaigns on l.CampaignId equals c.Id
                           where asked.ListingIds.Contains(l.ListingId) && c.WarmsUpAt <= now && now < c.EndsAt
                           select new { l.ListingId, c.Name, c.EndsAt }).ToListAsync(ct);
        return found.GroupBy(f => f.ListingId).ToDictionary(g => g.Key, g => g.OrderBy(f => f.EndsAt).Select(f => new CampaignUntil(f.Name, f.EndsAt)).Last());
    }
}
