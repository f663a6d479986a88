using Storefront.Contracts;

namespace Storefront.Promotions;

/// <summary>What Promotions was told of listings, so that the office can name them by the words that stand in their address.</summary>
internal sealed class KnownListing
{
    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required Text Name { get; init; }
    public required Text Producer { get; init; }
}

internal sealed class KnownPack
{
    /// <summary>The variant's id.</summary>
    public required Guid Id { get; init; }
    public required Guid ListingId { get; init; }
    public required string Slug { get; init; }
    public required Text Name { get; init; }
}
