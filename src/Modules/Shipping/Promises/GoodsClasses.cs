using System.Text.Json;
using Storefront.Contracts;
using Storefront.Contracts.Shipping;
using Storefront.Platform.Data;
using Storefront.Shipping.Areas;

namespace Storefront.Shipping.Promises;

/// <param name="Perishable">The law lets a shop sell it without seven days of return.</param>
/// <param name="Abroad">Regions it may go to by air; * for all.</param>
/// <param name="RoadDays">The most days from the village to the door; 0 for no limit.</param>
/// <param name="RestDays">How long it must still keep on arrival; 0 for no limit.</param>
/// <param name="Why">What is said when it may not go abroad.</param>
/// <param name="Celsius">How warm it is kept on its way and after it; null where that does not matter.</param>
internal sealed record GoodsClass(bool Perishable, IReadOnlyList<string> Abroad, int RoadDays, int RestDays, Text Why, Temperatures? Celsius = null)
{
    public bool MayGo(string area) => !Area.ByAir(area) || Abroad.Contains("*", StringComparer.Ordinal) || Abroad.Contains(area, StringComparer.Ordinal);
    public bool Endures(GoodsToSend goods) => RoadDays == 0 || goods.Arrives.DayNumber - goods.Leaves.DayNumber <= RoadDays;
    public bool Keeps(GoodsToSend goods) => goods.KeepsUntil is not { } until || goods.Arrives.AddDays(RestDays) <= until;
}

/// <summary>goods.json: where goods of each class may go, and how cool.</summary>
internal sealed record GoodsClasses(IReadOnlyDictionary<string, GoodsClass> Classes)
{
    public static GoodsClasses Load()
    {
        using var file = typeof(GoodsClasses).Assembly.GetManifestResourceStream("goods.json")!;
        return JsonSerializer.Deserialize<GoodsClasses>(file, Json.Compact)!;
    }

    /// <summary>What nobody has described travels as carefully as fresh fruit.</summary>
    public GoodsClass this[string name] => Classes.GetValueOrDefault(name) ?? Classes["fresh"];
}
