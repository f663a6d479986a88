using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Platform;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Search;

/// <summary>Seasons open and close by their dates alone; the index follows soon after midnight. Until then a list may count goods that are not shown.</summary>
internal sealed class FollowSeasons(IServiceScopeFactory scopes, TimeProvider clock) : ISettles
{
    const int AtOnce = 64;

    public async Task<int> WorkOnce(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StoreDb>();
        var (sold, packs, entries) = (db.Listings.OnSale(clock).Select(l => l.Id), db.Variants, db.SearchEntries);
        // Only those that have a season can be wrong: every other change indexes in its own transaction. Without a price nothing can be indexed.
        var turned = await db.Listings.Where(l => (l.Opens != null || l.Closes != null) && packs.Any(v => v.ListingId == l.Id)
            && sold.Contains(l.Id) != entries.Any(e => e.ListingId == l.Id)).OrderBy(l => l.Id).Select(l => l.Id).Take(AtOnce).ToListAsync(ct);
        foreach (var listing in turned) await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new IndexListing(listing), ct);
        return turned.Count;
    }
}
