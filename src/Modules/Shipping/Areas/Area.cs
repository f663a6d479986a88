using Storefront.Contracts;
using Storefront.Shipping.Roads;

namespace Storefront.Shipping.Areas;

/// <summary>
/// Where a box goes, as far as the road cares: a place of the network, a province beyond one, or a country or region that is reached by air. An area is a
/// string so that it fits into a link and a table: <c>chengdu</c>, <c>CN-XJ</c>, <c>FR</c>.
/// </summary>
internal static class Area
{
    /// <summary>Boxes that go on by air leave from here; those for an address that nobody can place, too.</summary>
    public const string Hub = "chengdu";

    /// <summary>An address in mainland China that says neither a province nor a city we know.</summary>
    public const string SomewhereInChina = "CN";

    public static bool ByAir(string area) => area.Length == 2 && area.All(char.IsAsciiLetterUpper) && area != SomewhereInChina;

    /// <summary>The last place on the road.</summary>
    public static string CityOf(string area) => area is SomewhereInChina || ByAir(area) ? Hub : Province.All.TryGetValue(area, out var province) ? province.Depot : area;

    /// <summary>Days from there on, by a carrier's truck.</summary>
    public static (int Least, int Most) DaysBeyond(string area) => area is SomewhereInChina ? Province.AnyDays : Province.All.TryGetValue(area, out var province) ? province.Days : (0, 0);

    /// <summary>The places and regions a shopper is offered; where the box really goes is found from the address.</summary>
    public static IReadOnlyList<string> Offered { get; } =
        ["beijing", "shanghai", "guangzhou", "chengdu", "chongqing", "hangzhou", "wuhan", "xian", "kunming", "lanzhou", "xining", "lhasa-chengguan", "kangding",
         "HK", "MO", "TW", "JP", "KR", "SG", "FR", "DE", "GB", "US", "CA", "AU"];

    static readonly Dictionary<string, Text> Regions = new(StringComparer.Ordinal)
    {
        [SomewhereInChina] = new("中国大陆", "mainland China", "Chine continentale"),
        ["HK"] = new("中国香港", "Hong Kong, China", "Hong Kong, Chine"),
        ["MO"] = new("中国澳门", "Macao, China", "Macao, Chine"),
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
        network.Places.TryGetValue(area, out var place) ? place.Name : Province.All.TryGetValue(area, out var province) ? province.Name : Regions.GetValueOrDefault(area) ?? new(area);
}
