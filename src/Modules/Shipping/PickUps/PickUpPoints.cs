using System.Text.Json;
using MediatR;
using Storefront.Contracts;
using Storefront.Contracts.Shipping;
using Storefront.Platform.Data;

namespace Storefront.Shipping.PickUps;

/// <summary>points.json: where boxes can be fetched in the demonstration; Production has none. A point lies at a place of the network; who is supplied from there may choose it.</summary>
internal sealed record PickUpPoints(IReadOnlyList<PickUpPoints.Point> Points)
{
    internal sealed record Point(string Id, string Place, Text Name, Text Where, Text Hours);

    public static readonly PickUpPoints None = new([]);

    public static PickUpPoints Load()
    {
        using var file = typeof(PickUpPoints).Assembly.GetManifestResourceStream("points.json")!;
        return JsonSerializer.Deserialize<PickUpPoints>(file, Json.Compact)!;
    }

    public Point? Find(string? id) => Points.FirstOrDefault(p => p.Id == id);
}

internal sealed class ListPickUpPointsHandler(PickUpPoints points) : IRequestHandler<ListPickUpPoints, IReadOnlyList<PickUpPoint>>
{
    public Task<IReadOnlyList<PickUpPoint>> Handle(ListPickUpPoints asked, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<PickUpPoint>>([.. points.Points.Where(p => p.Place == asked.Area).Select(p => new PickUpPoint(p.Id, p.Name, p.Where, p.Hours))]);
}
