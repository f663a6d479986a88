using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Orders.Life;
using Storefront.Orders.OrderPage;
using Storefront.Platform.Data;

namespace Storefront.Orders.MyOrders;

/// <summary>The orders of a person, newest first: those placed while signed in, those that joined the account, and for staff those they placed for somebody on the phone.</summary>
internal sealed record ShowMyOrders(Guid Person, int Page) : IQuery<MyOrdersPage>
{
    internal const int OnAPage = 10;
}

internal sealed record MyOrdersPage(int Number, IReadOnlyList<MyOrder> Orders, bool More);

/// <param name="For">Whom staff placed it for.</param>
internal sealed record MyOrder(string Number, string Token, DateTime PlacedAt, string Headline, Money Total, Money Returned, bool Placed, string? For, IReadOnlyList<MyLine> Lines);
internal sealed record MyLine(string Photo, Text Listing, Text Variant, int Units, bool Cancelled);

internal sealed class ShowMyOrdersHandler(StoreDb db, TimeProvider clock) : IRequestHandler<ShowMyOrders, MyOrdersPage>
{
    public async Task<MyOrdersPage> Handle(ShowMyOrders asked, CancellationToken ct)
    {
        var page = Math.Clamp(asked.Page, 1, 100_000);
        var orders = await db.Orders.AsNoTracking().Where(o => o.PersonId == asked.Person || o.PlacedBy == asked.Person).OrderByDescending(o => o.PlacedAt).ThenByDescending(o => o.Id)
            .Skip((page - 1) * ShowMyOrders.OnAPage).Take(ShowMyOrders.OnAPage + 1)
            .Select(o => new { o.Id, o.Number, o.Token, o.PlacedAt, o.State, o.HoldUntil, o.RefusedAt, o.PaidAt, o.PlacedBy, o.Contact, Total = o.Total.Fen }).ToListAsync(ct);
        var ids = orders.Take(ShowMyOrders.OnAPage).Select(o => o.Id).ToList();
        var parts = (await db.SellerOrders.AsNoTracking().Where(s => ids.Contains(s.OrderId)).Select(s => new { s.OrderId, s.Id, s.Fulfilment, s.Vouchers, s.CancelledAt })
            .ToListAsync(ct)).ToLookup(s => s.OrderId);
        var lines = (await db.OrderLines.AsNoTracking().Where(l => ids.Contains(l.OrderId)).OrderBy(l => l.Id)
            .Select(l => new { l.OrderId, l.SellerOrderId, l.Photo, l.Listing, l.Variant, l.Units }).ToListAsync(ct)).ToLookup(l => l.OrderId);
        var returned = await db.Refunds.Where(r => ids.Contains(r.OrderId) && r.Reason != RefundReasons.Late && r.Reason != RefundReasons.Amount)
            .GroupBy(r => r.OrderId).Select(g => new { g.Key, Fen = g.Sum(r => r.Amount.Fen) }).ToDictionaryAsync(r => r.Key, r => r.Fen, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        return new(page, [.. orders.Take(ShowMyOrders.OnAPage).Select(o =>
        {
            var cancelled = parts[o.Id].Where(p => p.CancelledAt is not null).Select(p => p.Id).ToHashSet();
            var sent = parts[o.Id].Where(p => p.CancelledAt is null && !p.Vouchers).Select(p => p.Fulfilment).ToList();
            return new MyOrder(o.Number, o.Token, o.PlacedAt, Headlines.Of(o.State, now < o.HoldUntil, o.RefusedAt is not null, sent, o.PaidAt is not null), new(o.Total),
                o.PaidAt is null ? Money.Zero : new(returned.GetValueOrDefault(o.Id)),
                o.State == OrderState.Placed, o.PlacedBy is null ? null : o.Contact.Name, [.. lines[o.Id].Select(l => new MyLine(l.Photo, l.Listing, l.Variant, l.Units, cancelled.Contains(l.SellerOrderId)))]);
        })], orders.Count > ShowMyOrders.OnAPage);
    }
}
