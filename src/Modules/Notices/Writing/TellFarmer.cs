using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Contracts;
using Storefront.Contracts.Accounts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Orders;
using Storefront.Platform;
using Storefront.Platform.Data;

namespace Storefront.Notices.Writing;

/// <summary>What became of a change that somebody had to read first, and of a household that applied.</summary>
internal sealed class TellFarmer(StoreDb db, IMediator shop, Templates templates, Channels channels, TimeProvider clock)
    : INotificationHandler<RevisionDecided>, INotificationHandler<ApplicationDecided>
{
    public Task Handle(ApplicationDecided told, CancellationToken ct) =>
        db.InsertMissing([.. templates.Write(channels, clock, Writes.WithoutOrder(told.Contact),
            told.Reason is null ? Topic.ApplicationApproved : Topic.ApplicationDeclined,
        told.ApplicationId, told.Times, new(Reason: told.Reason is { } reason ? new(reason) : null, Path: told.Reason is null ? "/sign-in" : "/sell"))], ct);

    public async Task Handle(RevisionDecided told, CancellationToken ct)
    {
        var news = new News(Reason: told.Reason is { } reason ? new(reason) : null, Listing: told.Name,
            Path: told.Slug is { } slug ? $"/farm/listings/{slug}" : $"/farm/page?for={told.ProducerId}");
        var farmers = await shop.Send(new ReachProducers([told.ProducerId]), ct);
        await db.InsertMissing([.. farmers.SelectMany(f => templates.Write(channels, clock, Writes.ToFarmer(f),
            told.Reason is null ? Topic.RevisionApproved : Topic.RevisionDeclined, told.RevisionId, 1, news))], ct);
    }
}

internal static class SalesToTell
{
    public static IEnumerable<SaleToTell> Of(OrderConfirmed told) => told.SellerOrders.Select(s => new SaleToTell
    {
        SellerOrderId = s.SellerOrderId, ProducerId = s.ProducerId, Boxes = s.Vouchers ? 0 : told.Lines.Where(l => l.SellerOrderId == s.SellerOrderId).Sum(l => l.Units),
    });
}

/// <summary>Tells farmers what was sold: the first sale at once, whatever follows within an hour by the next message, and nothing at night.</summary>
internal sealed record TellSales : ICommand<int>
{
    /// <summary>On the busiest night a message for each order would be thousands.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <summary>In China time: whoever gets up with the cows is asleep by nine.</summary>
    public static bool IsNight(DateTime now) => ChinaTime.Of(now).Hour is < 7 or >= 21;
}

internal sealed class TellSalesHandler(StoreDb db, IMediator shop, Templates templates, Channels channels, TimeProvider clock) : IRequestHandler<TellSales, int>
{
    /// <summary>A whole night's: what is left over waits an hour.</summary>
    const int AtOnce = 20_000;

    public async Task<int> Handle(TellSales asked, CancellationToken ct)
    {
        // Two servers that look at once: the second finds what the first has left.
        await db.TakeTurn("notices/sales", ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var due = await db.SalesDue(now).OrderBy(s => s.SellerOrderId).Take(AtOnce).AsNoTracking().ToListAsync(ct);
        if (due.Count == 0) return 0;

        var producers = due.Select(s => s.ProducerId).Distinct().ToList();
        await db.InsertMissing<SalesTold>([.. producers.Order().Select(p => new SalesTold { ProducerId = p, Times = 0 })], ct);
        await db.SalesTold.Where(t => producers.Contains(t.ProducerId)).ExecuteUpdateAsync(t => t.SetProperty(x => x.Times, x => x.Times + 1).SetProperty(x => x.At, now), ct);
        var times = await db.SalesTold.Where(t => producers.Contains(t.ProducerId)).ToDictionaryAsync(t => t.ProducerId, t => t.Times, ct);
        var sold = due.ToLookup(s => s.ProducerId);
        var farmers = await shop.Send(new ReachProducers(producers), ct);
        await db.InsertMissing([.. farmers.SelectMany(f => templates.Write(channels, clock, Writes.ToFarmer(f), Topic.Sold, f.ProducerId, times[f.ProducerId],
            new(Path: "/farm", Orders: sold[f.ProducerId].Count(), Boxes: sold[f.ProducerId].Sum(s => s.Boxes))))], ct);
        var told = due.ConvertAll(s => s.SellerOrderId);
        await db.SalesToTell.Where(s => told.Contains(s.SellerOrderId)).ExecuteDeleteAsync(ct);
        return due.Count;
    }
}

internal static class SalesQueries
{
    extension(StoreDb db)
    {
        /// <summary>Sales of producers who have heard of none within the pause.</summary>
        internal IQueryable<SaleToTell> SalesDue(DateTime now)
        {
            var (lately, told) = (now - TellSales.Pause, db.Set<SalesTold>());
            return db.SalesToTell.Where(s => !told.Any(t => t.ProducerId == s.ProducerId && t.At > lately));
        }
    }
}

internal sealed class WatchSales(IServiceScopeFactory scopes, TimeProvider clock) : ISettles
{
    public async Task<int> WorkOnce(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (TellSales.IsNight(now)) return 0;
        await using var scope = scopes.CreateAsyncScope();
        // Looking costs no place in the write gate.
        return await scope.ServiceProvider.GetRequiredService<StoreDb>().SalesDue(now).AnyAsync(ct)
            ? await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new TellSales(), ct) : 0;
    }
}
