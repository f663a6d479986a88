using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog.Cards;
using Storefront.Catalog.Home;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Search;

internal sealed record ShowSearch(Choice Choice) : IQuery<SearchPage>;

/// <param name="InSeason">For who found nothing.</param>
internal sealed record SearchPage(GoodsFound Found, IReadOnlyList<Card> InSeason);

internal sealed class ShowSearchHandler(StoreDb db, IMediator shop, TimeProvider clock) : IRequestHandler<ShowSearch, SearchPage>
{
    public async Task<SearchPage> Handle(ShowSearch asked, CancellationToken ct)
    {
        var found = await shop.Send(new FindGoods(asked.Choice), ct);
        if (found.Cards.Count > 0) return new(found, []);
        var fresh = await db.Listings.InSeason(clock).ToListAsync(ct);
        return new(found, await shop.Send(new DescribeCards(fresh), ct));
    }
}
