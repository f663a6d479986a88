using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Accounts;
using Storefront.Platform.Data;
using Storefront.Shipping.Areas;
using Storefront.Shipping.Roads;

namespace Storefront.Shipping.Dispatch;

/// <param name="Page">Of what is on the run.</param>
/// <param name="WaitingPage">Of what waits to be loaded.</param>
[Allow(Roles.Coordinator, Roles.Office)]
internal sealed record ShowRun(string Number, int Page = 1, int WaitingPage = 1) : IQuery<RunShown>;

internal sealed record RunShown(
    Guid RunId, string Number, string Truck, string Driver, RunState State, Text From, Text To, Mass Capacity, Mass Loaded, int Kilometres, double Hours,
    DateTime Now, DateTime? DepartedAt, Text? LastPlace, DateTime? LastReport, IReadOnlyList<LegShown> Legs, IReadOnlyList<PlaceToScan> Places,
    Sheet Aboard, Sheet Waiting)
{
    public Mass Left => Capacity - Loaded;
    public bool Silent => State == RunState.Departed && LastReport < Now - TimeSpan.FromHours(6);
}

internal sealed record LegShown(string Leg, Text From, Text To, int Kilometres, double Hours, IReadOnlyList<Text> Passes, bool Behind, bool Here, bool Shut);
internal sealed record PlaceToScan(string Place, Text Name, int AltitudeMetres, DateTime? Seen, bool Behind);
/// <param name="TooSoonBefore">The first day that was promised, where this run would be there before it.</param>
internal sealed record ParcelListed(
    Guid ParcelId, string Number, string OrderNumber, Text What, Text Producer, Text Village, Text Area, int Boxes, Mass Gross, DateOnly PromisedTo,
    ParcelState State, string? Proof, string? PackedBy,
    DateOnly? TooSoonBefore);

/// <summary>One page of a list of parcels.</summary>
internal sealed record Sheet(IReadOnlyList<ParcelListed> Parcels, int Count, int Number, int Pages);

internal sealed class ShowRunHandler(StoreDb db, IMediator shop, RoadNetwork network, Riding riding, TimeProvider clock) : IRequestHandler<ShowRun, RunShown>
{
    const int PerPage = 50;

    public async Task<RunShown> Handle(ShowRun asked, CancellationToken ct)
    {
        var run = await db.Runs.AsNoTracking().FirstOrDefaultAsync(r => r.Number == asked.Number, ct) ?? throw new Refusal("run-unknown", RefusalKind.NotFound);
        var now = clock.GetUtcNow().UtcDateTime;
        var way = run.Way(network);
        var parcels = db.Parcels.AsNoTracking().Where(p => p.RunId == run.Id);
        var loaded = await parcels.SumAsync(p => p.Gross.Grams, ct);
        // What is still to be handed over comes first.
        var aboard = await Page(parcels.OrderBy(p => p.State == ParcelState.Delivered).ThenBy(p => p.PromisedTo).ThenBy(p => p.Number), asked.Page, null, ct);
        var waiting = run.State == RunState.Planned ? await Page(await riding.Waiting(way, ct), asked.WaitingPage, way, ct) : new([], 0, 1, 1);
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
        return new(run.Id, run.Number, run.Truck, run.Driver, run.State, Name(way.From), Name(way.To), run.Capacity, new(loaded), way.Kilometres, way.Hours,
            now, run.DepartedAt, progress.At < 0 ? null : points[progress.At].Place.Name, progress.LastReport, legs,
            [.. points.Select((p, i) => new PlaceToScan(p.Place.Id, p.Place.Name, p.Place.AltitudeMetres, i <= progress.At ? progress.Visits[i].Seen : null, i <= progress.At))],
            aboard, waiting);
    }

    /// <summary>A page beyond the last is the last: while one coordinator turns pages, another loads what stood on them.</summary>
    /// <param name="way">Of the run that may still take them.</param>
    async Task<Sheet> Page(IQueryable<Parcel> parcels, int asked, Way? way, CancellationToken ct)
    {
        var count = await parcels.CountAsync(ct);
        var pages = Math.Max(1, (count + PerPage - 1) / PerPage);
        var number = Math.Clamp(asked, 1, pages);
        var found = await parcels.Skip((number - 1) * PerPage).Take(PerPage).ToListAsync(ct);
        var names = await shop.Send(new NamePeople([.. found.Select(Packer).OfType<Guid>().Distinct()]), ct);
        var arrivals = way is null ? null : await riding.Arrivals(way, found.Select(p => p.Area), ct);
        return new([.. found.Select(p => Listed(p, Packer(p) is { } person ? names.GetValueOrDefault(person)?.Name : null,
            p.PromisedFrom > arrivals?[p.Area] ? p.PromisedFrom : null))], count, number, pages);
    }

    static Guid? Packer(Parcel parcel) => parcel.State == ParcelState.Packed ? parcel.ActedBy : parcel.PackedBy;

    Text Name(string place) => network.Places[place].Name;

    ParcelListed Listed(Parcel p, string? packedBy, DateOnly? tooSoonBefore) =>
        new(p.Id, p.Number, p.OrderNumber, p.What, p.Producer, Name(p.Origin), Area.Name(p.Area, network), p.Boxes, p.Gross, p.PromisedTo, p.State, p.Proof,
            packedBy, tooSoonBefore);
}
