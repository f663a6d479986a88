using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Promotions;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Cards;

/// <summary>A variant with what it costs now.</summary>
internal sealed record Pack(Guid Id, Guid ListingId, string Slug, Text Name, Text Grade, Mass Net, Mass Gross, Money ListPrice, int Available, Offer? Offer)
{
    const int AtOnce = 99;
    public const int Scarce = 100;

    public Money Price => Offer?.Price ?? ListPrice;
    /// <summary>What it was, where a campaign has lowered it.</summary>
    public Money? Was => Offer is { } offer && offer.Price < ListPrice ? ListPrice : null;
    public bool SoldOut => Available <= 0;
    public int MostUnits => Math.Clamp(Math.Min(Available, Offer?.LimitPerPerson ?? AtOnce), 1, AtOnce);
}

internal static class Packs
{
    /// <summary>The variants of listings in their order, with campaign prices: two queries whatever the number of listings.</summary>
    public static async Task<ILookup<Guid, Pack>> PacksOf(this IMediator shop, StoreDb db, IReadOnlyCollection<Guid> listings, CancellationToken ct)
    {
        var rows = await db.Variants.AsNoTracking().Where(v => listings.Contains(v.ListingId)).OrderBy(v => v.Position)
            .Select(v => new { v.Id, v.ListingId, v.Slug, v.Name, v.Grade, Net = v.Net.Grams, Gross = v.Gross.Grams, v.Price.Fen, v.Available }).ToListAsync(ct);
        var offers = await shop.Send(new QuoteOffers([.. rows.Select(r => new VariantPrice(r.Id, r.ListingId, new(r.Fen)))]), ct);
        return rows.ToLookup(r => r.ListingId, r => new Pack(r.Id, r.ListingId, r.Slug, r.Name, r.Grade, new(r.Net), new(r.Gross), new(r.Fen), r.Available,
            offers.GetValueOrDefault(r.Id) is { } offer && offer.UnitsLeft is not <= 0 ? offer : null));
    }

    /// <summary>The one a card shows and a product page opens with: of those that can be bought the cheapest.</summary>
    public static Pack ToShow(this IEnumerable<Pack> packs) => packs.OrderBy(p => p.SoldOut).ThenBy(p => p.Price).First();
}
