using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog.Cards;
using Storefront.Contracts;
using Storefront.Contracts.Community;
using Storefront.Contracts.Shipping;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Producers;

internal sealed record ShowProducer(string Slug, string? To) : IQuery<ProducerPage>;

internal sealed record ProducerPage(Destination To, Producer Producer, PlaceKnown? Place, ServicePointNamed? Point, Sold Sold, IReadOnlyList<Card> Goods);

internal sealed class ShowProducerHandler(StoreDb db, IMediator shop, TimeProvider clock) : IRequestHandler<ShowProducer, ProducerPage>
{
    public async Task<ProducerPage> Handle(ShowProducer asked, CancellationToken ct)
    {
        var producer = await db.Producers.AsNoTracking().SingleOrDefaultAsync(p => p.Slug == asked.Slug, ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var goods = await db.Listings.AsNoTracking().OnSale(clock).Where(l => l.ProducerId == producer.Id).OrderByDescending(l => l.ListedAt).Select(l => l.Id).Take(24).ToListAsync(ct);
        var places = await shop.Send(new DescribePlaces([producer.Place]), ct);
        return new(await shop.Towards(asked.To, ct), producer, places.GetValueOrDefault(producer.Place), await shop.Send(new ServicePointOf(producer.Id), ct),
            await shop.Send(new CountSold(ProducerId: producer.Id), ct), await shop.Send(new DescribeCards(goods), ct));
    }
}
