using MediatR;
using Storefront.Contracts.Promotions;
using Storefront.Platform.Data;
using Storefront.Promotions.Pricing;

namespace Storefront.Promotions.Quotas;

/// <summary>
/// Prices a batch under lock. Quotas come before people's counts, each in key order, here and in <see cref="ReturnQuotasHandler"/>, so that two
/// lanes never wait for each other. A batch without quota and limit asks the database nothing.
/// </summary>
internal sealed class PriceBasketsHandler(StoreDb db, CampaignBook book, TimeProvider clock) : IRequestHandler<PriceBaskets, IReadOnlyList<PricedBasket>>
{
    public async Task<IReadOnlyList<PricedBasket>> Handle(PriceBaskets asked, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var campaigns = await book.Open(db, ct);
        var quotas = WhatIsLeft.QuotasOf(campaigns, asked.Baskets.SelectMany(b => b.Lines).Select(l => l.VariantId), now);
        var counts = WhatIsLeft.CountsOf(campaigns, asked.Baskets, now);

        if (quotas.Length > 0) await db.LockRows<Quota>(quotas, ct);
        if (counts.Length > 0)
        {
            await db.InsertMissing(counts, ct);
            await db.LockRows<PersonCount>(counts.Select(c => c.Id), ct);
        }
        var left = await WhatIsLeft.Read(db, quotas, counts, ct);

        var priced = new List<PricedBasket>(asked.Baskets.Count);
        var takings = new List<Taking>();
        foreach (var basket in asked.Baskets)
        {
            var price = Prices.Of(basket, campaigns, left, now);
            priced.Add(price.Basket);
            if (price.Basket.Refused is not null) continue;
            foreach (var take in price.Takes)
            {
                left.Take(take, basket.Buyer);
                Guid? count = take.LimitedRule is { } rule && basket.Buyer is { } buyer ? PersonCount.IdOf(rule, buyer) : null;
                if (take.QuotaId is null && count is null) continue;
                takings.Add(new() { Id = Guid.CreateVersion7(), OrderId = basket.BasketId, VariantId = take.VariantId, Units = take.Units, QuotaId = take.QuotaId,
                    CountId = count, State = TakingState.Taken, TakenAt = now });
            }
        }

        await db.InsertMany(takings, ct);
        await db.AddTo<Quota>("available", TakingSums.OfQuotas(takings, -1), ct);
        await db.AddTo<PersonCount>("units", TakingSums.OfCounts(takings, 1), ct);
        return priced;
    }
}
