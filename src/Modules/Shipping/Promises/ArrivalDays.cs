using System.Collections.Concurrent;
using Storefront.Contracts;
using Storefront.Shipping.Areas;
using Storefront.Shipping.Roads;

namespace Storefront.Shipping.Promises;

/// <summary>
/// How many days after leaving the village a box is at the door. From counts the usual hours of every leg, To the slow ones; adding up slow
/// hours errs on the late side, which a promise may. Kept by origin and area, since every card of the shop asks.
/// </summary>
internal sealed class ArrivalDays(RoadNetwork network)
{
    const double DrivingHoursADay = 9;
    const int HubDays = 1;
    internal const int LastMileDays = 1;
    static readonly (int Least, int Most) AirDays = (6, 12);

    readonly ConcurrentDictionary<(string, string), Days> kept = new();

    internal readonly record struct Days(int Least, int Most, int Kilometres, double Hours, double SlowHours, IReadOnlyList<string> Legs);

    public Days For(string origin, string area)
    {
        if (kept.TryGetValue((origin, area), out var known)) return known;
        var city = Area.CityOf(area);
        if (!network.Reaches(city)) throw new Refusal("area-unknown");
        var way = network.Quickest(origin, city) ?? throw new Refusal("place-unknown", RefusalKind.NotFound);
        var days = Over(way, area);
        // Areas by air are any two letters: only what the network bounds is kept.
        return Area.ByAir(area) ? days : kept[(origin, area)] = days;
    }

    /// <summary>The usual way while it is open; else the earlier of waiting for it to open and going round by what is open.</summary>
    public Days For(string origin, string area, DateOnly ready, IReadOnlyList<Shut> shut, DateTime now)
    {
        var usual = For(origin, area);
        var wait = shut.Where(s => usual.Legs.Contains(s.LegId, StringComparer.Ordinal)).Select(s => s.DaysAfter(ready, now)).DefaultIfEmpty(0).Max();
        if (wait == 0) return usual;
        var waiting = usual with { Least = usual.Least + wait, Most = usual.Most + wait };
        var round = network.Quickest(origin, Area.CityOf(area), [.. shut.Select(s => s.LegId).Distinct(StringComparer.Ordinal)]);
        return round is not null && Over(round, area) is var open && open.Most <= waiting.Most ? open : waiting;
    }

    static Days Over(Way way, string area)
    {
        var (air, (least, most)) = (Area.ByAir(area), Area.DaysBeyond(area));
        (least, most) = air ? AirDays : (LastMileDays + least, LastMileDays + most);
        return new(OnTheRoad(way.Hours) + HubDays + least, OnTheRoad(way.SlowHours) + HubDays + most, air ? 0 : way.Kilometres, way.Hours, way.SlowHours, way.LegIds);
    }

    /// <summary>When a load arrives that leaves now by this very way: a truck that goes round arrives by the longer road.</summary>
    public ArrivalWindow Window(Way driven, string area, DateOnly left)
    {
        var days = Over(network.Onward(driven, Area.CityOf(area)) ?? throw new Refusal("place-unknown", RefusalKind.NotFound), area);
        return new(left.AddDays(days.Least), left.AddDays(days.Most));
    }

    static int OnTheRoad(double hours) => (int)Math.Ceiling(hours / DrivingHoursADay);
}
