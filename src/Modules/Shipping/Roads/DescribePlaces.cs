using MediatR;
using Storefront.Contracts;
using Storefront.Contracts.Shipping;

namespace Storefront.Shipping.Roads;

internal sealed class DescribePlacesHandler(RoadNetwork network) : IRequestHandler<DescribePlaces, IReadOnlyDictionary<string, PlaceKnown>>
{
    public Task<IReadOnlyDictionary<string, PlaceKnown>> Handle(DescribePlaces asked, CancellationToken ct)
    {
        var known = new Dictionary<string, PlaceKnown>(StringComparer.Ordinal);
        foreach (var id in asked.PlaceIds)
            if (network.Places.TryGetValue(id, out var place)) known[id] = new(id, place.Name, CountyOf(place), place.AltitudeMetres);
        return Task.FromResult<IReadOnlyDictionary<string, PlaceKnown>>(known);
    }

    Text? CountyOf(Place place)
    {
        if (place.Kind is not (PlaceKind.Village or PlaceKind.Township)) return null;
        for (var above = place.Parent; above is not null && network.Places.TryGetValue(above, out var p); above = p.Parent)
            if (p.Kind == PlaceKind.County) return p.Name with { Zh = p.Official.Zh };
        return null;
    }
}
