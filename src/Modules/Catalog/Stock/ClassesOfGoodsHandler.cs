using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts.Catalog;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Stock;

internal sealed class ClassesOfGoodsHandler(StoreDb db) : IRequestHandler<ClassesOfGoods, IReadOnlyDictionary<Guid, string>>
{
    public async Task<IReadOnlyDictionary<Guid, string>> Handle(ClassesOfGoods asked, CancellationToken ct) =>
        await db.Listings.Where(l => asked.ListingIds.Contains(l.Id)).Select(l => new { l.Id, l.GoodsClass }).ToDictionaryAsync(l => l.Id, l => l.GoodsClass, ct);
}
