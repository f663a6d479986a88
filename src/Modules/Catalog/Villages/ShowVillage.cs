using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog.Cards;
using Storefront.Catalog.Maps;
using Storefront.Catalog.Product;
using Storefront.Contracts;
using Storefront.Contracts.Shipping;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Villages;

/// <summary>A place that goods come from: who makes them there, where it lies and how the road leads away from it.</summary>
internal sealed record ShowVillage(string Place, string? To) : IQuery<VillagePage>
{
    public const int GoodsAtOnce = 12, ProducersAtOnce = 24;
}

/// <param name="Told">Null where nobody has written about it.</param>
internal sealed record VillagePage(Destination To, PlaceKnown Place, VillageTold? Told, DrawnMap? Map, RoadFigure? Road, IReadOnlyList<Producer> Producers, IReadOnlyList<Card> Goods)
{
    public string Picture => Told?.Picture ?? Producers[0].Picture;
    public Text Alt => Told?.Alt ?? Producers[0].Alt;
}

internal sealed class ShowVillageHandler(StoreDb db, IMediator shop, TimeProvider clock) : IRequestHandler<ShowVillage, VillagePage>
{
    public async Task<VillagePage> Handle(ShowVillage asked, CancellationToken ct)
    {
        var producers = await db.Producers.AsNoTracking().Where(p => p.Place == asked.Place).OrderBy(p => p.Fictional).ThenBy(p => p.Slug).Take(ShowVillage.ProducersAtOnce).ToListAsync(ct);
        var place = producers.Count == 0 ? null : (await shop.Send(new DescribePlaces([asked.Place]), ct)).GetValueOrDefault(asked.Place);
        if (place is null) throw new Refusal("not-found", RefusalKind.NotFound);
        var ids = producers.ConvertAll(p => p.Id);
        var goods = await db.Listings.AsNoTracking().OnSale(clock).Where(l => ids.Contains(l.ProducerId)).OrderByDescending(l => l.ListedAt).Select(l => l.Id)
            .Take(ShowVillage.GoodsAtOnce).ToListAsync(ct);
        var to = await shop.Towards(asked.To, ct);
        return new(to, place, await db.Villages.AsNoTracking().SingleOrDefaultAsync(v => v.Place == asked.Place, ct),
            DrawnMap.Draw(await shop.Send(new DescribeMap(asked.Place), ct), asked.Place, DescribeMap.Market),
            RoadFigure.Draw(await shop.Send(new DescribeRoad(asked.Place, to.Area), ct)), producers, await shop.Send(new DescribeCards(goods), ct));
    }
}
