using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Contracts;
using Storefront.Platform;
using Storefront.Platform.Data;
using Storefront.Platform.Web;

namespace Storefront.Catalog.BackInStock;

/// <summary>
/// Tells those who wait for what can be bought again. However boxes come back (an order ends, a farmer adds some, a season opens), they are seen here a
/// little later: none of those ways has to know who waits.
/// </summary>
internal sealed record TellWhoWaits : ICommand<int>;

internal sealed class TellWhoWaitsHandler(StoreDb db, TimeProvider clock) : IRequestHandler<TellWhoWaits, int>
{
    const int AtOnce = 100;

    public async Task<int> Handle(TellWhoWaits asked, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var done = await db.Forgettable(now).ExecuteDeleteAsync(ct);
        var ids = await db.Due(clock).OrderBy(a => a.AskedAt).Select(a => a.Id).Take(AtOnce).ToListAsync(ct);
        await db.LockRows<StockAlert>(ids, ct);
        // Looked at again: another node may have told some meanwhile.
        var due = await (from a in db.StockAlerts.AsNoTracking()
                         join v in db.Variants on a.VariantId equals v.Id
                         join l in db.Listings on v.ListingId equals l.Id
                         where ids.Contains(a.Id) && a.ToldAt == null
                         select new { Alert = a, v.Name, VariantSlug = v.Slug, Listing = l.Name, l.Slug }).ToListAsync(ct);
        foreach (var d in due)
            db.Tell(new Contracts.Catalog.BackInStock(d.Alert.Id, d.Alert.Times, Contacts.Of(d.Alert), d.Listing, d.Name, d.Slug, d.VariantSlug, d.Alert.Token));
        var told = due.ConvertAll(d => d.Alert.Id);
        await db.StockAlerts.Where(a => told.Contains(a.Id)).ExecuteUpdateAsync(a => a.SetProperty(x => x.ToldAt, now), ct);
        return done + due.Count;
    }
}

internal static class Contacts
{
    public static Contact Of(StockAlert alert) => Reach.Of(alert.Contact) is { } reach ? new("", reach.Phone, reach.Email, alert.Language)
        : throw new InvalidOperationException("An alert without a contact.");

    extension(StoreDb db)
    {
        internal IQueryable<StockAlert> Due(TimeProvider clock)
        {
            var (sold, packs) = (db.Listings.OnSale(clock).Select(l => l.Id), db.Variants);
            return db.StockAlerts.Where(a => a.ToldAt == null && packs.Any(v => v.Id == a.VariantId && v.Available > 0 && sold.Contains(v.ListingId)));
        }

        /// <summary>A month after it was told, or when a year brought nothing.</summary>
        internal IQueryable<StockAlert> Forgettable(DateTime now)
        {
            var (told, asked) = (now.AddDays(-30), now.AddDays(-365));
            return db.StockAlerts.Where(a => a.ToldAt < told || a.AskedAt < asked);
        }
    }
}

internal sealed class WatchStock(IServiceScopeFactory scopes, TimeProvider clock) : ISettles
{
    public async Task<int> WorkOnce(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StoreDb>();
        // Looking costs no place in the write gate.
        if (!await db.Due(clock).AnyAsync(ct) && !await db.Forgettable(clock.GetUtcNow().UtcDateTime).AnyAsync(ct)) return 0;
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new TellWhoWaits(), ct);
    }
}
