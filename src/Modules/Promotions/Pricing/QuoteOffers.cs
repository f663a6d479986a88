using MediatR;
using Storefront.Contracts.Promotions;
using Storefront.Platform.Data;

namespace Storefront.Promotions.Pricing;

internal sealed class QuoteOffersHandler(StoreDb db, CampaignBook book, TimeProvider clock) : IRequestHandler<QuoteOffers, IReadOnlyDictionary<Guid, Offer>>
{
    public async Task<IReadOnlyDictionary<Guid, Offer>> Handle(QuoteOffers asked, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var campaigns = await book.Open(db, ct);
        var left = await WhatIsLeft.Read(db, WhatIsLeft.QuotasOf(campaigns, asked.Variants.Select(v => v.VariantId), now), [], ct);

        var offers = new Dictionary<Guid, Offer>();
        foreach (var variant in asked.Variants)
            foreach (var campaign in campaigns)
            {
                if (!campaign.IsOnSale(now) || !campaign.Listings.Contains(variant.ListingId)) continue;
                int? units = campaign.QuotaOf.TryGetValue(variant.VariantId, out var quota) ? left.OfQuota(quota) : null;
                if (units == 0) continue;
                var (price, rule) = campaign.PriceOf(variant.ListingId, variant.VariantId, variant.ListPrice);
                if (rule is null || (offers.TryGetValue(variant.VariantId, out var known) && known.Price <= price)) continue;
                offers[variant.VariantId] = new(campaign.CampaignId, campaign.Name, price, units, rule.LimitPerPerson, campaign.EndsAt);
            }
        return offers;
    }
}
