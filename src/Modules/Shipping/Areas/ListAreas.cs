using MediatR;
using Storefront.Contracts.Shipping;
using Storefront.Shipping.Roads;

namespace Storefront.Shipping.Areas;

internal sealed class ListAreasHandler(RoadNetwork network) : IRequestHandler<ListAreas, IReadOnlyList<AreaNamed>>
{
    public Task<IReadOnlyList<AreaNamed>> Handle(ListAreas asked, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<AreaNamed>>([.. Area.Offered.Select(a => new AreaNamed(a, Area.Name(a, network)))]);
}
