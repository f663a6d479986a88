using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;
using Storefront.Shipping.Areas;
using Storefront.Shipping.Roads;

namespace Storefront.Shipping.Dispatch;

[Allow(Roles.Coordinator, Roles.Office)]
internal sealed record ShowRun(string Number) : IQuery<RunShown>;

internal sealed record RunShown(
    Guid RunId, string Number, string Truck, string Driver, RunState State, Text From, Text To, Mass Capacity, Mass Loaded, int Kilometres, double Hours,
    DateTime Now, DateTime? DepartedAt, Text? LastPlace, DateTime? LastReport, IReadOnlyList<LegShown> Legs, IReadOnlyList<PlaceToScan> Places,
    IReadOnlyList<ParcelListed> Parcels, IReadOnlyList<ParcelListed> Waiting)
{
    public Mass Left => Capacity - Loaded;
    public bool Silent => State == RunState.Departed && LastReport < Now - TimeSpan.FromHours(6);
}

internal sealed record LegShown(string Leg, Text From, Text To, int Kilometres, double Hours, IReadOnlyList<Text> Passes, bool Behind, bool Here, bool Shut);
internal sealed record PlaceToScan(string Place, Text Name, int AltitudeMetres, DateTime? Seen, bool Behind);
internal sealed record ParcelListed(Guid ParcelId, string Number, string OrderNumber, Text What, Text Producer, Text Village, Text Area, int Boxes, Mass Gross, DateOnly PromisedTo, ParcelState State, string? Proof);

internal sealed class ShowRunHandler(StoreDb db, RoadNetwork network, Riding riding, TimeProvider clock) : IRequestHandler<ShowRun, RunShown>
{
    const int MostWaitingShown = 200;

    public async Task<RunShown> Handle(ShowRun asked, CancellationToken ct)
    {
        var run = await db.Runs.AsNoTracking().FirstOrDefaultAsync(r => r.Number == asked.Number, ct) ?? throw new Refusal("run-unknown", RefusalKind.NotFound);
        var now = clock.GetUtcNow().UtcDateTime;
        var parcels = await db.Parcels.AsNoTracking().Where(p => p.RunId == run.Id).OrderBy(p => p.PromisedTo).ThenBy(p => p.Number).ToListAsync(ct);
        var way = run.Way(network);
        var waiting = run.State != RunState.Planned ? [] : await (await riding.Waiting(way, ct)).Take(MostWaitingShown).ToListAsync(ct);
        var scans = await db.Scans.AsNoTracking().Where(s => s.RunId == run.Id && s.Kind != ScanKind.Delivered).ToListAsync(ct);
        var shut = await db.ClosedAt(now).Select(c => c.LegId).ToListAsync(ct);

        var points = network.Points(way);
        var progress = Journey.Of([.. points.Select(p => p.Place.Id)], scans);
        var reached = progress.At < 0 ? -1 : points[progress.At].Kilometres;
        var km = 0.0;
        var legs = new List<LegShown>();
        foreach (var step in way.Steps)
        {
            var (begin, end) = (km, km += step.Leg.Kilometres);
            legs.Add(new(step.Leg.Id, Name(step.From), Name(step.To), step.Leg.Kilometres, step.Leg.Minutes / 60.0,
                [.. points.Where(p => p.Place.Kind == PlaceKind.Pass && p.Kilometres > begin && p.Kilometres < end).Select(p => p.Place.Name)],
                reached >= end, reached >= begin && reached < end, shut.Contains(step.Leg.Id, StringComparer.Ordinal)));
        }
        return new(run.Id, run.Number, run.Truck, run.Driver, run.State, Name(way.From), Name(way.To), run.Capacity, new(parcels.Sum(p => p.Gross.Grams)), way.Kilometres, way.Hours,
            now, run.DepartedAt, progress.At < 0 ? null : points[progress.At].Place.Name, progress.LastReport, legs,
            [.. points.Select((p, i) => new PlaceToScan(p.Place.Id, p.Place.Name, p.Place.AltitudeMetres, i <= progress.At ? progress.Visits[i].Seen : null, i <= progress.At))],
            [.. parcels.Select(Listed)], [.. waiting.Select(Listed)]);
    }

    Text Name(string place) => network.Places[place].Name;

    ParcelListed Listed(Parcel p) => new(p.Id, p.Number, p.OrderNumber, p.What, p.Producer, Name(p.Origin), Area.Name(p.Area, network), p.Boxes, p.Gross, p.PromisedTo, p.State, p.Proof);
}
