using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Stock;

/// <summary>Asked for what lies in a basket and cannot be bought: few ask, and each reads anew.</summary>
internal sealed class DescribeOffSaleHandler(StoreDb db, TimeProvider clock) : IRequestHandler<DescribeOffSale, IReadOnlyList<VariantOffSale>>
{
    public async Task<IReadOnlyList<VariantOffSale>> Handle(DescribeOffSale asked, CancellationToken ct)
    {
        var today = ChinaTime.Day(clock.GetUtcNow().UtcDateTime);
        var rows = await db.Variants.AsNoTracking().Where(v => asked.VariantIds.Contains(v.Id))
            .Join(db.Listings, v => v.ListingId, l => l.Id, (v, l) => new { v.Id, l.Slug, l.Name, Variant = v.Name, l.State, l.Opens, l.Closes, v.ValidUntil }).ToListAsync(ct);
        return [.. rows.Select(r => (Row: r, Season: new Season(r.Opens, r.Closes)))
            .Where(x => x.Row.State == ListingState.Ended || !x.Season.On(today) || x.Row.ValidUntil < today)
            .Select(x => new VariantOffSale(x.Row.Id, x.Row.Slug, x.Row.Name, x.Row.Variant,
            x.Row.State == ListingState.Live && x.Season.Before(today) ? x.Row.Opens : null,
            x.Row.ValidUntil < today ? x.Row.ValidUntil : x.Row.State == ListingState.Live && x.Season.After(today) ? x.Row.Closes : null))];
    }
}
