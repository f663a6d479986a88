using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Orders.Fapiaos;

/// <summary>Fapiaos that wait to be made out, the oldest first, and the latest that were sent.</summary>
[Allow(Roles.Office)]
internal sealed record ListFapiaos : IQuery<FapiaosSeen>
{
    internal const int AtOnce = 50;
}

/// <param name="Waiting">Of all that wait, also those beyond the list.</param>
internal sealed record FapiaosSeen(int Waiting, IReadOnlyList<FapiaoSeen> Open, IReadOnlyList<FapiaoSeen> Sent);

/// <param name="Amount">What was paid less what went back.</param>
internal sealed record FapiaoSeen(Guid OrderId, string Number, bool Cancelled, string Title, string? TaxNumber, string Email, Money Amount, DateTime AskedAt, DateTime? SentAt);

internal sealed class ListFapiaosHandler(StoreDb db) : IRequestHandler<ListFapiaos, FapiaosSeen>
{
    public async Task<FapiaosSeen> Handle(ListFapiaos asked, CancellationToken ct)
    {
        var open = db.Fapiaos.AsNoTracking().Where(f => f.SentAt == null);
        return new(await open.CountAsync(ct), await Seen(open.OrderBy(f => f.AskedAt), ct),
            await Seen(db.Fapiaos.AsNoTracking().Where(f => f.SentAt != null).OrderByDescending(f => f.SentAt), ct));
    }

    async Task<IReadOnlyList<FapiaoSeen>> Seen(IQueryable<Fapiao> some, CancellationToken ct)
    {
        var fapiaos = await some.Take(ListFapiaos.AtOnce).ToListAsync(ct);
        var ids = fapiaos.ConvertAll(f => f.OrderId);
        var orders = await db.Orders.Where(o => ids.Contains(o.Id)).Select(o => new { o.Id, o.Number, o.State, Total = o.Total.Fen }).ToDictionaryAsync(o => o.Id, ct);
        var back = await db.Refunds.Where(r => ids.Contains(r.OrderId)).GroupBy(r => r.OrderId).Select(g => new { g.Key, Fen = g.Sum(r => r.Amount.Fen) })
            .ToDictionaryAsync(g => g.Key, g => g.Fen, ct);
        return [.. fapiaos.Select(f => new FapiaoSeen(f.OrderId, orders[f.OrderId].Number, orders[f.OrderId].State == OrderState.Cancelled, f.Title, f.TaxNumber, f.Email,
            new(orders[f.OrderId].Total - back.GetValueOrDefault(f.OrderId)), f.AskedAt, f.SentAt))];
    }
}

/// <summary>A person of the office made it out with the tax authority and sent it; from here on the buyer can change nothing.</summary>
[Allow(Roles.Office)]
internal sealed record MarkFapiaoSent(Guid OrderId) : ICommand<Unit>;

internal sealed class MarkFapiaoSentHandler(StoreDb db, TimeProvider clock) : IRequestHandler<MarkFapiaoSent, Unit>
{
    public async Task<Unit> Handle(MarkFapiaoSent asked, CancellationToken ct)
    {
        await db.LockRows<Order>([asked.OrderId], ct);
        if (!await db.Fapiaos.AnyAsync(f => f.OrderId == asked.OrderId, ct)) throw new Refusal("not-found", RefusalKind.NotFound);
        await db.Fapiaos.Where(f => f.OrderId == asked.OrderId && f.SentAt == null).ExecuteUpdateAsync(f => f.SetProperty(x => x.SentAt, clock.GetUtcNow().UtcDateTime), ct);
        return Unit.Value;
    }
}
