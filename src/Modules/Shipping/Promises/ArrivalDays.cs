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
    const int LastMileDays = 1;
    static readonly (int Least, int Most) AirDays = (6, 12);

    readonly ConcurrentDictionary<(string, string), Days> kept = new();

    internal readonly record struct Days(int Least, int Most, int Kilometres, double Hours, double SlowHours);

    public Days For(string origin, string area)
    {
        if (kept.TryGetValue((origin, area), out var known)) return known;
        var byAir = Area.ByAir(area);
        var city = Area.CityOf(area);
        if (!network.Reaches(city)) throw new Refusal("area-unknown");
        var way = network.Quickest(origin, city) ?? throw new Refusal("place-unknown", RefusalKind.NotFound);
        var days = byAir
            ? new Days(OnTheRoad(way.Hours) + HubDays + AirDays.Least, OnTheRoad(way.SlowHours) + HubDays + AirDays.Most, 0, way.Hours, way.SlowHours)
            : new Days(OnTheRoad(way.Hours) + HubDays + LastMileDays, OnTheRoad(way.SlowHours) + HubDays + LastMileDays, way.Kilometres, way.Hours, way.SlowHours);
        // Areas by air are any two letters: only what the network bounds is kept.
        return byAir ? days : kept[(origin, area)] = days;
    }

    public ArrivalWindow Window(string origin, string area, DateOnly ready)
    {
        var days = For(origin, area);
        return new(ready.AddDays(days.Least), ready.AddDays(days.Most));
    }

    static int OnTheRoad(double hours) => (int)Math.Ceiling(hours / DrivingHoursADay);
}
