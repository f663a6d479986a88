using MediatR;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Promotions;
using Storefront.Contracts.Shipping;
using Storefront.Orders.Checkout;
using Storefront.Platform.Data;

namespace Storefront.Orders.Baskets;

/// <summary>A basket with what it costs now and when it would arrive: for its own page, and for the last step of checkout.</summary>
/// <param name="Area">Where to; null asks for the address that was typed, or the shop's usual city.</param>
internal sealed record LookAtBasket(Guid? BasketId, string? Area = null) : IQuery<BasketSeen>;

/// <param name="Gone">Variants in it that are no longer on offer.</param>
/// <param name="NotSent">What may not go to the area.</param>
/// <param name="Agreements">What is to be confirmed before paying.</param>
internal sealed record BasketSeen(
    IReadOnlyList<ProducerSeen> Producers, IReadOnlyList<GoneSeen> Gone, IReadOnlyList<RuleSeen> Rules, Money Goods, Money Discount, Money Delivery, Money Total,
    string Area, IReadOnlyList<DeliveryChoice> Choices, IReadOnlyList<NotSent> NotSent, IReadOnlyList<string> Agreements, PriceRefused? Refused)
{
    public BasketKept? Kept { get; init; }
    public bool Empty => Producers.Count == 0 && Gone.Count == 0;
    /// <summary>Of what the sums count: neither what is gone nor what is sold out.</summary>
    public int Boxes => Lines.Where(l => !l.SoldOut).Sum(l => l.Units);
    /// <summary>Nothing in it is gone, sold out or may not go where it is to go, and each producer has enough to pack.</summary>
    public bool Sendable => Gone.Count == 0 && !Lines.Any(l => l.SoldOut) && NotSent.Count == 0 && Producers.All(p => p.Lacks == Money.Zero);
    public IEnumerable<LineSeen> Lines => Producers.SelectMany(p => p.Lines);
    /// <summary>Something in it is sent; without it nobody asks for an address.</summary>
    public bool Sends => Lines.Any(l => l.Offer.IsSent);
    public bool AllSent => Lines.All(l => l.Offer.IsSent);
    public Step Missing => Kept?.FirstMissing(Sends) ?? Step.Basket;
    public static BasketSeen Nothing { get; } = new([], [], [], default, default, default, default, "", [], [], [], null);
}

/// <param name="Was">What it was and why it is not sold now; null for what the catalogue never knew.</param>
internal sealed record GoneSeen(Guid VariantId, int Units, VariantOffSale? Was);

internal sealed record ProducerSeen(Text Producer, IReadOnlyList<LineSeen> Lines)
{
    public Money Minimum => Lines[0].Offer.Minimum;
    /// <summary>What is missing for the least that the producer packs; vouchers need no packing, and a promotion takes nothing away from it.</summary>
    public Money Lacks => Smallest.Lacks(Lines.Where(l => !l.SoldOut).Select(l => (l.Offer, l.Units)));
}

internal static class Smallest
{
    /// <param name="lines">Of one producer.</param>
    public static Money Lacks(IEnumerable<(VariantOnOffer Offer, int Units)> lines)
    {
        var sent = lines.Where(l => l.Offer.IsSent).ToList();
        return sent.Count == 0 ? Money.Zero : new(Math.Max(0, sent[0].Offer.Minimum.Fen - sent.Sum(l => l.Offer.Price.Fen * l.Units)));
    }
}
/// <param name="CampaignLeft">See <see cref="PricedLine.CampaignLeft"/>.</param>
/// <param name="Before">What one cost when it was put in, where it costs something else now.</param>
internal sealed record LineSeen(VariantOnOffer Offer, int Units, Money ListPrice, Money UnitPrice, int? CampaignLeft, Money? Before = null)
{
    /// <summary>See <see cref="PricedLine.OverLimit"/>.</summary>
    public LimitPassed? OverLimit { get; init; }
    public Money Total => UnitPrice * Units;
    public bool Short => Units > Offer.Available;
    /// <summary>There is none left: it is shown, and counted in no sum.</summary>
    public bool SoldOut => Offer.Available == 0;
}

/// <param name="To">What the links and forms carry on.</param>
internal sealed record LineShown(BasketSeen Basket, LineSeen Line, string To);

/// <summary>What one basket-wide rule takes off.</summary>
internal sealed record RuleSeen(Text Label, Money Amount);

/// <param name="When">soon or week.</param>
/// <param name="Point">Null when it comes to the door.</param>
internal sealed record DeliveryChoice(string When, ArrivalWindow Window, Money Price, PickUp? Point = null)
{
    public string Key => Delivering.KeyOf(When, Point);
}

internal sealed class LookAtBasketHandler(StoreDb db, IMediator shop, Delivering delivering, Agreeing agreeing) : IRequestHandler<LookAtBasket, BasketSeen>
{
    public async Task<BasketSeen> Handle(LookAtBasket asked, CancellationToken ct)
    {
        if (asked.BasketId is not { } id || await db.ReadBasket(id, ct) is not { } kept) return BasketSeen.Nothing;
        if (kept.Lines.Count == 0) return BasketSeen.Nothing with { Kept = kept };

        var offers = (await shop.Send(new DescribeVariants([.. kept.Lines.Select(l => l.VariantId)]), ct)).ToDictionary(o => o.VariantId);
        var known = kept.Lines.Where(l => offers.ContainsKey(l.VariantId)).ToList();
        var gone = await Gone([.. kept.Lines.Where(l => !offers.ContainsKey(l.VariantId)).Select(l => new VariantUnits(l.VariantId, l.Units))], ct);
        if (known.Count == 0) return BasketSeen.Nothing with { Kept = kept, Gone = gone };

        var buyer = kept.Typed is { } typed && TypedAddressRules.Hold(typed) ? typed.Buyer : null;
        // What is sold out cannot be bought: a total with it, or a discount that it earned, would promise what checkout refuses.
        var counted = known.Where(l => offers[l.VariantId].Available > 0).ToList();
        var priced = counted.Count == 0 ? new(id, [], Money.Zero, Money.Zero, Money.Zero, null)
            : (await shop.Send(new QuoteBaskets([new(id, buyer, [.. counted.Select(l => ToPrice(offers[l.VariantId], l.Units, offers[l.VariantId].Price))])]), ct))[0];
        var prices = priced.Lines.ToDictionary(l => l.VariantId);

        // What stands in the query is anybody's: an area that is none is no area.
        var wished = asked.Area is null ? null : (await shop.Send(new ListAreas(), ct)).FirstOrDefault(a => a.Area == asked.Area)?.Area;
        var area = wished ?? (kept.Typed is { NamesPlace: true } named ? await shop.Send(new FindArea(named.ToAddress()), ct) : Delivering.UsualArea);
        var (choices, notSent) = await delivering.Look(area, [.. (counted.Count > 0 ? counted : known).Select(l => (offers[l.VariantId], l.Units))], ct);
        var chosen = choices.FirstOrDefault(c => c.Key == kept.Delivery) ?? choices[0];
        var fee = counted.Count > 0 ? chosen.Price : Money.Zero;

        return new(
            [.. known.GroupBy(l => offers[l.VariantId].ProducerId).Select(g => new ProducerSeen(offers[g.First().VariantId].Producer,
                [.. g.Select(l => prices.GetValueOrDefault(l.VariantId) is not { } price
                    ? new LineSeen(offers[l.VariantId], l.Units, offers[l.VariantId].Price, offers[l.VariantId].Price, null)
                    : new LineSeen(offers[l.VariantId], l.Units, price.ListPrice, price.UnitPrice, price.CampaignLeft,
                        l.Seen == price.UnitPrice ? null : l.Seen) { OverLimit = price.OverLimit })]))],
            gone,
            [.. priced.Lines.SelectMany(l => l.Adjustments).GroupBy(a => a.RuleId).Select(g => new RuleSeen(g.First().Label, g.Sum(a => a.Amount)))],
            priced.Goods, priced.Discount, fee, priced.Total + fee, area, choices, notSent,
            await agreeing.Needed(known.Select(l => offers[l.VariantId]), priced.Total + fee, ct), priced.Refused)
        { Kept = kept };
    }

    async Task<IReadOnlyList<GoneSeen>> Gone(IReadOnlyList<VariantUnits> lines, CancellationToken ct)
    {
        if (lines.Count == 0) return [];
        var why = (await shop.Send(new DescribeOffSale([.. lines.Select(l => l.VariantId)]), ct)).ToDictionary(v => v.VariantId);
        return [.. lines.Select(l => new GoneSeen(l.VariantId, l.Units, why.GetValueOrDefault(l.VariantId)))];
    }

    internal static LineToPrice ToPrice(VariantOnOffer offer, int units, Money price) => new(offer.VariantId, offer.ListingId, offer.ProducerId, units, offer.Net, price);
}
