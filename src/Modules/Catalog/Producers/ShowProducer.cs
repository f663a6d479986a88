using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog.Cards;
using Storefront.Catalog.Maps;
using Storefront.Contracts;
using Storefront.Contracts.Community;
using Storefront.Contracts.Shipping;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Producers;

internal sealed record ShowProducer(string Slug, string? To) : IQuery<ProducerPage>;

/// <param name="Photos">Of the goods, beside those that their cards show.</param>
/// <param name="Sold">Null without the producer's leave.</param>
internal sealed record ProducerPage(Destination To, Producer Producer, PlaceKnown? Place, ServicePointNamed? Point, DrawnMap? Map, IReadOnlyList<Photo> Photos,
    Sold? Sold, IReadOnlyList<Card> Goods);

internal sealed class ShowProducerHandler(StoreDb db, IMediator shop, TimeProvider clock) : IRequestHandler<ShowProducer, ProducerPage>
{
    const int PhotosAtOnce = 4;

    public async Task<ProducerPage> Handle(ShowProducer asked, CancellationToken ct)
    {
        var producer = await db.Producers.AsNoTracking().SingleOrDefaultAsync(p => p.Slug == asked.Slug, ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var goods = await db.Listings.AsNoTracking().OnSale(clock).Where(l => l.ProducerId == producer.Id).OrderByDescending(l => l.ListedAt).Select(l => l.Id).Take(24).ToListAsync(ct);
        // Goods may share a photo, and have the one that stands at the top.
        var photos = (await db.Photos.AsNoTracking().Where(p => goods.Contains(p.ListingId) && p.Position > 0 && p.Stem != producer.Picture).OrderBy(p => p.Position)
            .ThenBy(p => p.ListingId).Take(3 * PhotosAtOnce).ToListAsync(ct))
            .DistinctBy(p => p.Stem, StringComparer.Ordinal).Take(PhotosAtOnce).ToList();
        var places = await shop.Send(new DescribePlaces([producer.Place]), ct);
        return new(await shop.Towards(asked.To, ct), producer, places.GetValueOrDefault(producer.Place), await shop.Send(new ServicePointOf(producer.Id), ct),
            DrawnMap.Draw(await shop.Send(new DescribeMap(producer.Place), ct), producer.Place, DescribeMap.Market), photos,
            producer.ShowsSold ? await shop.Send(new CountSold(ProducerId: producer.Id), ct) : null, await shop.Send(new DescribeCards(goods), ct));
    }
}
