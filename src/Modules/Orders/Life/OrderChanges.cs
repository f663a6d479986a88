using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Orders;
using Storefront.Contracts.Payments;
using Storefront.Platform.Data;

namespace Storefront.Orders.Life;

internal static class RefundReasons
{
    public const string Cancelled = "cancelled";
    /// <summary>Boxes that arrived bruised, wrong, or not at all.</summary>
    public const string Claim = "claim";
    /// <summary>The boxes weighed less than was sold.</summary>
    public const string Underweight = "underweight";
    /// <summary>A voucher that nobody had redeemed.</summary>
    public const string Voucher = "voucher";
    /// <summary>Money came for an order that had ended.</summary>
    public const string Late = "late";
    /// <summary>Not the amount of the order.</summary>
    public const string Amount = "amount";
}

/// <summary>What several moments of an order's life do alike.</summary>
internal static class OrderChanges
{
    extension(StoreDb db)
    {
        internal Task<List<LineSold>> LinesSold(Guid order, CancellationToken ct) => db.LinesSold([order], ct);

        internal async Task<List<LineSold>> LinesSold(IReadOnlyList<Guid> orders, CancellationToken ct) =>
            (await db.OrderLines.AsNoTracking().Where(l => orders.Contains(l.OrderId))
                .Join(db.SellerOrders.Where(s => orders.Contains(s.OrderId)), l => l.SellerOrderId, s => s.Id, (l, s) => new
            {
                l.Id, l.SellerOrderId, s.ProducerId, l.VariantId, l.ListingId, l.Listing, l.Variant, l.Units, Net = l.Net.Grams, Gross = l.Gross.Grams,
                Paid = l.Paid.Fen, l.CampaignId, l.ValidFrom, l.ValidUntil, l.BackUntil,
            }).ToListAsync(ct)).ConvertAll(l => new LineSold(l.Id, l.SellerOrderId, l.ProducerId, l.VariantId, l.ListingId, l.Listing, l.Variant, l.Units,
                new(l.Net), new(l.Gross), new(l.Paid), l.CampaignId, VoucherTerms.Of(l.ValidFrom, l.ValidUntil, l.BackUntil)));

        /// <summary>An order is completed by its last living part that arrives, once.</summary>
        internal async Task CompleteIfDelivered(Guid order, DateTime now, CancellationToken ct)
        {
            var parts = db.SellerOrders;
            var completed = await db.Orders
                .Where(o => o.Id == order && o.State == OrderState.Confirmed
                    && !parts.Any(s => s.OrderId == order && s.CancelledAt == null && s.Fulfilment != Fulfilment.Delivered && s.Fulfilment != Fulfilment.Returned))
                .ExecuteUpdateAsync(o => o.SetProperty(x => x.State, OrderState.Completed).SetProperty(x => x.EndedAt, now), ct);
            if (completed == 1) db.Tell(new OrderCompleted(order, now));
        }

        /// <summary>Asks Payments for the money's way back and keeps a row of it for the order's page. The same id asks once.</summary>
        internal async Task AskRefund(IMediator shop, Guid id, Guid order, Money amount, IReadOnlyList<ProducerShare> shares, string reason, DateTime now, CancellationToken ct)
        {
            // Of an order that cost nothing nothing goes back.
            if (amount <= Money.Zero || await db.Refunds.AnyAsync(r => r.Id == id, ct)) return;
            db.Add(new Refund { Id = id, OrderId = order, Amount = amount, Reason = reason, AskedAt = now });
            await shop.Send(new RefundPayment(id, order, amount, shares, reason), ct);
        }
    }
}
