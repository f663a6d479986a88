using Storefront.Contracts;
using Storefront.Shipping.Roads;

namespace Storefront.Shipping;

internal enum RunState { Planned, Departed, Arrived }

/// <summary>One drive of one truck.</summary>
internal sealed class Run
{
    public required Guid Id { get; init; }
    public required string Number { get; init; }
    public required string Truck { get; init; }
    public required string Driver { get; init; }
    public required Mass Capacity { get; init; }
    public required RunState State { get; set; }
    public required Itinerary Itinerary { get; set; }
    public required DateTime PlannedAt { get; init; }
    public DateTime? DepartedAt { get; set; }
    public DateTime? ArrivedAt { get; set; }
    /// <summary>Who planned it.</summary>
    public Guid? ActedBy { get; init; }
    public Guid? DepartedBy { get; set; }

    public Way Way(RoadNetwork network) => network.Along(Itinerary.Now.From, Itinerary.Now.Legs) ?? throw new InvalidOperationException($"The legs of run {Number} do not hang together.");
}

/// <summary>The way that was planned, in versions that are only ever added to.</summary>
internal sealed record Itinerary(IReadOnlyList<PlannedWay> Versions)
{
    public PlannedWay Now => Versions[^1];
}

internal sealed record PlannedWay(string From, string To, IReadOnlyList<string> Legs, DateTime At);
