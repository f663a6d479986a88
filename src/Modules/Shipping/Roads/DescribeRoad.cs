using MediatR;
using Storefront.Contracts;
using Storefront.Contracts.Shipping;
using Storefront.Shipping.Areas;

namespace Storefront.Shipping.Roads;

internal sealed class DescribeRoadHandler(RoadNetwork network) : IRequestHandler<DescribeRoad, IReadOnlyList<RoadPoint>>
{
    public Task<IReadOnlyList<RoadPoint>> Handle(DescribeRoad asked, CancellationToken ct)
    {
        var way = network.Quickest(asked.Origin, Area.CityOf(asked.Area)) ?? throw new Refusal("place-unknown", RefusalKind.NotFound);
        return Task.FromResult<IReadOnlyList<RoadPoint>>([.. network.Points(way).Select(p =>
            new RoadPoint(p.Place.Id, p.Place.Name, p.Place.Kind.ToString().ToLowerInvariant(), p.Kilometres, p.Place.AltitudeMetres))]);
    }
}
