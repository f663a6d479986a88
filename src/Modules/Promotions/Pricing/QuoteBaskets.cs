using MediatR;
using Storefront.Contracts.Promotions;
using Storefront.Platform.Data;

namespace Storefront.Promotions.Pricing;

internal sealed class QuoteBasketsHandler(StoreDb db, CampaignBook book, TimeProvider clock) : IRequestHandler<QuoteBaskets, IReadOnlyList<PricedBasket>>
{
    public async Task<IReadOnlyList<PricedBasket>> Handle(QuoteBaskets asked, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var campaigns = await book.Open(db, ct);
        var quotas = WhatIsLeft.QuotasOf(campaigns, asked.Baskets.SelectMany(b => b.Lines).Select(l => l.VariantId), now);
        var left = await WhatIsLeft.Read(db, quotas, WhatIsLeft.CountsOf(campaigns, asked.Baskets, now), ct);
        return [.. asked.Baskets.Select(basket => Prices.Of(basket, campaigns, left, now).Basket)];
    }
}
