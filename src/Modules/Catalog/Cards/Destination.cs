using MediatR;
using Storefront.Contracts;
using Storefront.Contracts.Shipping;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Cards;

/// <summary>Where the visitor wants goods sent: it stands in the query (?to=), so that pages are the same for everyone and links keep it.</summary>
internal sealed record Destination(string Area, Text Name, IReadOnlyList<AreaNamed> Areas)
{
    public const string Usual = "chengdu";

    // The pages that visitors go to, with the destination where it is not the usual one.
    public string Home => Link("");
    public string Goods => Link("/goods");
    public string Producers => Link("/producers");
    public string Shelf(string slug) => Link($"/c/{slug}");
    public string Product(string slug) => Link($"/p/{slug}");
    public string Village(string place) => Link($"/villages/{place}");
    public string Producer(string slug) => Link($"/producers/{slug}");

    string Link(string path) => $"/{Languages.Current}{path}{(Area == Usual ? "" : $"?to={Area}")}";
}

internal static class Destinations
{
    public static async Task<Destination> Towards(this IMediator shop, string? to, CancellationToken ct)
    {
        var areas = await shop.Send(new ListAreas(), ct);
        var area = areas.FirstOrDefault(a => a.Area == to) ?? areas.First(a => a.Area == Destination.Usual);
        return new(area.Area, area.Name, areas);
    }
}
