using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Promotions;
using Storefront.Platform.Data;

namespace Storefront.Orders.Wishes;

/// <summary>What somebody wishes for, latest first, with price and stock as they are now.</summary>
internal sealed record ShowWishes(Guid Person) : IQuery<IReadOnlyList<WishSeen>>;

/// <param name="Offer">Null when it is not on sale now; then <paramref name="Was"/> says what it was and why, unless the catalogue knows nothing of it.</param>
internal sealed record WishSeen(Guid VariantId, VariantOnOffer? Offer, Money Price, VariantOffSale? Was);

internal sealed class ShowWishesHandler(StoreDb db, IMediator shop) : IRequestHandler<ShowWishes, IReadOnlyList<WishSeen>>
{
    public async Task<IReadOnlyList<WishSeen>> Handle(ShowWishes asked, CancellationToken ct)
    {
        var variants = await db.Wishes.AsNoTracking().Where(w => w.PersonId == asked.Person).OrderByDescending(w => w.At).ThenBy(w => w.VariantId).Select(w => w.VariantId).ToListAsync(ct);
        if (variants.Count == 0) return [];
        var offers = (await shop.Send(new DescribeVariants(variants), ct)).ToDictionary(o => o.VariantId);
        var campaign = await shop.Send(new QuoteOffers([.. offers.Values.Select(o => new VariantPrice(o.VariantId, o.ListingId, o.Price))]), ct);
        var rest = variants.Where(v => !offers.ContainsKey(v)).ToList();
        var was = rest.Count == 0 ? [] : (await shop.Send(new DescribeOffSale(rest), ct)).ToDictionary(v => v.VariantId);
        return [.. variants.Select(v => offers.TryGetValue(v, out var offer)
            ? new WishSeen(v, offer, campaign.TryGetValue(v, out var lower) ? lower.Price : offer.Price, null)
            : new WishSeen(v, null, default, was.GetValueOrDefault(v)))];
    }
}
