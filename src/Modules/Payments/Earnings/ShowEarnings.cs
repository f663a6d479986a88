using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Payments.Ledger;
using Storefront.Platform.Data;

namespace Storefront.Payments.Earnings;

/// <summary>What a producer has earned, order by order, newest first: read straight from the ledger.</summary>
[Allow(Roles.Farmer, Roles.ServicePoint, Roles.Office)]
internal sealed record ShowEarnings(Guid ProducerId, int Page) : IQuery<Earned>, IForProducer
{
    internal const int OnAPage = 30;
}

/// <param name="Share">The producer's share of the goods.</param>
/// <param name="Returned">What of it went back with refunds.</param>
public sealed record Earned(int Orders, Money Goods, Money Share, Money Returned, IReadOnlyList<EarnedOrder> Page, bool More)
{
    public Money Left => Share - Returned;
}

public sealed record EarnedOrder(string Number, DateTime PaidAt, Money Goods, Money Share, Money Returned)
{
    public Money Left => Share - Returned;
}

internal sealed class ShowEarningsHandler(StoreDb db) : IRequestHandler<ShowEarnings, Earned>
{
    public async Task<Earned> Handle(ShowEarnings asked, CancellationToken ct)
    {
        var own = db.Ledger.Where(l => l.ProducerId == asked.ProducerId);
        var sums = await own.GroupBy(l => l.Cause).Select(g => new { Cause = g.Key, Goods = g.Sum(l => l.Goods.Fen), Amount = g.Sum(l => l.Amount.Fen) }).ToListAsync(ct);
        // An order whose goods all went back is none that was earned.
        var orders = await own.GroupBy(l => l.OrderId).CountAsync(g => g.Sum(l => l.Goods.Fen) > 0, ct);
        var byOrder = await own.GroupBy(l => l.OrderId)
            .Select(g => new
            {
                OrderId = g.Key,
                PaidAt = g.Min(l => l.At),
                Goods = g.Sum(l => l.Cause == Cause.Sale ? l.Goods.Fen : 0),
                Share = g.Sum(l => l.Cause == Cause.Sale ? -l.Amount.Fen : 0),
                Returned = g.Sum(l => l.Cause == Cause.RefundAsked ? l.Amount.Fen : 0),
            })
            .OrderByDescending(o => o.PaidAt).ThenBy(o => o.OrderId)
            .Skip((asked.Page - 1) * ShowEarnings.OnAPage).Take(ShowEarnings.OnAPage + 1)
            .Join(db.Attempts, o => o.OrderId, a => a.OrderId, (o, a) => new { a.Number, o.PaidAt, o.OrderId, o.Goods, o.Share, o.Returned })
            .OrderByDescending(o => o.PaidAt).ThenBy(o => o.OrderId)
            .ToListAsync(ct);

        var (sold, returned) = (sums.SingleOrDefault(s => s.Cause == Cause.Sale), sums.SingleOrDefault(s => s.Cause == Cause.RefundAsked));
        return new(orders, new(sold?.Goods ?? 0), new(-(sold?.Amount ?? 0)), new(returned?.Amount ?? 0),
            [.. byOrder.Take(ShowEarnings.OnAPage).Select(o => new EarnedOrder(o.Number, o.PaidAt, new(o.Goods), new(o.Share), new(o.Returned)))], byOrder.Count > ShowEarnings.OnAPage);
    }
}
