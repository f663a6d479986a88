using MediatR;
using Storefront.Contracts;
using Storefront.Contracts.Shipping;
using Storefront.Shipping.Areas;

namespace Storefront.Shipping.Roads;

internal sealed class DescribePlacesHandler(RoadNetwork network)
    : IRequestHandler<DescribePlaces, IReadOnlyDictionary<string, PlaceKnown>>, IRequestHandler<ListOrigins, IReadOnlyList<PlaceKnown>>
{
    public Task<IReadOnlyDictionary<string, PlaceKnown>> Handle(DescribePlaces asked, CancellationToken ct)
    {
        var known = new Dictionary<string, PlaceKnown>(StringComparer.Ordinal);
        foreach (var id in asked.PlaceIds)
            if (network.Places.TryGetValue(id, out var place)) known[id] = Known(place);
        return Task.FromResult<IReadOnlyDictionary<string, PlaceKnown>>(known);
    }

    public Task<IReadOnlyList<PlaceKnown>> Handle(ListOrigins asked, CancellationToken ct) => Task.FromResult<IReadOnlyList<PlaceKnown>>(
        [.. network.Places.Values.Where(p => p.Kind is PlaceKind.Village or PlaceKind.Township or PlaceKind.County && network.Reaches(p.Id)).OrderBy(p => p.Kind)
            .ThenBy(p => p.Id, StringComparer.Ordinal).Select(Known)]);

    PlaceKnown Known(Place place) => new(place.Id, place.Name, CountyOf(place), place.AltitudeMetres);

    Text? CountyOf(Place place)
    {
        if (place.Kind is not (PlaceKind.Village or PlaceKind.Township)) return null;
        for (var above = place.Parent; above is not null && network.Places.TryGetValue(above, out var p); above = p.Parent)
            if (p.Kind == PlaceKind.County) return p.Name with { Zh = p.Official.Zh };
        return null;
    }
}

internal sealed class ListPlaceNamesHandler(RoadNetwork network) : IRequestHandler<ListPlaceNames, IReadOnlyDictionary<string, IReadOnlyList<string>>>
{
    public Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> Handle(ListPlaceNames asked, CancellationToken ct) =>
        Task.FromResult<IReadOnlyDictionary<string, IReadOnlyList<string>>>(
            asked.PlaceIds.Distinct(StringComparer.Ordinal).ToDictionary(id => id, id => (IReadOnlyList<string>)[.. NamesOf(id).Distinct(StringComparer.Ordinal)], StringComparer.Ordinal));

    IEnumerable<string> NamesOf(string id)
    {
        if (network.Places.TryGetValue(id, out var here) && Province.All.TryGetValue(here.Province, out var province))
            foreach (var name in new[] { province.Name.Zh, province.Name.En, province.Name.Fr, province.Aliases }.OfType<string>()) yield return name;
        for (var at = id; at is not null && network.Places.TryGetValue(at, out var place); at = place.Parent)
            foreach (var name in new[] { place.Name.Zh, place.Official.Zh, place.Official.En, place.Official.Fr, place.Official.Bo }.OfType<string>()
                .Concat(place.Aliases)) yield return name;
    }
}
