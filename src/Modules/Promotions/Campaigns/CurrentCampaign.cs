using MediatR;
using Storefront.Contracts.Promotions;
using Storefront.Platform.Data;
using Storefront.Promotions.Pricing;

namespace Storefront.Promotions.Campaigns;

internal sealed class CurrentCampaignHandler(StoreDb db, CampaignBook book, TimeProvider clock) : IRequestHandler<CurrentCampaign, CampaignAnnounced?>
{
    public async Task<CampaignAnnounced?> Handle(CurrentCampaign asked, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        // What is on sale comes before what will be; of several the one that began last, or begins first.
        var announced = (await book.Open(db, ct)).Where(c => c.IsAnnounced(now))
            .OrderByDescending(c => c.IsOnSale(now)).ThenBy(c => (c.StartsAt - now).Duration()).FirstOrDefault();
        return announced is null ? null
            : new(announced.CampaignId, announced.Slug, announced.Name, announced.Promise, announced.IsOnSale(now), announced.WarmsUpAt, announced.StartsAt,
                announced.EndsAt, [.. announced.Listings]);
    }
}
