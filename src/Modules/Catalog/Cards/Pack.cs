using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Promotions;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Cards;

/// <summary>A variant with what it costs now.</summary>
internal sealed record Pack(Guid Id, Guid ListingId, string Slug, Text Name, Text Grade, Mass Net, Mass Gross, Money ListPrice, int Available, Offer? Offer, VoucherTerms? Voucher = null)
{
    const int AtOnce = 99;
    public const int Scarce = 100;

    public Money Price => Offer?.Price ?? ListPrice;
    /// <summary>What it was, where a campaign has lowered it.</summary>
    public Money? Was => Offer is { } offer && offer.Price < ListPrice ? ListPrice : null;
    public int PercentOff => Was is { } was ? (int)((was.Fen - Price.Fen) * 100 / was.Fen) : 0;
    public bool SoldOut => Available <= 0;
    public int MostUnits => Math.Clamp(Math.Min(Available, Offer?.LimitPerPerson ?? AtOnce), 1, AtOnce);
}

internal static class Packs
{
    /// <summary>The variants of listings in their order, with campaign prices, without the days that are over as long as another is to come: two queries whatever
    /// the number of listings.</summary>
    public static async Task<ILookup<Guid, Pack>> PacksOf(this IMediator shop, StoreDb db, IReadOnlyCollection<Guid> listings, TimeProvider clock, CancellationToken ct)
    {
        var rows = await db.Variants.AsNoTracking().Where(v => listings.Contains(v.ListingId)).OrderBy(v => v.ValidUntil).ThenBy(v => v.Net.Grams).ThenBy(v => v.Position)
            .Select(v => new { v.Id, v.ListingId, v.Slug, v.Name, v.Grade, Net = v.Net.Grams, Gross = v.Gross.Grams, v.Price.Fen, v.Available, v.ValidFrom,
                v.ValidUntil, v.BackUntil }).ToListAsync(ct);
        var offers = await shop.Send(new QuoteOffers([.. rows.Select(r => new VariantPrice(r.Id, r.ListingId, new(r.Fen)))]), ct);
        var today = ChinaTime.Day(clock.GetUtcNow().UtcDateTime);
        return rows.Select(r => new Pack(r.Id, r.ListingId, r.Slug, r.Name, r.Grade, new(r.Net), new(r.Gross), new(r.Fen), r.ValidUntil < today ? 0 : r.Available,
            offers.GetValueOrDefault(r.Id) is { } offer && offer.UnitsLeft is not <= 0 ? offer : null, VoucherTerms.Of(r.ValidFrom, r.ValidUntil, r.BackUntil)))
            .GroupBy(p => p.ListingId).SelectMany(g => g.Where(p => !(p.Voucher?.Until < today)).ToList() is { Count: > 0 } open ? open : g.TakeLast(1)).ToLookup(p => p.ListingId);
    }

    /// <summary>The one a card shows and a product page opens with: of those that can be bought the cheapest.</summary>
    public static Pack ToShow(this IEnumerable<Pack> packs) => packs.OrderBy(p => p.SoldOut).ThenBy(p => p.Price).First();
}
