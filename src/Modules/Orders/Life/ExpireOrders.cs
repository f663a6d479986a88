using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Orders;
using Storefront.Contracts.Payments;
using Storefront.Contracts.Promotions;
using Storefront.Orders.Checkout;
using Storefront.Platform;
using Storefront.Platform.Data;

namespace Storefront.Orders.Life;

/// <summary>Ends orders whose hold ran out unpaid, up to a hundred at once; their boxes are on sale again. Answers how many.</summary>
internal sealed record ExpireDue(DateTime Now) : ICommand<int>;

internal sealed class ExpireDueHandler(StoreDb db, IMediator shop, SoldOut soldOut, OrdersSettings settings) : IRequestHandler<ExpireDue, int>
{
    public async Task<int> Handle(ExpireDue asked, CancellationToken ct)
    {
        var found = await Due(asked.Now).OrderBy(o => o.HoldUntil).Select(o => o.Id).Take(100).ToListAsync(ct);
        await db.LockRows<Order>(found, ct);
        // Between finding and locking some may have been paid, or expired by another node.
        var due = await Due(asked.Now).Where(o => found.Contains(o.Id)).Select(o => o.Id).ToListAsync(ct);
        due = await Unpaid(due, asked.Now, ct);
        if (due.Count == 0) return 0;

        await db.Orders.Where(o => due.Contains(o.Id)).ExecuteUpdateAsync(o => o.SetProperty(x => x.State, OrderState.Expired).SetProperty(x => x.EndedAt, asked.Now), ct);
        var lines = await db.OrderLines.AsNoTracking().Where(l => due.Contains(l.OrderId)).Select(l => new { l.OrderId, l.VariantId, l.Units }).ToListAsync(ct);
        await shop.Send(new ReturnStock([.. lines.GroupBy(l => l.OrderId).Select(g => new StockWanted(g.Key, [.. g.Select(l => new VariantUnits(l.VariantId, l.Units))]))]), ct);
        await shop.Send(new ReturnQuotas(due), ct);
        db.Afterwards(() => soldOut.CameBack(lines.Select(l => l.VariantId)));
        foreach (var order in due) db.Tell(new OrderExpired(order));
        return due.Count;
    }

    /// <summary>Money that came and was not heard of yet (the news is late, or parked) holds its order for as long as that lasts.</summary>
    async Task<List<Guid>> Unpaid(List<Guid> due, DateTime now, CancellationToken ct)
    {
        if (due.Count == 0) return due;
        var paid = await shop.Send(new WhichArePaid(due), ct);
        if (paid.Count == 0) return due;
        var longer = now + settings.Hold;
        await db.Orders.Where(o => paid.Contains(o.Id)).ExecuteUpdateAsync(o => o.SetProperty(x => x.HoldUntil, longer), ct);
        return [.. due.Except(paid)];
    }

    IQueryable<Order> Due(DateTime now) => db.Orders.AsNoTracking().Where(o => o.State == OrderState.Placed && o.HoldUntil <= now);
}

internal sealed class ExpireOrders(IServiceScopeFactory scopes, TimeProvider clock) : ISettles
{
    public async Task<int> WorkOnce(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var scope = scopes.CreateAsyncScope();
        // Looking costs no place in the write gate.
        if (!await scope.ServiceProvider.GetRequiredService<StoreDb>().Orders.AnyAsync(o => o.State == OrderState.Placed && o.HoldUntil <= now, ct)) return 0;
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ExpireDue(now), ct);
    }
}
