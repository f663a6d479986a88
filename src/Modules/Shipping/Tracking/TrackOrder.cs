using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Orders;
using Storefront.Platform.Data;
using Storefront.Shipping.Areas;
using Storefront.Shipping.Dispatch;
using Storefront.Shipping.PickUps;
using Storefront.Shipping.Roads;

namespace Storefront.Shipping.Tracking;

/// <param name="Number">Which of the order's parcels to show; null chooses the one that is furthest from done.</param>
internal sealed record TrackOrder(string Token, string? Number) : IQuery<Tracked?>;

internal sealed record Tracked(
    string Token, int Revision, DateTime Now, TrackedParcel Shown, IReadOnlyList<TrackedParcel> Parcels, Text Origin, Text Area, PickUpPoints.Point? PickUp, bool ByAir, RunTracked? Run,
    IReadOnlyList<PointOnWay> Points, int At, DateTime? LastReport, IReadOnlyList<RoadClosed> Closures, IReadOnlyList<TrackedEvent> Events)
{
    public bool OnTheRoad => Shown.State == ParcelState.OnTheRoad;
    /// <summary>The closure the truck stands before.</summary>
    public RoadClosed? WaitsFor => OnTheRoad ? Closures.FirstOrDefault(c => c.InForce && c.Next) : null;
    public bool Silent => OnTheRoad && LastReport < Now - TimeSpan.FromHours(6);
    public int DaysMoved => Shown.Expected.To.DayNumber - Shown.Promise.To.DayNumber;
}

internal sealed record TrackedParcel(
    string Number, string OrderNumber, Text Producer, Text What, int Boxes, Mass Gross, ParcelState State, ArrivalWindow Promise, ArrivalWindow Expected,
    DateTime PaidAt, DateTime? PackedAt, DateTime? DeliveredAt, DateTime? CancelledAt);

internal sealed record RunTracked(string Number, DateTime? DepartedAt, Text To, bool Arrived);

/// <param name="Next">The leg begins where the truck was seen last.</param>
internal sealed record RoadClosed(ClosureKind Kind, Text From, Text To, double FromKm, double ToKm, DateTime ClosedAt, DateTime? Until, DateTime? OpenedAt, bool InForce, bool Next);

internal enum EventKind { Delivered, Arrived, Passed, Opened, Closed, Departed, Packed, Paid, Cancelled }

internal sealed record TrackedEvent(EventKind Kind, DateTime At, Place? Place = null, double Kilometres = 0, RoadClosed? Road = null);

internal sealed class TrackOrderHandler(StoreDb db, RoadNetwork network, PickUpPoints pickUps, TimeProvider clock) : IRequestHandler<TrackOrder, Tracked?>
{
    public async Task<Tracked?> Handle(TrackOrder asked, CancellationToken ct)
    {
        var parcels = await db.Parcels.AsNoTracking().Where(p => p.TrackingToken == asked.Token).OrderBy(p => p.Id).ToListAsync(ct);
        if (parcels.Count == 0) return null;
        var shown = parcels.Find(p => p.Number == asked.Number) ?? parcels.OrderBy(p => p.State).ThenByDescending(p => p.ExpectedTo).First();
        var now = clock.GetUtcNow().UtcDateTime;
        if (parcels.TrueForAll(p => OrderLinks.End(p.DeliveredAt ?? p.CancelledAt, now))) throw new Refusal("link-ended", RefusalKind.Gone);

        var run = shown.RunId is { } id ? await db.Runs.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, ct) : null;
        var scans = run is null ? [] : await db.Scans.AsNoTracking().Where(s => s.RunId == run.Id && (s.ParcelId == null || s.Kind != ScanKind.Delivered)).ToListAsync(ct);
        var driven = run?.Way(network);
        var city = Area.CityOf(shown.Area);
        var way = driven is null ? network.Quickest(shown.Origin, city) : driven.To == city ? driven : network.Quickest(driven.To, city) is { } onward ? driven.Then(onward) : driven;
        way ??= new Way(shown.Origin, []);
        var points = network.Points(way);
        var places = points.Select(p => p.Place.Id).ToList();
        var progress = Journey.Of(places, scans);
        // A run may end short of the parcel's city; once handed over all of the road is behind it.
        var at = shown.State == ParcelState.Delivered ? points.Count - 1 : progress.At;

        var closures = await Closures(shown, way, points, progress, run?.DepartedAt, now, ct);
        return new(asked.Token, parcels.Sum(p => p.Revision), now, Shown(shown), [.. parcels.Select(Shown)], network.Places[shown.Origin].Name,
            Area.Name(shown.Area, network), pickUps.Find(shown.PickUp), Area.ByAir(shown.Area),
            run is null ? null : new(run.Number, run.DepartedAt, network.Places[run.Itinerary.Now.To].Name, run.State == RunState.Arrived),
            points, at, progress.LastReport, closures, Events(shown, run, points, progress, closures));
    }

    static TrackedParcel Shown(Parcel p) => new(p.Number, p.OrderNumber, p.Producer, p.What, p.Boxes, p.Gross, p.State,
        new(p.PromisedFrom, p.PromisedTo), new(p.ExpectedFrom, p.ExpectedTo), p.PaidAt, p.PackedAt, p.DeliveredAt, p.CancelledAt);

    /// <summary>Closures that met this parcel: on its way, still before it when they began, not over before it left.</summary>
    async Task<IReadOnlyList<RoadClosed>> Closures(Parcel parcel, Way way, IReadOnlyList<PointOnWay> points, Progress progress, DateTime? departed, DateTime now, CancellationToken ct)
    {
        if (parcel.State is ParcelState.Cancelled) return [];
        var (legs, since) = (way.LegIds, departed ?? now);
        var reopenings = db.Reopenings;
        var found = await db.Closures.AsNoTracking().Where(c => legs.Contains(c.LegId) && (c.Until == null || c.Until >= since))
            .Select(c => new { Closure = c, Opened = reopenings.Where(r => r.ClosureId == c.Id).Select(r => (DateTime?)r.At).FirstOrDefault() })
            .OrderByDescending(c => c.Closure.From).ToListAsync(ct);
        var reached = progress.At < 0 ? 0 : points[progress.At].Kilometres;
        var met = new List<RoadClosed>();
        foreach (var (closure, opened) in found.Select(f => (f.Closure, f.Opened)))
        {
            var over = opened ?? closure.Until;
            if (over < since || closure.From > (parcel.DeliveredAt ?? now)) continue;
            var step = way.Steps.First(s => s.Leg.Id == closure.LegId);
            var end = points.First(p => p.Place.Id == step.To && p.Kilometres > 0).Kilometres;
            var begin = end - step.Leg.Kilometres;
            if (progress.Visits.Any(v => points[v.Index].Kilometres >= end && v.Seen < closure.From)) continue;
            var inForce = (over is null || over > now) && reached < end && parcel.State is not ParcelState.Delivered;
            met.Add(new(closure.Kind, network.Places[step.From].Name, network.Places[step.To].Name, begin, end, closure.From, closure.Until,
                opened ?? (closure.Until <= now ? closure.Until : null), inForce, reached >= begin && reached < end));
        }
        return met;
    }

    static List<TrackedEvent> Events(Parcel parcel, Run? run, IReadOnlyList<PointOnWay> points, Progress progress, IReadOnlyList<RoadClosed> closures)
    {
        var events = new List<(DateTime Order, TrackedEvent Event)>();
        Add(new(EventKind.Paid, parcel.PaidAt));
        if (parcel.PackedAt is { } packed) Add(new(EventKind.Packed, packed));
        if (parcel.CancelledAt is { } cancelled) Add(new(EventKind.Cancelled, cancelled));
        // A time typed by hand has no seconds: what lies further along the way still stands above what lies before it.
        var latest = DateTime.MinValue;
        foreach (var visit in progress.Visits)
            if (visit.Seen is { } seen)
            {
                latest = seen > latest ? seen : latest;
                Add(new(visit.Index == 0 ? EventKind.Departed : run is not null && points[visit.Index].Place.Id == run.Itinerary.Now.To ? EventKind.Arrived : EventKind.Passed,
                    seen, points[visit.Index].Place, points[visit.Index].Kilometres), latest);
            }
        foreach (var closure in closures)
        {
            Add(new(EventKind.Closed, closure.ClosedAt, Road: closure));
            if (closure.OpenedAt is { } opened) Add(new(EventKind.Opened, opened, Road: closure));
        }
        if (parcel.DeliveredAt is { } delivered) Add(new(EventKind.Delivered, delivered));
        return [.. events.OrderByDescending(e => e.Order).ThenByDescending(e => e.Event.Kilometres).ThenBy(e => e.Event.Kind).Select(e => e.Event)];

        void Add(TrackedEvent told, DateTime? order = null) => events.Add((order ?? told.At, told));
    }
}
