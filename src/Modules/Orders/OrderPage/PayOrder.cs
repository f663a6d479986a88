using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Payments;
using Storefront.Platform.Data;

namespace Storefront.Orders.OrderPage;

/// <summary>Where to pay the order, or null when there is nothing to pay any more.</summary>
[OneStatement]
internal sealed record PayOrder(string Token, string Language) : ICommand<string?>;

internal sealed class PayOrderHandler(StoreDb db, IMediator shop, TimeProvider clock) : IRequestHandler<PayOrder, string?>
{
    sealed record Part(Guid Id, string Number, OrderState State, long Total, DateTime HoldUntil, DateTime? RefusedAt, Guid ProducerId, long Goods, bool Vouchers);

    static readonly Compiled<string, Part> Parts = new((db, token) => db.Set<Order>().AsNoTracking().Where(o => o.Token == token).Join(db.Set<SellerOrder>(), o => o.Id, s => s.OrderId,
        (o, s) => new Part(o.Id, o.Number, o.State, o.Total.Fen, o.HoldUntil, o.RefusedAt, s.ProducerId, s.Goods.Fen, s.Vouchers)));

    public async Task<string?> Handle(PayOrder asked, CancellationToken ct)
    {
        var rows = await Parts.Of(db, asked.Token, ct);
        if (rows is not [var order, ..]) throw new Refusal("not-found", RefusalKind.NotFound);
        if (order.State != OrderState.Placed || clock.GetUtcNow().UtcDateTime >= order.HoldUntil) return null;

        // A new try begins: what is said of the last one no longer holds, with or without an attempt.
        if (order.RefusedAt is not null) await db.Orders.Where(o => o.Id == order.Id).ExecuteUpdateAsync(o => o.SetProperty(x => x.RefusedAt, (DateTime?)null), ct);
        var page = await shop.Send(new StartPayment(order.Id, order.Number, new(order.Total), [.. rows.Select(r => new ProducerShare(r.ProducerId, new(r.Goods), r.Vouchers))],
            $"/o/{asked.Token}", order.HoldUntil, asked.Language), ct);
        return page.Url;
    }
}
