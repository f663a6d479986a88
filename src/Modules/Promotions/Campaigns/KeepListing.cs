using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts.Catalog;
using Storefront.Platform.Data;

namespace Storefront.Promotions.Campaigns;

internal sealed class KeepListing(StoreDb db) : INotificationHandler<ListingPublished>
{
    public async Task Handle(ListingPublished told, CancellationToken ct)
    {
        await db.KnownListings.Where(l => l.Id == told.ListingId).ExecuteDeleteAsync(ct);
        await db.KnownPacks.Where(p => p.ListingId == told.ListingId).ExecuteDeleteAsync(ct);
        db.Add(new KnownListing { Id = told.ListingId, Slug = told.Slug, Name = told.Name, Producer = told.Producer });
        db.AddRange(told.Variants.Select(v => new KnownPack { Id = v.VariantId, ListingId = told.ListingId, Slug = v.Slug, Name = v.Name }));
    }
}
