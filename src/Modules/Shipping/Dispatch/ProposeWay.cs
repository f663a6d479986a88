using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;
using Storefront.Shipping.Roads;

namespace Storefront.Shipping.Dispatch;

/// <summary>The quickest way that is open now, for the form of a new run; and the places to choose from.</summary>
[Allow(Roles.Coordinator, Roles.Office)]
internal sealed record ProposeWay(string From, string To, string? Via) : IQuery<WayProposed>;

/// <param name="Legs">Null when there is no way.</param>
internal sealed record WayProposed(int Kilometres, double Hours, IReadOnlyList<LegShown>? Legs, IReadOnlyList<PlaceNamed> Starts, IReadOnlyList<PlaceNamed> Ends,
    IReadOnlyList<PlaceNamed> Vias);
internal sealed record PlaceNamed(string Place, Text Name);

internal sealed class ProposeWayHandler(StoreDb db, RoadNetwork network, TimeProvider clock) : IRequestHandler<ProposeWay, WayProposed>
{
    static readonly string[] Homes = ["zhongde", "qingde", "xiangcheng"];

    public async Task<WayProposed> Handle(ProposeWay asked, CancellationToken ct)
    {
        var shut = await db.ClosedAt(clock.GetUtcNow().UtcDateTime).Select(c => c.LegId).Distinct().ToListAsync(ct);
        var origins = await db.Parcels.Where(p => p.State == ParcelState.Packed).Select(p => p.Origin).Distinct().ToListAsync(ct);
        var way = string.IsNullOrEmpty(asked.Via) ? network.Quickest(asked.From, asked.To, shut) : network.Quickest(asked.From, asked.Via, asked.To, shut);
        var towns = network.Places.Values.Where(p => p.OnTheRoad).OrderBy(p => p.Name.En, StringComparer.Ordinal).ToList();
        return new(way?.Kilometres ?? 0, way?.Hours ?? 0,
            way is null or { Steps.Count: 0 } ? null : [.. way.Steps.Select(s =>
                new LegShown(s.Leg.Id, network.Places[s.From].Name, network.Places[s.To].Name, s.Leg.Kilometres, s.Leg.Minutes / 60.0,
                [.. s.Leg.Passes.Select(p => network.Places[p.PlaceId].Name)], false, false, false))],
            [.. Homes.Union(origins, StringComparer.Ordinal).Select(Named)],
            [.. towns.Where(p => p.Kind == PlaceKind.City).Select(p => Named(p.Id)), Named("kangding"), Named("lhasa-chengguan")],
            [.. towns.Where(p => p.Kind is PlaceKind.County or PlaceKind.Township or PlaceKind.City).Select(p => Named(p.Id))]);
    }

    PlaceNamed Named(string place) => new(place, network.Places[place].Name);
}
