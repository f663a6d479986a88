using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Community;
using Storefront.Contracts.Orders;
using Storefront.Orders.Claims;
using Storefront.Orders.Life;
using Storefront.Orders.Vouchers;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Orders.OrderPage;

/// <summary>An order as its buyer sees it, by its link; after that has ended, when he is signed in.</summary>
internal sealed record LookAtOrder(string Token) : IQuery<OrderSeen>;

internal sealed record OrderSeen(
    string Number, string Token, string TrackingToken, OrderState State, PaymentState Payment, Contact Contact, Gift? Gift, PickUp? PickUp, Address? Address,
    Money Goods, Money Discount, Money Delivery, Money Total,
    ArrivalWindow Promise, DateTime PlacedAt, DateTime HoldUntil, bool Refused, DateTime? PaidAt, IReadOnlyList<PartSeen> Parts,
    IReadOnlyList<DiscountSeen> Discounts, IReadOnlyList<RefundSeen> Refunds,
    IReadOnlyList<ClaimOfOrder> Claims, IReadOnlyList<Checkout.Agreed> Agreed, Fapiao? Fapiao, bool IsReplacement, Guid? PersonId, bool ByPhone, IReadOnlyList<ReviewWritten> Reviews)
{
    public IEnumerable<PartSeen> Live => Parts.Where(p => !p.Cancelled);

    /// <summary>Of what is still paid for.</summary>
    public IReadOnlyList<TaxIncluded> Taxes => TaxIncluded.Of(Live.SelectMany(p => p.Lines).Select(l => (l.TaxRate, l.Paid - l.Returned)));
    /// <summary>Of what was paid for it. What came late or was the wrong amount never belonged to the order.</summary>
    public IReadOnlyList<RefundSeen> Returned => PaidAt is null ? [] : [.. Refunds.Where(r => r.Reason is not (RefundReasons.Late or RefundReasons.Amount))];
    public Money Remains => Total - Returned.Sum(r => r.Amount);
    /// <summary>There is money that a fapiao can be made out for.</summary>
    public bool CanAskFapiao => PaidAt is not null && Total > Money.Zero && State is OrderState.Confirmed or OrderState.Completed && Fapiao?.SentAt is null;

    /// <summary>There is no voucher in it.</summary>
    public bool AllSent => Parts.All(p => !p.Vouchers);
    /// <summary>Something of it is sent.</summary>
    public bool Sends => Parts.Any(p => !p.Vouchers);
    public bool CanPay(DateTime now) => State == OrderState.Placed && now < HoldUntil;

    /// <summary>The page's headline, as the words know it.</summary>
    public string Headline(DateTime now) => Headlines.Of(State, now < HoldUntil, Refused, [.. Live.Where(p => !p.Vouchers).Select(p => p.Fulfilment)], PaidAt is not null);

    /// <summary>Something is not there yet.</summary>
    public bool StillComes => Live.Any(p => !p.Vouchers && p.Fulfilment < Fulfilment.Delivered);

    public bool CanChangeAddress => State is OrderState.Placed or OrderState.Confirmed && Live.All(p => p.Vouchers || p.CanCancel);

    /// <summary>What comes back when that part, or with null all that is left, is cancelled now.</summary>
    public Money RefundOf(PartSeen? part = null)
    {
        var ending = Live.Where(p => part is null || p.Id == part.Id).ToList();
        return Cancelling.Refund(ending.Select(p => p.Goods), Live.Except(ending).Any(p => !p.Vouchers), Delivery);
    }

    public bool CanCancel => !IsReplacement && (State == OrderState.Placed || (State == OrderState.Confirmed && Live.Any() && Live.All(p => p.CanCancel)));
}

internal static class Headlines
{
    /// <param name="sent">Of the parts that are sent and live: the least advanced speaks for the order, and that some are ahead is said. Once all of them are there, only vouchers are open.</param>
    public static string Of(OrderState state, bool held, bool refused, IReadOnlyList<Fulfilment> sent, bool paid) => state switch
    {
        OrderState.Placed => !held ? "late" : refused ? "payment-refused" : "unpaid",
        OrderState.Confirmed when sent.All(f => f >= Fulfilment.Delivered) => "issued",
        OrderState.Confirmed when sent.All(f => f >= Fulfilment.Dispatched) => "dispatched",
        OrderState.Confirmed when sent.Any(f => f >= Fulfilment.Dispatched) => "partly",
        OrderState.Confirmed when sent.Min() == Fulfilment.Packed => "packed",
        OrderState.Confirmed => "confirmed",
        OrderState.Completed => sent.Count == 0 ? "redeemed" : "completed",
        OrderState.Cancelled => paid ? "cancelled" : "given-up",
        OrderState.Expired or OrderState.Forfeited => "expired",
    };
}

internal sealed record PartShown(OrderSeen Order, PartSeen Part, DateTime Now);

/// <param name="ClaimUntil">Until then the buyer can say that something is wrong; null before it is handed over.</param>
internal sealed record PartSeen(Guid Id, Text Producer, Fulfilment Fulfilment, DateTime? PackedAt, DateTime? DeliveredAt, DateTime? ClaimUntil,
    DateTime? CancelledAt, bool Vouchers, Money Goods, IReadOnlyList<LineOfOrder> Lines)
{
    public bool Cancelled => CancelledAt is not null;
    public bool CanCancel => !Cancelled && Fulfilment is Fulfilment.None or Fulfilment.Allocated;
}

internal sealed record LineOfOrder(Guid SellerOrderId, Guid ListingId, string Slug, string Photo, Text Listing, Text Variant, int Units, Money ListPrice,
    Money UnitPrice, Money Paid, int TaxRate, Mass Sold, Mass Packed, Money Returned, VoucherTerms? Terms, IReadOnlyList<VoucherOfOrder> Vouchers)
{
    public Money Total => UnitPrice * Units;
}

/// <param name="Paid">What goes back with it.</param>
internal sealed record VoucherOfOrder(Guid Id, string Code, VoucherState State, DateTime? EndedAt, Money Paid);

internal sealed record DiscountSeen(Text Label, Money Amount);
/// <param name="Sent">The token of the order that sends the boxes once more.</param>
internal sealed record ClaimOfOrder(Guid Part, ClaimKind Kind, ClaimState State, int Boxes, Money Amount, DateTime MadeAt, string? Answer, string? Sent);
internal sealed record RefundSeen(Money Amount, string Reason, DateTime AskedAt, DateTime? DoneAt);

internal sealed class LookAtOrderHandler(StoreDb db, IMediator shop, OrdersSettings settings, Caller caller, TimeProvider clock) : IRequestHandler<LookAtOrder, OrderSeen>
{
    sealed record Line(Guid Id, Guid LineId, bool Vouchers, DateOnly? ValidFrom, DateOnly? ValidUntil, DateOnly? BackUntil, Text Producer, Fulfilment Fulfilment,
        DateTime? PackedAt, DateTime? DeliveredAt, DateTime? CancelledAt, long Goods, Guid ListingId, string Slug, string Photo, Text Listing, Text Variant,
        int Units, long ListPrice, long UnitPrice, long Paid, int TaxRate, long Net, long Packed, long Returned);

    sealed record Discount(Guid RuleId, Text Label, long Fen);
    sealed record Back(long Fen, string Reason, DateTime AskedAt, DateTime? DoneAt);

    static readonly Compiled<string, Order> Orders = new((db, token) => db.Set<Order>().AsNoTracking().Where(o => o.Token == token));
    static readonly Compiled<Guid, Line> Lines = new((db, order) =>
        db.Set<OrderLine>().AsNoTracking().Where(l => l.OrderId == order).Join(db.Set<SellerOrder>().Where(s => s.OrderId == order), l => l.SellerOrderId, s => s.Id,
        (l, s) => new Line(s.Id, l.Id, s.Vouchers, l.ValidFrom, l.ValidUntil, l.BackUntil, s.Producer, s.Fulfilment, s.PackedAt, s.DeliveredAt, s.CancelledAt,
            s.Goods.Fen, l.ListingId, l.Slug, l.Photo, l.Listing, l.Variant, l.Units, l.ListPrice.Fen, l.UnitPrice.Fen, l.Paid.Fen, l.TaxRate, l.Net.Grams,
            l.Packed.Grams, l.Returned.Fen)));

    static readonly Compiled<Guid, Discount> Discounts = new((db, order) =>
        db.Set<Adjustment>().AsNoTracking().Where(a => a.OrderId == order).Select(a => new Discount(a.RuleId, a.Label, a.Amount.Fen)));
    static readonly Compiled<Guid, Back> Refunds = new((db, order) =>
        db.Set<Refund>().AsNoTracking().Where(r => r.OrderId == order).OrderBy(r => r.AskedAt).Select(r => new Back(r.Amount.Fen, r.Reason, r.AskedAt, r.DoneAt)));

    public async Task<OrderSeen> Handle(LookAtOrder asked, CancellationToken ct)
    {
        var o = (await Orders.Of(db, asked.Token, ct)).SingleOrDefault() ?? throw new Refusal("not-found", RefusalKind.NotFound);
        if (OrderLinks.End(o.EndedAt, clock.GetUtcNow().UtcDateTime) && (o.PersonId is null || o.PersonId != caller.PersonId)) throw new Refusal("link-ended", RefusalKind.Gone);
        var rows = await Lines.Of(db, o.Id, ct);
        // Asked only where there are any.
        var discounts = o.Discount > Money.Zero ? await Discounts.Of(db, o.Id, ct) : [];
        var refunds = o.State == OrderState.Placed ? [] : await Refunds.Of(db, o.Id, ct);

        var vouchers = (o.PaidAt is not null && rows.Exists(r => r.Vouchers)
            ? await db.Vouchers.AsNoTracking().Where(v => v.OrderId == o.Id).OrderBy(v => v.Position).ToListAsync(ct) : []).ToLookup(v => v.LineId);
        var handedOver = rows.Exists(r => r.DeliveredAt is not null || vouchers[r.LineId].Any(v => v.State == VoucherState.Redeemed));
        var claims = handedOver ? await Claims(o.Id, ct) : [];
        var reviews = handedOver ? await shop.Send(new ReviewsOfOrder(o.Id), ct) : [];

        return new(o.Number, o.Token, o.TrackingToken, o.State, o.PaymentState, o.Contact, o.Gift, o.PickUp, o.Address, o.Goods, o.Discount, o.Delivery, o.Total,
            new(o.PromiseFrom, o.PromiseTo), o.PlacedAt, o.HoldUntil, o.RefusedAt is not null, o.PaidAt,
            [.. rows.GroupBy(r => r.Id).OrderBy(g => g.Key).Select(g =>
                new PartSeen(g.Key, g.First().Producer, g.First().Fulfilment, g.First().PackedAt, g.First().DeliveredAt,
                    o.Replaces is null ? g.First().DeliveredAt + settings.ClaimWithin : null, g.First().CancelledAt, g.First().Vouchers, new(g.First().Goods),
                [.. g.Select(l => new LineOfOrder(g.Key, l.ListingId, l.Slug, l.Photo, l.Listing, l.Variant, l.Units, new(l.ListPrice), new(l.UnitPrice),
                    new(l.Paid), l.TaxRate, new(l.Net * l.Units), new(l.Packed), new(l.Returned), VoucherTerms.Of(l.ValidFrom, l.ValidUntil, l.BackUntil),
                    [.. vouchers[l.LineId].Select(v => new VoucherOfOrder(v.Id, v.Code, v.State, v.EndedAt, Voucher.PaidFor(new(l.Paid), l.Units, v.Position)))]))]))],
            [.. discounts.GroupBy(d => d.RuleId).Select(g => new DiscountSeen(g.First().Label, new(g.Sum(d => d.Fen))))],
            [.. refunds.Select(r => new RefundSeen(new(r.Fen), r.Reason, r.AskedAt, r.DoneAt))], claims, o.Agreed,
            o.PaidAt is null ? null : await db.Fapiaos.AsNoTracking().SingleOrDefaultAsync(f => f.OrderId == o.Id, ct), o.Replaces is not null, o.PersonId, o.PlacedBy is not null, reviews);
    }

    async Task<IReadOnlyList<ClaimOfOrder>> Claims(Guid order, CancellationToken ct)
    {
        var claims = await db.Claims.AsNoTracking().Where(c => c.OrderId == order).OrderBy(c => c.MadeAt).ToListAsync(ct);
        if (claims.Count == 0) return [];
        var ids = claims.ConvertAll(c => c.Id);
        var boxes = await db.ClaimLines.Where(l => ids.Contains(l.ClaimId)).GroupBy(l => l.ClaimId).Select(g => new { g.Key, Units = g.Sum(l => l.Units) })
            .ToDictionaryAsync(g => g.Key, g => g.Units, ct);
        var sent = await db.Orders.Where(o => ids.Contains(o.CheckoutId)).ToDictionaryAsync(o => o.CheckoutId, o => o.Token, ct);
        return [.. claims.Select(c => new ClaimOfOrder(c.SellerOrderId, c.Kind, c.State, boxes[c.Id], c.Amount, c.MadeAt, c.Answer, sent.GetValueOrDefault(c.Id)))];
    }
}
