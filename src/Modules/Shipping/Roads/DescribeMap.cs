using MediatR;
using Storefront.Contracts.Shipping;

namespace Storefront.Shipping.Roads;

internal sealed class DescribeMapHandler(RoadNetwork network) : IRequestHandler<DescribeMap, MapKnown?>
{
    /// <summary>How far beyond the way is shown, in degrees: enough to see what lies around a village at its end.</summary>
    const double Around = 0.6;

    public Task<MapKnown?> Handle(DescribeMap asked, CancellationToken ct)
    {
        if (!network.Places.TryGetValue(asked.Place, out var place) || place.At is null || !network.Reaches(asked.Place)
            || network.Quickest(asked.Place, asked.To) is not { } way) return Task.FromResult<MapKnown?>(null);
        var along = way.Places.Select(id => network.Places[id]).Where(p => p.At is not null).ToList();
        var (south, north) = (along.Min(p => p.At!.Value.Latitude) - Around, along.Max(p => p.At!.Value.Latitude) + Around);
        var (west, east) = (along.Min(p => p.At!.Value.Longitude) - Around, along.Max(p => p.At!.Value.Longitude) + Around);
        bool Shown(string id) => network.Places.TryGetValue(id, out var p) && p.At is var (latitude, longitude) && latitude > south && latitude < north
            && longitude > west && longitude < east;

        var ways = way.LegIds.ToHashSet(StringComparer.Ordinal);
        var roads = network.Legs.Values.Where(l => Shown(l.From) && Shown(l.To)).OrderBy(l => l.Id, StringComparer.Ordinal).ToList();
        var points = roads.SelectMany(l => new[] { l.From, l.To }).Append(asked.Place).Distinct(StringComparer.Ordinal).Select(id => network.Places[id])
            .Select(p => new MapPoint(p.Id, p.Name, p.Kind.ToString().ToLowerInvariant(), p.At!.Value.Latitude, p.At.Value.Longitude)).ToList();
        return Task.FromResult<MapKnown?>(new(points, [.. roads.Select(l => new MapRoad(l.From, l.To, ways.Contains(l.Id)))]));
    }
}
