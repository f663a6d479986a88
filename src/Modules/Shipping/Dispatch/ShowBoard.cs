using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;
using Storefront.Shipping.Roads;

namespace Storefront.Shipping.Dispatch;

/// <summary>Every truck that is not done, the boxes that wait, the roads that are shut.</summary>
[Allow(Roles.Coordinator, Roles.Office)]
internal sealed record ShowBoard : IQuery<Board>;

internal sealed record Board(DateTime Now, IReadOnlyList<RunCard> Runs, IReadOnlyList<VillageWaiting> Waiting, IReadOnlyList<ClosureListed> Closures);

/// <param name="Shut">The leg it waits for, or null.</param>
internal sealed record RunCard(
    string Number, string Truck, string Driver, RunState State, Text From, Text To, Mass Capacity, Mass Loaded, int Parcels, int Delivered,
    Text? LastPlace, DateTime? LastReport, Text? Shut)
{
    public bool Silent(DateTime now) => State == RunState.Departed && LastReport < now - TimeSpan.FromHours(6);
    /// <summary>Problems first, then what is on the road, then what is being loaded.</summary>
    public int Rank(DateTime now) => Shut is not null ? 0 : Silent(now) ? 1 : State switch { RunState.Departed => 2, RunState.Planned => 3, RunState.Arrived => 4 };
}

internal sealed record VillageWaiting(Text Village, int Parcels, int Boxes, Mass Gross, DateOnly FirstPromised);
internal sealed record ClosureListed(Guid ClosureId, Text Leg, ClosureKind Kind, DateTime From, DateTime? Until);

internal sealed class ShowBoardHandler(StoreDb db, RoadNetwork network, RoadWords words, TimeProvider clock) : IRequestHandler<ShowBoard, Board>
{
    static readonly TimeSpan ArrivedIsShownFor = TimeSpan.FromDays(3);

    public async Task<Board> Handle(ShowBoard asked, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var recently = now - ArrivedIsShownFor;
        var parcels = db.Parcels;
        var runs = await db.Runs.AsNoTracking()
            .Where(r => r.State != RunState.Arrived || r.ArrivedAt > recently || parcels.Any(p => p.RunId == r.Id && p.State == ParcelState.AtHub)).ToListAsync(ct);
        var ids = runs.Select(r => r.Id).ToList();
        var loads = (await db.Parcels.Where(p => p.RunId != null && ids.Contains(p.RunId.Value)).GroupBy(p => p.RunId!.Value)
            .Select(g => new { g.Key, Grams = g.Sum(p => p.Gross.Grams), Parcels = g.Count(), Delivered = g.Count(p => p.State == ParcelState.Delivered) })
            .ToListAsync(ct)).ToDictionary(g => g.Key);
        var scans = (await db.Scans.AsNoTracking().Where(s => ids.Contains(s.RunId) && s.Kind != ScanKind.Delivered).ToListAsync(ct)).ToLookup(s => s.RunId);
        var closures = await db.ClosedAt(now).AsNoTracking().OrderBy(c => c.From).ToListAsync(ct);
        var waiting = await db.Parcels.Where(p => p.State == ParcelState.Packed).GroupBy(p => p.Origin)
            .Select(g => new { g.Key, Parcels = g.Count(), Boxes = g.Sum(p => p.Boxes), Grams = g.Sum(p => p.Gross.Grams), First = g.Min(p => p.PromisedTo) }).ToListAsync(ct);

        return new(now, [.. runs.Select(Card).OrderBy(r => r.Rank(now)).ThenBy(r => r.LastReport).ThenBy(r => r.Number, StringComparer.Ordinal)],
            [.. waiting.Select(w => new VillageWaiting(network.Places[w.Key].Name, w.Parcels, w.Boxes, new(w.Grams), w.First)).OrderBy(w => w.FirstPromised)],
            [.. closures.Select(c => new ClosureListed(c.Id, words.LegName(c.LegId), c.Kind, c.From, c.Until))]);

        RunCard Card(Run run)
        {
            var way = run.Way(network);
            var points = network.Points(way);
            var progress = Journey.Of([.. points.Select(p => p.Place.Id)], scans[run.Id]);
            var at = points[Math.Max(0, progress.At)];
            var shut = run.State == RunState.Departed ? closures.Find(c => Delays.Ahead(way, at.Kilometres).Any(s => s.Leg.Id == c.LegId)) : null;
            var load = loads.GetValueOrDefault(run.Id);
            return new(run.Number, run.Truck, run.Driver, run.State, network.Places[way.From].Name, network.Places[way.To].Name, run.Capacity,
                new(load?.Grams ?? 0), load?.Parcels ?? 0, load?.Delivered ?? 0,
                progress.At < 0 ? null : at.Place.Name, progress.LastReport, shut is null ? null : words.LegName(shut.LegId));
        }
    }
}
