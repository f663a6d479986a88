using Storefront.Contracts;

namespace Storefront.Catalog;

/// <summary>What is told of a place that goods come from; what lies where is Shipping's to know.</summary>
internal sealed class VillageTold
{
    /// <summary>Place id, and the page's slug.</summary>
    public required string Place { get; init; }
    public required Text Story { get; init; }
    public required string Picture { get; init; }
    public required Text Alt { get; init; }
}
