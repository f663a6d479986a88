using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Community;
using Storefront.Contracts.Orders;
using Storefront.Contracts.Payments;
using Storefront.Contracts.Shipping;
using Storefront.Platform.Data;
using Storefront.Platform.Facts;

namespace Storefront.Notices.Writing;

/// <summary>The channels that this shop sends to buyers by. Mail it can always.</summary>
/// <param name="Kept">What was sent stays to be read, on the mailbox page.</param>
internal sealed record Channels(bool Text, bool Kept);

/// <summary>
/// Turns what happened to an order into messages for its buyer. One class for all facts, because a handler gets the facts of one order in their
/// order: the contact is known before the first parcel leaves.
/// </summary>
internal sealed class TellBuyer(StoreDb db, Templates templates, Channels channels, TimeProvider clock) :
    IHandleMany<OrderPlaced>, IHandleMany<OrderConfirmed>, INotificationHandler<OrderExpired>, INotificationHandler<OrderCancelled>, INotificationHandler<BoxesWeighed>,
    INotificationHandler<ParcelsDeparted>, INotificationHandler<ParcelsDelayed>, INotificationHandler<ParcelsDelivered>, INotificationHandler<RefundSucceeded>, INotificationHandler<ClaimDeclined>,
    INotificationHandler<ReviewDecided>, INotificationHandler<OrderLinkAsked>, INotificationHandler<OrderAddressChanged>
{
    /// <summary>Asked for again within it, the link is on its way already.</summary>
    static readonly TimeSpan OneLink = TimeSpan.FromMinutes(10);

    public async Task Handle(IReadOnlyList<OrderPlaced> told, CancellationToken ct)
    {
        var orders = told.OrderBy(t => t.OrderId).Select(t => (Order: Known(t.OrderId, t.Number, t.OrderToken, t.TrackingToken, t.Contact),
            News: new News(t.Total, At: t.HoldUntil))).ToList();
        await db.InsertMissing(orders.ConvertAll(o => o.Order), ct);
        await db.InsertMissing([.. orders.SelectMany(o => Write(o.Order, Topic.Placed, Guid.Empty, 1, o.News))], ct);
    }

    public async Task Handle(IReadOnlyList<OrderConfirmed> told, CancellationToken ct)
    {
        await Overtake([.. told.Select(t => t.OrderId)], Guid.Empty, [Topic.Placed], ct);
        var orders = told.OrderBy(t => t.OrderId).Select(t => (Told: t, Order: Known(t.OrderId, t.Number, t.OrderToken, t.TrackingToken, t.Contact))).ToList();
        // Of an order that replaces boxes, or that costs nothing, this is the first that is heard.
        await db.InsertMissing([.. orders.Where(o => o.Told.Replaces is not null || o.Told.Total == Money.Zero).Select(o => o.Order)], ct);
        var parts = told.SelectMany(KnownParts).OrderBy(p => p.SellerOrderId).ToList();
        if (parts.Count > 0) await db.InsertMissing(parts, ct);
        // Of vouchers alone nothing arrives; of both, either is news.
        await db.InsertMissing([.. orders.Where(o => o.Told.Address is not null)
            .SelectMany(o => Write(o.Order, o.Told.Replaces is null ? Topic.Paid : Topic.Replaced, Guid.Empty, 1,
                new(o.Told.Total, o.Told.Promise, First: o.Told.Replaces ?? "")))], ct);
        var vouchers = orders.Where(o => o.Told.Vouchers is not null).SelectMany(o => Write(o.Order, Topic.Vouchers, Guid.Empty, 1, new(o.Told.Total, Vouchers: o.Told.Vouchers))).ToList();
        if (vouchers.Count > 0) await db.InsertMissing(vouchers, ct);
        // The farmers' share of the same news; a handler of its own would be one more row for each order of the busiest night.
        await db.InsertMissing([.. told.SelectMany(SalesToTell.Of).OrderBy(s => s.SellerOrderId)], ct);
    }

    public Task Handle(OrderExpired told, CancellationToken ct) => Overtake([told.OrderId], Guid.Empty, [Topic.Placed], ct);

    public async Task Handle(OrderCancelled told, CancellationToken ct)
    {
        if (told.Whole) await Overtake([told.OrderId], Guid.Empty, [Topic.Placed, Topic.Paid, Topic.Vouchers], ct);
        await db.SalesToTell.Where(s => told.Parts.Contains(s.SellerOrderId)).ExecuteDeleteAsync(ct);
        var part = told.Parts is [var first, ..] ? first : Guid.Empty;
        await Queue(await Known(told.OrderId, ct), Topic.Cancelled, part, 1, new(told.Refund, Whole: told.Whole, Producer: told.Whole ? null : await ProducerOf(part, ct)), ct);
    }

    /// <summary>More in a box than was sold is nothing to write about.</summary>
    public async Task Handle(BoxesWeighed told, CancellationToken ct)
    {
        var less = told.Lines.Where(l => l.Returned > Money.Zero).ToList();
        if (less.Count > 0) await Queue(await Known(told.OrderId, ct), Topic.Underweight, told.SellerOrderId, 1,
            new(less.Sum(l => l.Returned), Less: less, Producer: await ProducerOf(told.SellerOrderId, ct)), ct);
    }

    public async Task Handle(ParcelsDeparted told, CancellationToken ct) =>
        await Queue(await Known(told.OrderId, ct), Topic.Departed, told.SellerOrderId, 1,
            new(Window: told.Expected, At: told.DepartedAt, Run: told.RunNumber, Producer: await ProducerOf(told.SellerOrderId, ct)), ct);

    public async Task Handle(ParcelsDelayed told, CancellationToken ct)
    {
        await Overtake([told.OrderId], told.SellerOrderId, [Topic.Departed, Topic.Delayed], ct, told.Version);
        await Queue(await Known(told.OrderId, ct), Topic.Delayed, told.SellerOrderId, told.Version,
            new(Window: told.Expected, Was: told.Was, Reason: told.Reason, Producer: await ProducerOf(told.SellerOrderId, ct)), ct);
    }

    public async Task Handle(ParcelsDelivered told, CancellationToken ct)
    {
        await Overtake([told.OrderId], told.SellerOrderId, [Topic.Departed, Topic.Delayed], ct);
        await Queue(await Known(told.OrderId, ct), Topic.Delivered, told.SellerOrderId, 1, new(At: told.DeliveredAt, Producer: await ProducerOf(told.SellerOrderId, ct)), ct);
    }

    public async Task Handle(RefundSucceeded told, CancellationToken ct) =>
        await Queue(await Known(told.OrderId, ct), Topic.Refunded, told.RefundId, 1,
            new(told.Amount, Producer: await db.KnownParts.Where(p => p.OrderId == told.OrderId && p.ProducerId == told.ProducerId).Select(p => p.Producer).FirstOrDefaultAsync(ct)), ct);

    public async Task Handle(ClaimDeclined told, CancellationToken ct) =>
        await Queue(await Known(told.OrderId, ct), Topic.Declined, told.ClaimId, 1, new(Reason: new(told.Answer), Producer: await ProducerOf(told.SellerOrderId, ct)), ct);

    public async Task Handle(ReviewDecided told, CancellationToken ct) =>
        await Queue(await Known(told.OrderId, ct), told.Published ? Topic.ReviewPublished : Topic.ReviewDeclined, told.ReviewId, told.Version,
            new(Reason: told.Reason is { } reason ? new(reason) : null, Listing: told.Listing, Path: $"/p/{told.Slug}#reviews"), ct);

    public async Task Handle(OrderLinkAsked told, CancellationToken ct) =>
        await db.InsertMissing([.. Write(await Known(told.OrderId, ct), Topic.OrderLink, Guid.Empty, (int)(told.At.Ticks / OneLink.Ticks), new()).Where(n => n.Recipient == told.To)], ct);

    /// <summary>Said to where news went until now: whoever did not change it himself must hear of it.</summary>
    public async Task Handle(OrderAddressChanged told, CancellationToken ct)
    {
        await Queue(await Known(told.OrderId, ct), Topic.AddressChanged, Guid.Empty, (int)(told.At.Ticks / TimeSpan.TicksPerSecond), new(), ct);
        await db.KnownOrders.Where(o => o.OrderId == told.OrderId).ExecuteUpdateAsync(o => o
            .SetProperty(x => x.Name, told.Contact.Name).SetProperty(x => x.Phone, told.Contact.Phone).SetProperty(x => x.Email, told.Contact.Email), ct);
    }

    Task Queue(KnownOrder order, Topic topic, Guid part, int version, News news, CancellationToken ct) => db.InsertMissing([.. Write(order, topic, part, version, news)], ct);

    IEnumerable<Notice> Write(KnownOrder order, Topic topic, Guid part, int version, News news) => templates.Write(channels, clock, order, topic, part, version, news);

    /// <summary>
    /// News that was still waiting to be sent when newer came is not sent any more. What somebody else has locked is being marked as sent: to wait for it would be too late
    /// for the news, and two who wait for each other's rows would be a deadlock, since a batch of facts comes here once for each.
    /// </summary>
    /// <param name="delay">The delay that is news now: only earlier ones are overtaken by it.</param>
    async Task Overtake(IReadOnlyList<Guid> orders, Guid part, IReadOnlyList<Topic> topics, CancellationToken ct, int delay = int.MaxValue)
    {
        var waiting = db.Notices.Where(n => orders.Contains(n.OrderId) && n.Part == part && n.DueAt != null && topics.Contains(n.Topic) && (n.Topic != Topic.Delayed || n.Version < delay));
        var ids = await waiting.Select(n => n.Id).ToListAsync(ct);
        if (ids.Count == 0) return;
        ids = [.. await db.LockFreeRows<Notice>(ids, ct)];
        var now = clock.GetUtcNow().UtcDateTime;
        await waiting.Where(n => ids.Contains(n.Id)).ExecuteUpdateAsync(n => n.SetProperty(x => x.CancelledAt, now).SetProperty(x => x.DueAt, (DateTime?)null), ct);
    }

    async Task<KnownOrder> Known(Guid orderId, CancellationToken ct) =>
        await db.KnownOrders.AsNoTracking().SingleOrDefaultAsync(o => o.OrderId == orderId, ct)
            ?? throw new InvalidOperationException($"Order {orderId} is not known here: nobody told of its placement.");

    /// <summary>Whose part it is, where the order has parts of others too; null where nothing is to be told apart.</summary>
    Task<Text?> ProducerOf(Guid part, CancellationToken ct) => db.KnownParts.Where(p => p.SellerOrderId == part).Select(p => p.Producer).SingleOrDefaultAsync(ct);

    static IEnumerable<KnownPart> KnownParts(OrderConfirmed told) => told.SellerOrders.DistinctBy(s => s.ProducerId).Skip(1).Any()
        ? told.SellerOrders.Select(s => new KnownPart { SellerOrderId = s.SellerOrderId, OrderId = told.OrderId, ProducerId = s.ProducerId, Producer = s.Producer }) : [];

    static KnownOrder Known(Guid orderId, string number, string orderToken, string trackingToken, Contact contact) => new()
    {
        OrderId = orderId, Number = number, OrderToken = orderToken, TrackingToken = trackingToken,
        Name = contact.Name, Phone = contact.Phone, Email = contact.Email, Language = contact.Language,
    };
}
