using Storefront.Contracts;

namespace Storefront.Community;

/// <summary>What Community was told of campaigns.</summary>
internal sealed class KnownCampaign
{
    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required Text Name { get; init; }
    public required DateTime WarmsUpAt { get; init; }
    public required DateTime StartsAt { get; init; }
    public required DateTime EndsAt { get; init; }
}

internal sealed class KnownQuota
{
    public required Guid CampaignId { get; init; }
    public required Guid VariantId { get; init; }
    public required int Boxes { get; init; }
}

/// <summary>What a variant is called on the office's pages.</summary>
internal sealed class KnownVariant
{
    public required Guid Id { get; init; }
    public required Text Listing { get; init; }
    public required Text Name { get; init; }
}

internal sealed class KnownProducer
{
    public required Guid Id { get; init; }
    public required Text Name { get; init; }
}
