using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Community;
using Storefront.Contracts.Shipping;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Cards;

/// <summary>Listings as cards, in the order asked: three queries, whatever the number.</summary>
internal sealed record DescribeCards(IReadOnlyList<Guid> ListingIds) : IQuery<IReadOnlyList<Card>>;

/// <param name="From">There are other packs, so the price is where they begin.</param>
/// <param name="Left">Boxes over all packs.</param>
internal sealed record Card(Guid ListingId, string Slug, Text Name, Text? Place, string Photo, Text Alt, Pack Pack, bool From, int Left, Rating Rating);

internal sealed class DescribeCardsHandler(StoreDb db, IMediator shop, TimeProvider clock) : IRequestHandler<DescribeCards, IReadOnlyList<Card>>
{
    public async Task<IReadOnlyList<Card>> Handle(DescribeCards asked, CancellationToken ct)
    {
        var ids = asked.ListingIds;
        if (ids.Count == 0) return [];
        var photos = db.Photos.Where(p => p.Position == 0);
        var listings = await (from l in db.Listings.AsNoTracking().OnSale(clock)
                              join p in db.Producers on l.ProducerId equals p.Id
                              join f in photos on l.Id equals f.ListingId
                              where ids.Contains(l.Id)
                              select new { l.Id, l.Slug, l.Name, p.Place, f.Stem, f.Alt }).ToDictionaryAsync(l => l.Id, ct);
        var packs = await shop.PacksOf(db, [.. ids], clock, ct);
        var places = await shop.Send(new DescribePlaces([.. listings.Values.Select(l => l.Place).Distinct(StringComparer.Ordinal)]), ct);
        var ratings = await shop.Send(new RatingsOf(ids), ct);
        return [.. ids.Where(id => listings.ContainsKey(id) && packs.Contains(id)).Select(id =>
        {
            var l = listings[id];
            return new Card(id, l.Slug, l.Name, places.GetValueOrDefault(l.Place)?.Name, l.Stem, l.Alt, packs[id].ToShow(), packs[id].Skip(1).Any(),
                packs[id].Sum(p => p.Available), ratings.GetValueOrDefault(id));
        })];
    }
}
