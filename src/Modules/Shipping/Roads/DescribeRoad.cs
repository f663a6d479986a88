using MediatR;
using Storefront.Contracts;
using Storefront.Contracts.Shipping;
using Storefront.Platform.Data;
using Storefront.Shipping.Promises;

namespace Storefront.Shipping.Roads;

internal sealed class DescribeRoadHandler(StoreDb db, RoadNetwork network, ArrivalDays days, ShutLegs shut, TimeProvider clock) : IRequestHandler<DescribeRoad, IReadOnlyList<RoadPoint>>
{
    /// <summary>The way that the promise of a box ordered now was reckoned by: while the usual one is shut, that may lead round.</summary>
    public async Task<IReadOnlyList<RoadPoint>> Handle(DescribeRoad asked, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var promised = days.For(asked.Origin, asked.Area, PromiseWindow.ReadyFor(now), await shut.Now(db, ct), now);
        var way = network.Along(asked.Origin, promised.Legs) ?? throw new Refusal("place-unknown", RefusalKind.NotFound);
        return [.. network.Points(way).Select(p => new RoadPoint(p.Place.Id, p.Place.Name, p.Place.Kind.ToString().ToLowerInvariant(), p.Kilometres, p.Place.AltitudeMetres))];
    }
}
