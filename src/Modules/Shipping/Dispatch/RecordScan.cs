using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;
using Storefront.Shipping.Roads;

namespace Storefront.Shipping.Dispatch;

/// <summary>The truck was seen at a place of its way, now or some time ago.</summary>
/// <param name="EventId">Made where the scan is made: sent twice it counts once.</param>
/// <param name="Parcel">The number on the label that was read, or null when only the truck was seen.</param>
[Allow(Roles.Coordinator, Roles.Office)]
internal sealed record RecordScan(Guid EventId, Guid RunId, string Place, DateTime? HappenedAt, string? Parcel = null) : ICommand<Progress>;

internal sealed class RecordScanRules : AbstractValidator<RecordScan>
{
    static readonly TimeSpan ClocksDiffer = TimeSpan.FromMinutes(10);

    public RecordScanRules(TimeProvider clock)
    {
        RuleFor(s => s.EventId).NotEmpty().WithMessage("form-without-id");
        RuleFor(s => s.Place).NotEmpty().WithMessage("place-missing");
        RuleFor(s => s.HappenedAt).NotNull().WithMessage("time-missing").OverridePropertyName("time");
        RuleFor(s => s.HappenedAt).Must(at => at <= clock.GetUtcNow().UtcDateTime + ClocksDiffer).When(s => s.HappenedAt is not null).WithMessage("scan-in-future")
            .OverridePropertyName("time");
    }
}

internal sealed class RecordScanHandler(StoreDb db, RoadNetwork network, Caller caller, TimeProvider clock) : IRequestHandler<RecordScan, Progress>
{
    public async Task<Progress> Handle(RecordScan asked, CancellationToken ct)
    {
        await db.LockRows<Run>([asked.RunId], ct);
        var run = await db.Runs.FirstOrDefaultAsync(r => r.Id == asked.RunId, ct) ?? throw new Refusal("run-unknown", RefusalKind.NotFound);
        if (run.State == RunState.Planned) throw new Refusal("run-not-departed", RefusalKind.Conflict);
        if (asked.HappenedAt < ToTheMinute(run.DepartedAt!.Value)) throw new Refusal("scan-before-departure", field: "time", arguments: [run.DepartedAt.Value]);
        var places = network.Points(run.Way(network)).Select(p => p.Place.Id).ToList();
        if (!places.Contains(asked.Place, StringComparer.Ordinal)) throw new Refusal("place-off-the-way", field: "place");
        var parcel = await ParcelOf(asked, run, ct);

        var scans = await db.Scans.AsNoTracking().Where(s => s.RunId == run.Id && s.Kind != ScanKind.Delivered).ToListAsync(ct);
        var scan = new Scan
        {
            Id = asked.EventId, RunId = run.Id, ParcelId = parcel, Place = asked.Place, Kind = asked.Place == places[^1] ? ScanKind.Arrived : ScanKind.Passed,
            HappenedAt = asked.HappenedAt!.Value, ReceivedAt = clock.GetUtcNow().UtcDateTime, ActedBy = caller.PersonId,
        };
        if (await db.Scans.AsNoTracking().FirstOrDefaultAsync(s => s.Id == asked.EventId, ct) is { } known)
            return Same(known, scan) ? Journey.Of(places, scans) : throw new Refusal("scan-differs", RefusalKind.Conflict);

        db.Add(scan);
        var progress = Journey.Of(places, [.. scans, scan]);
        if (progress.Arrived && run.State == RunState.Departed)
        {
            (run.State, run.ArrivedAt) = (RunState.Arrived, scan.HappenedAt);
            await db.Parcels.Where(p => p.RunId == run.Id && p.State == ParcelState.OnTheRoad).ExecuteUpdateAsync(p => p.SetProperty(x => x.State, ParcelState.AtHub), ct);
        }
        await db.Parcels.Where(p => p.RunId == run.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Revision, x => x.Revision + 1), ct);
        return progress;
    }

    async Task<Guid?> ParcelOf(RecordScan asked, Run run, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(asked.Parcel)) return null;
        var number = asked.Parcel.Trim().ToUpperInvariant();
        return await db.Parcels.Where(p => p.Number == number && p.RunId == run.Id).Select(p => (Guid?)p.Id).FirstOrDefaultAsync(ct)
            ?? throw new Refusal("parcel-not-on-run", field: "parcel", arguments: [number]);
    }

    /// <summary>A time typed by hand has no seconds: whoever reports the minute of the departure does not report from before it.</summary>
    static DateTime ToTheMinute(DateTime time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMinute));

    static bool Same(Scan one, Scan other) =>
        (one.RunId, one.ParcelId, one.Place, one.HappenedAt) == (other.RunId, other.ParcelId, other.Place, other.HappenedAt);
}
