using System.Text.Json;
using MediatR;
using Storefront.Contracts;
using Storefront.Contracts.Shipping;
using Storefront.Platform.Data;
using Storefront.Shipping.Areas;

namespace Storefront.Shipping.Promises;

/// <summary>tariffs.json: what the way by air costs.</summary>
internal sealed record Tariffs(IReadOnlyList<Tariffs.Row> Rows)
{
    /// <param name="First">Fen for the first kilogram; each further one that is begun costs the other.</param>
    internal sealed record Row(IReadOnlyList<string> Regions, long First, long Further);
    sealed record Written(IReadOnlyList<Row> Tariffs);

    public static Tariffs Load()
    {
        using var file = typeof(Tariffs).Assembly.GetManifestResourceStream("tariffs.json")!;
        return new(JsonSerializer.Deserialize<Written>(file, Json.Compact)!.Tariffs);
    }

    public Money Of(string region, Mass gross)
    {
        var row = Rows.First(r => r.Regions.Contains(region, StringComparer.Ordinal) || r.Regions.Contains("*", StringComparer.Ordinal));
        return new(row.First + row.Further * Math.Max(0, (gross.Grams + 999) / 1000 - 1));
    }
}

internal sealed class QuoteDeliveryHandler(Tariffs tariffs) : IRequestHandler<QuoteDelivery, Money>
{
    /// <summary>On the mainland the road is in the price, to the door as to a pick-up point. By air it is not.</summary>
    public Task<Money> Handle(QuoteDelivery asked, CancellationToken ct) =>
        Task.FromResult(!Area.ByAir(asked.Area) || asked.Gross.Grams <= 0 ? Money.Zero : tariffs.Of(asked.Area, asked.Gross));
}
