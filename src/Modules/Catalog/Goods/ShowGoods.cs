using MediatR;
using Storefront.Catalog.Search;
using Storefront.Contracts;

namespace Storefront.Catalog.Goods;

/// <summary>A shelf, or all goods, narrowed and sorted like any search.</summary>
/// <param name="Category">Null for all goods.</param>
internal sealed record ShowGoods(string? Category, Choice Choice) : IQuery<GoodsPage>;

/// <param name="Shelf">Null for all goods.</param>
internal sealed record GoodsPage(Home.Shelf? Shelf, GoodsFound Found);

internal sealed class ShowGoodsHandler(IMediator shop) : IRequestHandler<ShowGoods, GoodsPage>
{
    public async Task<GoodsPage> Handle(ShowGoods asked, CancellationToken ct)
    {
        var found = await shop.Send(new FindGoods(asked.Choice with { Q = null, Category = asked.Category ?? asked.Choice.Category }), ct);
        var shelf = asked.Category is null ? null : found.Shelves.SingleOrDefault(s => s.Slug == asked.Category) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        return new(shelf, found);
    }
}
