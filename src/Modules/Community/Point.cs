using Storefront.Contracts;

namespace Storefront.Community;

/// <summary>The five levels of service points, from the region's hall down to the village's.</summary>
internal enum PointLevel { Region, Prefecture, County, Township, Village }

/// <summary>A place where people help producers to sell: they pack, photograph, list goods and answer the telephone for them.</summary>
internal sealed class Point
{
    public required Guid Id { get; init; }
    public required Text Name { get; init; }
    public required PointLevel Level { get; init; }
    /// <summary>Place id.</summary>
    public required string Place { get; init; }
}

internal sealed class PointProducer
{
    public required Guid ProducerId { get; init; }
    public required Guid PointId { get; init; }
}
