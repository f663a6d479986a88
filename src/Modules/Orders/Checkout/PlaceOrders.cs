using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Orders;
using Storefront.Contracts.Promotions;
using Storefront.Orders.Baskets;
using Storefront.Orders.Vouchers;
using Storefront.Platform;
using Storefront.Platform.Data;

namespace Storefront.Orders.Checkout;

/// <summary>Places a batch of checkouts in order of arrival: all of one commit. Only the <see cref="CheckoutLane"/> sends it.</summary>
internal sealed record PlaceOrders(IReadOnlyList<Placement> Placements) : ICommand<IReadOnlyList<Placed>>;

/// <summary>A checkout with everything that could be found out beforehand.</summary>
/// <param name="TotalShown">What the buyer agreed to; another total is not placed.</param>
/// <param name="Lines">The basket as it was then; a basket that changed since is not placed.</param>
/// <param name="Address">Null, as is the area, when there is nothing to send.</param>
/// <param name="PersonId">Who is signed in; null for a guest and for a caller.</param>
/// <param name="PlacedBy">Who of the staff took the call.</param>
internal sealed record Placement(
    Guid OrderId, Guid BasketId, Guid CheckoutId, Money TotalShown, string Language, Contact Contact, Gift? Gift, PickUp? PickUp, Address? Address, string Buyer, string? Area,
    Money Delivery, ArrivalWindow Promise, IReadOnlyList<Agreed> Agreed, IReadOnlyList<LineWanted> Lines, Guid? PersonId = null, Guid? PlacedBy = null);
internal readonly record struct LineWanted(VariantOnOffer Offer, int Units);

/// <param name="Token">Opens the order; null when it was not placed.</param>
/// <param name="ShortOf">Variants that there were not enough of.</param>
internal sealed record Placed(string? Token, Refusal? Refused = null, IReadOnlyList<Guid>? ShortOf = null)
{
    public static Placed No(string code, params object[] arguments) => new(null, new(code, RefusalKind.Conflict, null, arguments));
}

internal sealed class PlaceOrdersHandler(StoreDb db, IMediator shop, OrdersSettings settings, TimeProvider clock) : IRequestHandler<PlaceOrders, IReadOnlyList<Placed>>
{
    public async Task<IReadOnlyList<Placed>> Handle(PlaceOrders asked, CancellationToken ct)
    {
        var answers = await AlreadyPlaced(asked.Placements, ct);
        // Of one checkout sent twice within a batch the first is placed; the others get its answer.
        var first = asked.Placements.Where(p => !answers.ContainsKey(p.CheckoutId)).DistinctBy(p => p.CheckoutId).ToList();
        if (first.Count > 0)
        {
            var wanted = await StillAsSeen(first, answers, ct);
            var taken = await Take(wanted, answers, ct);
            var priced = await Price(taken, answers, ct);
            await Write(priced, answers, ct);
        }
        return [.. asked.Placements.Select(p => answers[p.CheckoutId])];
    }

    async Task<Dictionary<Guid, Placed>> AlreadyPlaced(IReadOnlyList<Placement> placements, CancellationToken ct)
    {
        var checkouts = placements.Select(p => p.CheckoutId).Distinct().ToList();
        return await db.Orders.AsNoTracking().Where(o => checkouts.Contains(o.CheckoutId)).Select(o => new { o.CheckoutId, o.Token })
            .ToDictionaryAsync(o => o.CheckoutId, o => new Placed(o.Token), ct);
    }

    async Task<List<Placement>> StillAsSeen(List<Placement> placements, Dictionary<Guid, Placed> answers, CancellationToken ct)
    {
        var ids = placements.Select(p => p.BasketId).Distinct().ToList();
        // Whoever changes one of them now waits, and then finds it gone: no line is added between this look and the deletion at the end.
        await db.LockRows<Basket>(ids, ct);
        var baskets = (await db.Baskets.AsNoTracking().Where(b => ids.Contains(b.Id))
            .Join(db.BasketLines, b => b.Id, l => l.BasketId, (b, l) => new { b.CheckoutId, l.VariantId, l.Units }).ToListAsync(ct))
            .ToLookup(l => l.CheckoutId, l => new VariantUnits(l.VariantId, l.Units));
        return Keep(placements, answers, p => baskets[p.CheckoutId].ToHashSet().SetEquals(p.Lines.Select(l => new VariantUnits(l.Offer.VariantId, l.Units))) ? null
            : Placed.No("basket-changed"));
    }

    async Task<List<(Placement Placement, StockTaken Stock)>> Take(List<Placement> placements, Dictionary<Guid, Placed> answers, CancellationToken ct)
    {
        if (placements.Count == 0) return [];
        var taken = await shop.Send(new TakeStock([.. placements.Select(Stock)]), ct);
        return Keep([.. placements.Zip(taken)], answers, t => t.Item2.Taken ? null : new(null, ShortOf: t.Item2.ShortOf), t => t.Item1);
    }

    async Task<List<(Placement Placement, PricedBasket Priced)>> Price(List<(Placement Placement, StockTaken Stock)> taken, Dictionary<Guid, Placed> answers, CancellationToken ct)
    {
        if (taken.Count == 0) return [];
        var priced = await shop.Send(new PriceBaskets([.. taken.Select(t => new BasketToPrice(t.Placement.OrderId, t.Placement.Buyer,
            [.. t.Placement.Lines.Select(l => LookAtBasketHandler.ToPrice(l.Offer, l.Units, t.Stock.Prices[l.Offer.VariantId]))]))]), ct);

        List<(Placement Placement, PricedBasket Priced)> all = [.. taken.Select((t, i) => (t.Placement, priced[i]))];
        var kept = Keep(all, answers, t =>
            t.Priced.Refused is { } refused ? Placed.No(refused.Code, [.. refused.Arguments])
            : t.Priced.Total + t.Placement.Delivery != t.Placement.TotalShown ? Placed.No("price-changed", t.Priced.Total + t.Placement.Delivery)
            : null, t => t.Placement);
        if (kept.Count < all.Count)
        {
            var refused = all.Where(t => answers.ContainsKey(t.Placement.CheckoutId)).Select(t => t.Placement).ToList();
            await shop.Send(new ReturnStock([.. refused.Select(Stock)]), ct);
            await shop.Send(new ReturnQuotas([.. refused.Select(p => p.OrderId)]), ct);
        }
        return kept;
    }

    async Task Write(List<(Placement Placement, PricedBasket Priced)> sold, Dictionary<Guid, Placed> answers, CancellationToken ct)
    {
        if (sold.Count == 0) return;
        var now = clock.GetUtcNow().UtcDateTime;
        var today = ChinaTime.Day(now);
        var (orders, parts, lines, adjustments) = (new List<Order>(sold.Count), new List<SellerOrder>(sold.Count), new List<OrderLine>(sold.Count * 2), new List<Adjustment>());
        var vouchers = new List<Voucher>();
        foreach (var (placement, priced) in sold)
        {
            var total = priced.Total + placement.Delivery;
            // With nothing to pay no provider is asked: it is paid by being placed.
            var free = total == Money.Zero;
            var order = new Order
            {
                Id = placement.OrderId, CheckoutId = placement.CheckoutId, Number = Codes.NewNumber(today), Token = Codes.NewToken(),
                TrackingToken = Codes.NewToken(), Language = placement.Language,
                State = free ? OrderState.Confirmed : OrderState.Placed, PaymentState = free ? PaymentState.Paid : PaymentState.Unpaid, PaidAt = free ? now : null,
                Contact = placement.Contact, Gift = placement.Gift, PickUp = placement.PickUp, Address = placement.Address, Buyer = placement.Buyer,
                PersonId = placement.PersonId, Area = placement.Area,
                Goods = priced.Goods, Discount = priced.Discount, Delivery = placement.Delivery, Total = total, Agreed = placement.Agreed,
                PromiseFrom = placement.Promise.From, PromiseTo = placement.Promise.To, PlacedAt = now,
                HoldUntil = now + (placement.PlacedBy is null ? settings.Hold : settings.HoldForCaller), PlacedBy = placement.PlacedBy,
            };
            orders.Add(order);
            var prices = priced.Lines.ToDictionary(l => l.VariantId);
            foreach (var part in placement.Lines.GroupBy(l => (l.Offer.ProducerId, Vouchers: !l.Offer.IsSent)))
            {
                var offer = part.First().Offer;
                var partId = Guid.CreateVersion7();
                parts.Add(new()
                {
                    Id = partId, OrderId = order.Id, ProducerId = part.Key.ProducerId, Producer = offer.Producer, Origin = offer.Origin, Vouchers = part.Key.Vouchers,
                    Goods = part.Sum(l => prices[l.Offer.VariantId].Total), Fulfilment = !free ? Fulfilment.None : part.Key.Vouchers ? Fulfilment.Issued : Fulfilment.Allocated,
                });
                foreach (var (line, _) in part)
                {
                    var price = prices[line.VariantId];
                    var lineId = Guid.CreateVersion7();
                    lines.Add(new()
                    {
                        Id = lineId, OrderId = order.Id, SellerOrderId = partId, VariantId = line.VariantId, ListingId = line.ListingId, Slug = line.ListingSlug,
                        Photo = line.Photo, Listing = line.Listing, Variant = line.Variant,
                        Units = price.Units, ListPrice = price.ListPrice, UnitPrice = price.UnitPrice, Paid = price.Total, Net = line.Net, Gross = line.Gross,
                        CampaignId = price.CampaignId, TaxRate = line.TaxRate,
                        ValidFrom = line.Voucher?.From, ValidUntil = line.Voucher?.Until, BackUntil = line.Voucher?.BackUntil,
                    });
                    adjustments.AddRange(price.Adjustments.Select(a => new Adjustment { LineId = lineId, OrderId = order.Id, RuleId = a.RuleId, Label = a.Label, Amount = a.Amount }));
                }
            }
            if (free) db.Tell(Confirmed(order, parts, lines, vouchers));
            else db.Tell(new OrderPlaced(order.Id, order.Number, order.Token, order.TrackingToken, order.Contact, order.Total, order.PlacedAt, order.HoldUntil));
            answers[placement.CheckoutId] = new(order.Token);
        }
        await db.InsertAll([orders, parts, lines, adjustments, vouchers], ct);

        var baskets = sold.ConvertAll(s => s.Placement.BasketId);
        await db.BasketLines.Where(l => baskets.Contains(l.BasketId)).ExecuteDeleteAsync(ct);
        await db.Baskets.Where(b => baskets.Contains(b.Id)).ExecuteDeleteAsync(ct);
    }

    static OrderConfirmed Confirmed(Order order, List<SellerOrder> parts, List<OrderLine> lines, List<Voucher> vouchers)
    {
        var own = parts.FindAll(p => p.OrderId == order.Id);
        var producers = own.ToDictionary(p => p.Id, p => p.ProducerId);
        List<LineSold> sold = [.. lines.Where(l => l.OrderId == order.Id)
            .Select(l => new LineSold(l.Id, l.SellerOrderId, producers[l.SellerOrderId], l.VariantId, l.ListingId, l.Listing, l.Variant, l.Units, l.Net, l.Gross,
                l.Paid, l.CampaignId, VoucherTerms.Of(l.ValidFrom, l.ValidUntil, l.BackUntil)))];
        var issued = Voucher.For(order.Id, sold);
        vouchers.AddRange(issued);
        return new(order.Id, order.Number, order.Token, order.TrackingToken, order.Contact, order.Address, order.Total, order.Delivery, order.PlacedAt,
            order.PlacedAt, new(order.PromiseFrom, order.PromiseTo),
            [.. own.Select(p => new SellerOrderPlaced(p.Id, p.ProducerId, p.Producer, p.Origin, p.Goods, p.Vouchers))],
            sold, PickUp: order.PickUp?.PointId, Vouchers: Voucher.Told(issued, sold));
    }

    static StockWanted Stock(Placement placement) => new(placement.OrderId, [.. placement.Lines.Select(l => new VariantUnits(l.Offer.VariantId, l.Units))]);

    static List<Placement> Keep(List<Placement> placements, Dictionary<Guid, Placed> answers, Func<Placement, Placed?> refuse) => Keep(placements, answers, refuse, p => p);

    /// <summary>Those that go on; the refused get their answer.</summary>
    static List<T> Keep<T>(List<T> all, Dictionary<Guid, Placed> answers, Func<T, Placed?> refuse, Func<T, Placement> of)
    {
        var kept = new List<T>(all.Count);
        foreach (var one in all)
            if (refuse(one) is { } refused) answers[of(one).CheckoutId] = refused;
            else kept.Add(one);
        return kept;
    }
}
