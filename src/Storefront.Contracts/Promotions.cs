namespace Storefront.Contracts.Promotions;

/// <summary>A line whose price is asked for.</summary>
public sealed record LineToPrice(Guid VariantId, Guid ListingId, Guid ProducerId, int Units, Mass Net, Money ListPrice);

/// <param name="Buyer">Whom limits per person count: a normalised phone or e-mail; null while unknown, then limits are checked against this basket alone.</param>
public sealed record BasketToPrice(Guid BasketId, string? Buyer, IReadOnlyList<LineToPrice> Lines);

/// <summary>The price of baskets now, for showing: takes nothing.</summary>
public sealed record QuoteBaskets(IReadOnlyList<BasketToPrice> Baskets) : IQuery<IReadOnlyList<PricedBasket>>;

/// <summary>
/// Prices baskets in order of arrival and takes quotas and limits for them; a basket whose campaign price can no longer be given is priced
/// without it, and one over a limit carries <see cref="PricedBasket.Refused"/>. Only inside the lane's transaction. BasketId is the order's id here.
/// </summary>
public sealed record PriceBaskets(IReadOnlyList<BasketToPrice> Baskets) : ICommand<IReadOnlyList<PricedBasket>>;

/// <summary>Gives quotas and limits of orders back; once each, however often it is asked.</summary>
/// <param name="VariantIds">Only what these lines took; null for all of the orders.</param>
public sealed record ReturnQuotas(IReadOnlyList<Guid> OrderIds, IReadOnlyList<Guid>? VariantIds = null) : ICommand<int>;

/// <param name="Discount">Sum of the lines' adjustments of the basket-wide rules ("spend X save Y"); unit prices carry the other rules already.</param>
/// <param name="Refused">Code of a refusal (limit-per-person) with its arguments, or null.</param>
public sealed record PricedBasket(Guid BasketId, IReadOnlyList<PricedLine> Lines, Money Goods, Money Discount, Money Total, PriceRefused? Refused);
public sealed record PriceRefused(string Code, IReadOnlyList<object> Arguments);

/// <summary>A line with its frozen price. Total = UnitPrice x Units - the adjustments, exact to the fen.</summary>
/// <param name="ListPrice">What it was, per box.</param>
/// <param name="UnitPrice">What it is, per box, after percent-off or fixed price.</param>
/// <param name="CampaignId">The campaign that any of its price came from.</param>
public sealed record PricedLine(
    Guid VariantId, int Units, Money ListPrice, Money UnitPrice, IReadOnlyList<LineAdjustment> Adjustments, Money Total, Guid? CampaignId)
{
    /// <summary>How many boxes there still are at a lower campaign price, when the line asks for more and so is priced without it; else null.</summary>
    public int? CampaignLeft { get; init; }
    /// <summary>More is asked for, over all lines that the price holds for, than one person may have of it.</summary>
    public LimitPassed? OverLimit { get; init; }
}

/// <param name="Most">How many boxes one person may have at the price.</param>
/// <param name="Left">How many of them are left for this person, after earlier orders; all where it is not known who buys.</param>
public sealed record LimitPassed(int Most, int Left);

/// <summary>This line's share of a basket-wide discount; shares over the basket sum to the discount exactly.</summary>
public sealed record LineAdjustment(Guid RuleId, Text Label, Money Amount);

/// <summary>Campaign prices of variants now, for cards and product pages.</summary>
public sealed record QuoteOffers(IReadOnlyList<VariantPrice> Variants) : IQuery<IReadOnlyDictionary<Guid, Offer>>;
public readonly record struct VariantPrice(Guid VariantId, Guid ListingId, Money ListPrice);

/// <param name="UnitsLeft">What is left of the campaign's quota for this variant, or null without one.</param>
public sealed record Offer(Guid CampaignId, Text Campaign, Money Price, int? UnitsLeft, int? LimitPerPerson, DateTime EndsAt);

/// <summary>Of these variants, those that a campaign names, whether it is over, on or to come.</summary>
public sealed record VariantsInCampaigns(IReadOnlyList<Guid> VariantIds) : IQuery<IReadOnlySet<Guid>>;

/// <summary>Of these listings, those in a campaign that is warming up or on sale, each with the one that ends last.</summary>
public sealed record ListingsInCampaigns(IReadOnlyList<Guid> ListingIds) : IQuery<IReadOnlyDictionary<Guid, CampaignUntil>>;
public sealed record CampaignUntil(Text Name, DateTime EndsAt);

/// <summary>The campaign to announce now: warming up or on sale; null when there is none.</summary>
public sealed record CurrentCampaign : IQuery<CampaignAnnounced?>;
public sealed record CampaignAnnounced(Guid CampaignId, string Slug, Text Name, Text Promise, bool OnSale, DateTime WarmsUpAt, DateTime StartsAt, DateTime EndsAt,
    IReadOnlyList<Guid> ListingIds);

/// <summary>A campaign was made or changed. Quotas are in boxes, by variant.</summary>
public sealed record CampaignScheduled(Guid CampaignId, string Slug, Text Name, DateTime WarmsUpAt, DateTime StartsAt, DateTime EndsAt, IReadOnlyDictionary<Guid, int> Quotas) : IFact
{
    public Guid Subject => CampaignId;
}
