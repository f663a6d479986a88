using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog.Cards;
using Storefront.Catalog.Home;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Goods;

/// <summary>A shelf, or all goods: newest first, 24 a page. A number that is no page means the first; one beyond the end is not found.</summary>
internal sealed record ShowGoods(string? Category, int Page, string? To) : IQuery<GoodsPage>;

/// <param name="Shelf">Null for all goods.</param>
internal sealed record GoodsPage(Destination To, Shelf? Shelf, IReadOnlyList<Shelf> Shelves, IReadOnlyList<Card> Cards, int Count, int Page, int Pages);

internal sealed class ShowGoodsHandler(StoreDb db, IMediator shop, TimeProvider clock) : IRequestHandler<ShowGoods, GoodsPage>
{
    const int PerPage = 24;

    public async Task<GoodsPage> Handle(ShowGoods asked, CancellationToken ct)
    {
        var shelves = await db.Categories.AsNoTracking().OrderBy(c => c.Position).Select(c => new Shelf(c.Slug, c.Name, c.Picture)).ToListAsync(ct);
        var shelf = asked.Category is null ? null : shelves.Find(s => s.Slug == asked.Category) ?? throw new Refusal("not-found", RefusalKind.NotFound);

        var goods = db.Listings.AsNoTracking().OnSale(clock);
        if (asked.Category is { } category) goods = goods.Where(l => l.Category == category);
        var count = await goods.CountAsync(ct);
        var (page, pages) = (Math.Max(1, asked.Page), Math.Max(1, (count + PerPage - 1) / PerPage));
        if (page > pages) throw new Refusal("not-found", RefusalKind.NotFound);

        var ids = await goods.OrderByDescending(l => l.ListedAt).ThenBy(l => l.Id).Skip((page - 1) * PerPage).Take(PerPage).Select(l => l.Id).ToListAsync(ct);
        return new(await shop.Towards(asked.To, ct), shelf, shelves, await shop.Send(new DescribeCards(ids), ct), count, page, pages);
    }
}
