using Storefront.Contracts;
using Storefront.Shipping.Roads;

namespace Storefront.Shipping.Areas;

/// <summary>
/// Where a box goes, as far as the road cares: a place of the network, or a country or region that is reached by air. An area is a
/// string so that it fits into a link and a table: <c>chengdu</c>, <c>FR</c>.
/// </summary>
internal static class Area
{
    /// <summary>Boxes that go on by air leave from here; what cannot be placed goes here too.</summary>
    public const string AirHub = "chengdu";

    public static bool ByAir(string area) => area.Length == 2 && area.All(char.IsAsciiLetterUpper) && area != "CN";

    /// <summary>The last place on the road.</summary>
    public static string CityOf(string area) => area is "CN" || ByAir(area) ? AirHub : area;

    /// <summary>The places and regions a shopper is offered; where the box really goes is found from the address.</summary>
    public static IReadOnlyList<string> Offered { get; } =
        ["beijing", "shanghai", "guangzhou", "chengdu", "chongqing", "hangzhou", "wuhan", "xian", "kunming", "lanzhou", "xining", "lhasa-chengguan", "kangding",
         "HK", "MO", "TW", "JP", "KR", "SG", "FR", "DE", "GB", "US", "CA", "AU"];

    static readonly Dictionary<string, Text> Regions = new(StringComparer.Ordinal)
    {
        ["HK"] = new("中国香港", "Hong Kong, China", "Hong Kong, Chine"),
        ["MO"] = new("中国澳门", "Macau, China", "Macao, Chine"),
        ["TW"] = new("中国台湾", "Taiwan, China", "Taïwan, Chine"),
        ["JP"] = new("日本", "Japan", "Japon"),
        ["KR"] = new("韩国", "South Korea", "Corée du Sud"),
        ["SG"] = new("新加坡", "Singapore", "Singapour"),
        ["FR"] = new("法国", "France", "France"),
        ["DE"] = new("德国", "Germany", "Allemagne"),
        ["GB"] = new("英国", "United Kingdom", "Royaume-Uni"),
        ["US"] = new("美国", "United States", "États-Unis"),
        ["CA"] = new("加拿大", "Canada", "Canada"),
        ["AU"] = new("澳大利亚", "Australia", "Australie"),
    };

    /// <summary>The area's name; a region without one goes by its code.</summary>
    public static Text Name(string area, RoadNetwork network) =>
        network.Places.TryGetValue(area, out var place) ? place.Name : Regions.GetValueOrDefault(area) ?? new(area);
}
