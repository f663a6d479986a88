using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Orders;
using Storefront.Contracts.Payments;
using Storefront.Contracts.Shipping;
using Storefront.Orders.Life;
using Storefront.Platform;
using Storefront.Platform.Data;

namespace Storefront.Orders.Claims;

/// <summary>What a granted claim does: the money goes back, or the same boxes are sent once more. The caller has locked the order.</summary>
internal sealed class Granting(StoreDb db, IMediator shop, TimeProvider clock)
{
    /// <param name="by">The person of the office; null when the rule grants.</param>
    /// <returns>False when boxes were wished and there are none; nothing was done then.</returns>
    public async Task<bool> Grant(Claim claim, Order order, SellerOrder part, ClaimWish how, Guid? by, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (how == ClaimWish.Replacement && !await Replace(claim, order, part, now, ct)) return false;
        if (how == ClaimWish.Refund && claim.Amount > Money.Zero)
            await db.AskRefund(shop, claim.Id, order.Id, claim.Amount, [new(part.ProducerId, claim.Amount)], RefundReasons.Claim, now, ct);
        var state = how == ClaimWish.Refund ? ClaimState.Refunded : ClaimState.Replaced;
        await db.Claims.Where(c => c.Id == claim.Id).ExecuteUpdateAsync(c => c.SetProperty(x => x.State, state).SetProperty(x => x.DecidedAt, now).SetProperty(x => x.DecidedBy, by), ct);
        return true;
    }

    /// <summary>An order of its own, paid for by the first: packed, sent and tracked like any other. The claim is its checkout, so that there is one.</summary>
    async Task<bool> Replace(Claim claim, Order order, SellerOrder part, DateTime now, CancellationToken ct)
    {
        var units = await db.ClaimLines.Where(l => l.ClaimId == claim.Id).ToDictionaryAsync(l => l.LineId, l => l.Units, ct);
        var lines = await db.OrderLines.AsNoTracking().Where(l => l.OrderId == order.Id && units.Keys.Contains(l.Id)).ToListAsync(ct);
        var id = Guid.CreateVersion7();
        var taken = (await shop.Send(new TakeStock([new(id, [.. lines.Select(l => new VariantUnits(l.VariantId, units[l.Id]))])]), ct)).Single();
        if (!taken.Taken) return false;

        var window = (await shop.Send(new PromiseWindow(part.Origin, order.Area!, PromiseWindow.ReadyFor(now)), ct)).Window;
        var sent = new Order
        {
            Id = id, CheckoutId = claim.Id, Number = Codes.NewNumber(ChinaTime.Day(now)), Token = Codes.NewToken(), TrackingToken = Codes.NewToken(),
            Language = order.Language, Replaces = order.Id,
            State = OrderState.Confirmed, PaymentState = PaymentState.Paid, Contact = order.Contact, Address = order.Address, Buyer = order.Buyer,
            PersonId = order.PersonId, Area = order.Area,
            Agreed = [], Gift = order.Gift, PickUp = order.PickUp, PromiseFrom = window.From, PromiseTo = window.To, PlacedAt = now, HoldUntil = now, PaidAt = now,
        };
        var sentPart = new SellerOrder { Id = Guid.CreateVersion7(), OrderId = id, ProducerId = part.ProducerId, Producer = part.Producer, Origin = part.Origin,
            Fulfilment = Fulfilment.Allocated };
        var sentLines = lines.ConvertAll(l => new OrderLine
        {
            Id = Guid.CreateVersion7(), OrderId = id, SellerOrderId = sentPart.Id, VariantId = l.VariantId, ListingId = l.ListingId, Slug = l.Slug, Photo = l.Photo,
            Listing = l.Listing, Variant = l.Variant,
            Units = units[l.Id], Net = l.Net, Gross = l.Gross, TaxRate = l.TaxRate,
        });
        await db.InsertMany([sent], ct);
        await db.InsertMany([sentPart], ct);
        await db.InsertMany(sentLines, ct);
        db.Tell(new OrderConfirmed(id, sent.Number, sent.Token, sent.TrackingToken, sent.Contact, sent.Address, Money.Zero, Money.Zero, now, now, window,
            [new(sentPart.Id, part.ProducerId, part.Producer, part.Origin, Money.Zero)], await db.LinesSold(id, ct), Replaces: order.Number, PickUp: order.PickUp?.PointId));
        return true;
    }
}
