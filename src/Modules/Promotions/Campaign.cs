using Storefront.Contracts;

namespace Storefront.Promotions;

/// <summary>A time in which some listings cost less. It is announced from <see cref="WarmsUpAt"/>; prices hold from StartsAt up to, not including, EndsAt.</summary>
internal sealed class Campaign
{
    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required Text Name { get; init; }
    public required Text Promise { get; init; }
    public required DateTime WarmsUpAt { get; init; }
    public required DateTime StartsAt { get; init; }
    public required DateTime EndsAt { get; init; }
    public Guid? ActedBy { get; init; }
}

internal sealed class CampaignListing
{
    public required Guid CampaignId { get; init; }
    public required Guid ListingId { get; init; }
}

internal enum RuleKind { PercentOff, FixedPrice, SpendSave }

/// <summary>One way a campaign lowers a price. With neither listing nor variant it is about all of the campaign's listings.</summary>
internal sealed class Rule
{
    public required Guid Id { get; init; }
    public required Guid CampaignId { get; init; }
    public required RuleKind Kind { get; init; }
    public Guid? ListingId { get; init; }
    public Guid? VariantId { get; init; }
    /// <summary>PercentOff: what is taken off, 1 to 99.</summary>
    public int Percent { get; init; }
    /// <summary>FixedPrice: the price. SpendSave: what is saved.</summary>
    public Money Amount { get; init; }
    /// <summary>SpendSave: what has to be spent for it, counted over all producers.</summary>
    public Money Threshold { get; init; }
    /// <summary>Units one person may buy at this price during the campaign.</summary>
    public int? LimitPerPerson { get; init; }
    public required Text Label { get; init; }
    public required int Position { get; init; }

    public bool IsAbout(Guid listing, Guid variant) => (ListingId is null || ListingId == listing) && (VariantId is null || VariantId == variant);

    /// <summary>The price of a box by this rule: never more than the list price, never free, to the fen, halves away from zero.</summary>
    public Money PriceOf(Money list)
    {
        var price = Kind switch
        {
            RuleKind.PercentOff => (list.Fen * (100 - Percent) * 2 + 100) / 200,
            RuleKind.FixedPrice => Amount.Fen,
            RuleKind.SpendSave => list.Fen,
        };
        return new(Math.Min(list.Fen, Math.Max(1, price)));
    }
}

/// <summary>How many boxes of a variant a campaign may sell at its price, most often fewer than are in stock.</summary>
internal sealed class Quota
{
    public required Guid Id { get; init; }
    public required Guid CampaignId { get; init; }
    public required Guid VariantId { get; init; }
    public required int Total { get; init; }
    public required int Available { get; init; }
}
