using MediatR;
using Storefront.Contracts;
using Storefront.Shipping.Roads;

namespace Storefront.Shipping.Dispatch;

/// <summary>All roads of the network, those that trucks from home take first.</summary>
[Allow(Roles.Coordinator, Roles.Office)]
internal sealed record ListLegs : IQuery<IReadOnlyList<LegNamed>>;
internal sealed record LegNamed(string Leg, Text Name, string Road, int Kilometres, bool Usual);

internal sealed class ListLegsHandler(RoadNetwork network, RoadWords words) : IRequestHandler<ListLegs, IReadOnlyList<LegNamed>>
{
    public Task<IReadOnlyList<LegNamed>> Handle(ListLegs asked, CancellationToken ct)
    {
        var usual = network.Quickest("zhongde", "chengdu")!.LegIds;
        return Task.FromResult<IReadOnlyList<LegNamed>>([.. network.Legs.Values
            .OrderBy(l => usual.Contains(l.Id, StringComparer.Ordinal) ? usual.ToList().IndexOf(l.Id) : int.MaxValue).ThenBy(l => l.Id, StringComparer.Ordinal)
            .Select(l => new LegNamed(l.Id, words.LegName(l.Id), l.Road, l.Kilometres, usual.Contains(l.Id, StringComparer.Ordinal)))]);
    }
}
