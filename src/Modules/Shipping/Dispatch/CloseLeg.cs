using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Shipping;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;
using Storefront.Shipping.Promises;
using Storefront.Shipping.Roads;

namespace Storefront.Shipping.Dispatch;

/// <summary>Whom shutting a leg would delay; shown before it is done.</summary>
[Allow(Roles.Coordinator, Roles.Office)]
internal sealed record PreviewClosure(string Leg, DateTime? Until) : IQuery<ClosurePreview>;

internal sealed record ClosurePreview(string Leg, int Days, IReadOnlyList<RunDelayed> Runs);

/// <param name="Detour">The quickest way round from where the truck is, when that beats waiting; for the coordinator to judge, nothing is rerouted.</param>
internal sealed record RunDelayed(Guid RunId, string Number, string Truck, Text LastSeen, IReadOnlyList<ParcelDelayed> Parcels, DetourKnown? Detour);
internal sealed record ParcelDelayed(Guid ParcelId, Guid OrderId, Guid SellerOrderId, string Number, string OrderNumber, string Area, ArrivalWindow Was, int Delays);
internal sealed record DetourKnown(IReadOnlyList<Text> Over, int Kilometres, double Hours);

/// <param name="ClosureId">Made by the form, so that a second press shuts nothing twice.</param>
[Allow(Roles.Coordinator, Roles.Office)]
internal sealed record CloseLeg(Guid ClosureId, string Leg, ClosureKind? Kind, DateTime? Until) : ICommand<int>;

internal sealed class CloseLegRules : AbstractValidator<CloseLeg>
{
    public CloseLegRules(TimeProvider clock, RoadNetwork network)
    {
        RuleFor(c => c.ClosureId).NotEmpty().WithMessage("form-without-id");
        RuleFor(c => c.Leg).Must(network.Legs.ContainsKey).WithMessage("leg-unknown");
        RuleFor(c => c.Kind).NotNull().WithMessage("reason-missing");
        RuleFor(c => c.Until).Must(until => until > clock.GetUtcNow().UtcDateTime).When(c => c.Until is not null).WithMessage("until-past");
    }
}

/// <summary>Which parcels on the road still have a leg before them, and what its closing costs them.</summary>
internal sealed class Delays(StoreDb db, RoadNetwork network, RoadWords words, TimeProvider clock)
{
    /// <summary>
    /// The turn of whoever shuts, opens or departs. Windows are moved from what they were, and two of these may be about one truck: one by one they add up, at once
    /// the one would overwrite the other.
    /// </summary>
    internal const string Turn = "shipping/windows";
    internal static readonly TimeSpan WhileUnknown = TimeSpan.FromHours(48);
    /// <summary>A driver who waits for so long still ends the day where it was planned.</summary>
    static readonly TimeSpan MadeUp = TimeSpan.FromHours(3);

    public static int Days(TimeSpan closed) => (int)Math.Max(0, Math.Ceiling((closed - MadeUp).TotalDays));
    public int DaysUntil(DateTime? until) => Days(Closed(until));

    /// <summary>Nothing on the road is scanned or handed over until this has been decided: what is delivered is not late any more.</summary>
    public static async Task HoldTheRoad(StoreDb db, CancellationToken ct) =>
        await db.LockRows<Run>(await db.Runs.Where(r => r.State == RunState.Departed).Select(r => r.Id).ToListAsync(ct), ct);

    /// <summary>Moves each window by its days, keeps which closure did it and tells it; a parcel that is not moved is left alone.</summary>
    public async Task Move(Closure closure, IEnumerable<(ParcelDelayed Parcel, int Days)> parcels, CancellationToken ct)
    {
        var late = parcels.Where(p => p.Days > 0).ToList();
        var reason = words.Closed(closure.Kind, closure.LegId);
        foreach (var group in late.GroupBy(p => (p.Parcel.Was, p.Days)))
        {
            var expected = Later(group.Key.Was, group.Key.Days);
            var moved = group.Select(p => p.Parcel.ParcelId).ToList();
            await db.Parcels.Where(p => moved.Contains(p.Id)).ExecuteUpdateAsync(p => p.SetProperty(x => x.ExpectedFrom, expected.From).SetProperty(x => x.ExpectedTo, expected.To)
                .SetProperty(x => x.Delays, x => x.Delays + 1).SetProperty(x => x.Revision, x => x.Revision + 1), ct);
            foreach (var (parcel, _) in group) db.Tell(new ParcelsDelayed(parcel.OrderId, parcel.SellerOrderId, parcel.Delays + 1, reason, parcel.Was, expected));
        }
        await db.InsertMany([.. late.Select(p => new Delay { ClosureId = closure.Id, ParcelId = p.Parcel.ParcelId, Days = p.Days })], ct);
    }

    public static ArrivalWindow Later(ArrivalWindow window, int days) => new(window.From.AddDays(days), window.To.AddDays(days));

    TimeSpan Closed(DateTime? until) => until is null ? WhileUnknown : until.Value - clock.GetUtcNow().UtcDateTime;

    public async Task<IReadOnlyList<RunDelayed>> Of(string leg, DateTime? until, CancellationToken ct)
    {
        var departed = await db.Runs.AsNoTracking().Where(r => r.State == RunState.Departed).ToListAsync(ct);
        var runs = departed.Where(r => r.Itinerary.Now.Legs.Contains(leg, StringComparer.Ordinal)).ToDictionary(r => r.Id);
        if (runs.Count == 0) return [];
        var ids = runs.Keys.ToList();
        var scans = (await db.Scans.AsNoTracking().Where(s => ids.Contains(s.RunId) && s.Kind != ScanKind.Delivered).ToListAsync(ct)).ToLookup(s => s.RunId);
        var parcels = (await db.Parcels.AsNoTracking().Where(p => p.RunId != null && ids.Contains(p.RunId.Value) && p.State == ParcelState.OnTheRoad)
            .Select(p => new { Run = p.RunId!.Value, Parcel = new ParcelDelayed(p.Id, p.OrderId, p.SellerOrderId, p.Number, p.OrderNumber, p.Area,
                new(p.ExpectedFrom, p.ExpectedTo), p.Delays) }).ToListAsync(ct)).ToLookup(p => p.Run, p => p.Parcel);
        var shut = await db.ClosedAt(clock.GetUtcNow().UtcDateTime).Select(c => c.LegId).ToListAsync(ct);

        var delayed = new List<RunDelayed>();
        foreach (var run in runs.Values)
        {
            var way = run.Way(network);
            var points = network.Points(way);
            var at = Math.Max(0, Journey.Of([.. points.Select(p => p.Place.Id)], scans[run.Id]).At);
            var ahead = Ahead(way, points[at].Kilometres);
            if (!ahead.Any(s => s.Leg.Id == leg) || !parcels[run.Id].Any()) continue;
            delayed.Add(new(run.Id, run.Number, run.Truck, points[at].Place.Name, [.. parcels[run.Id]], Detour(ahead, way.To, [.. shut, leg], until)));
        }
        return delayed;
    }

    /// <summary>The steps not yet behind the truck; one it is in the middle of still lies before it.</summary>
    public static IReadOnlyList<Step> Ahead(Way way, double reached)
    {
        var km = 0;
        return [.. way.Steps.SkipWhile(s => (km += s.Leg.Kilometres) <= reached)];
    }

    DetourKnown? Detour(IReadOnlyList<Step> ahead, string to, IReadOnlyList<string> shut, DateTime? until)
    {
        if (network.Quickest(ahead[0].From, to, shut) is not { } round) return null;
        var waiting = ahead.Sum(s => s.Leg.Minutes) / 60.0 + Closed(until).TotalHours;
        return round.Hours < waiting ? new([.. round.Places.Select(p => network.Places[p].Name)], round.Kilometres, round.Hours) : null;
    }
}

internal sealed class PreviewClosureHandler(Delays delays) : IRequestHandler<PreviewClosure, ClosurePreview>
{
    public async Task<ClosurePreview> Handle(PreviewClosure asked, CancellationToken ct) =>
        new(asked.Leg, delays.DaysUntil(asked.Until), await delays.Of(asked.Leg, asked.Until, ct));
}

internal sealed class CloseLegHandler(StoreDb db, Delays delays, ShutLegs shut, Caller caller, TimeProvider clock) : IRequestHandler<CloseLeg, int>
{
    /// <returns>How many parcels it moved.</returns>
    public async Task<int> Handle(CloseLeg asked, CancellationToken ct)
    {
        await db.TakeTurn(Delays.Turn, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        if (await db.Closures.AnyAsync(c => c.Id == asked.ClosureId, ct)) return 0;
        if (await db.ClosedAt(now).AnyAsync(c => c.LegId == asked.Leg, ct)) throw new Refusal("leg-closed", RefusalKind.Conflict, "leg");
        var closure = new Closure { Id = asked.ClosureId, LegId = asked.Leg, Kind = asked.Kind!.Value, From = now, Until = asked.Until, ActedBy = caller.PersonId };
        db.Add(closure);
        db.Afterwards(shut.Forget);

        await Delays.HoldTheRoad(db, ct);
        var days = delays.DaysUntil(asked.Until);
        var parcels = (await delays.Of(asked.Leg, asked.Until, ct)).SelectMany(r => r.Parcels).ToList();
        if (days == 0 || parcels.Count == 0)
        {
            // Nobody is late, but the page says why the truck stands.
            var ids = parcels.Select(p => p.ParcelId).ToList();
            await db.Parcels.Where(p => ids.Contains(p.Id)).ExecuteUpdateAsync(p => p.SetProperty(x => x.Revision, x => x.Revision + 1), ct);
            return 0;
        }
        await delays.Move(closure, parcels.Select(p => (p, days)), ct);
        return parcels.Count;
    }
}
