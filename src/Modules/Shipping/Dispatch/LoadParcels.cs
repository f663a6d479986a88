using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;
using Storefront.Shipping.Areas;
using Storefront.Shipping.Roads;

namespace Storefront.Shipping.Dispatch;

/// <param name="ParcelIds">Null takes whatever fits and is not too soon, first what was promised first.</param>
[Allow(Roles.Coordinator, Roles.Office)]
internal sealed record LoadParcels(Guid RunId, IReadOnlyList<Guid>? ParcelIds) : ICommand<int>;

internal sealed class LoadParcelsHandler(StoreDb db, RoadNetwork network, Riding riding, Caller caller) : IRequestHandler<LoadParcels, int>
{
    const int MostAtOnce = 500;

    public async Task<int> Handle(LoadParcels asked, CancellationToken ct)
    {
        // Under the run's lock nobody else loads it, so the sum below stays true until the commit.
        await db.LockRows<Run>([asked.RunId], ct);
        var run = await db.Runs.AsNoTracking().FirstOrDefaultAsync(r => r.Id == asked.RunId, ct) ?? throw new Refusal("run-unknown", RefusalKind.NotFound);
        if (run.State != RunState.Planned) throw new Refusal("run-departed", RefusalKind.Conflict);
        var left = run.Capacity - new Mass(await db.Parcels.Where(p => p.RunId == run.Id).SumAsync(p => p.Gross.Grams, ct));

        var ids = asked.ParcelIds is null ? await WhatFits(run, left, ct) : await Chosen(run, asked.ParcelIds, left, ct);
        if (ids.Count == 0) return asked.ParcelIds switch { null => throw new Refusal("nothing-fits"), [] => throw new Refusal("nothing-chosen"), _ => 0 };
        var loaded = await db.Parcels.Where(p => ids.Contains(p.Id) && p.State == ParcelState.Packed)
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.State, ParcelState.Loaded).SetProperty(x => x.RunId, run.Id).SetProperty(x => x.PackedBy, x => x.ActedBy)
                .SetProperty(x => x.ActedBy, caller.PersonId)
                .SetProperty(x => x.Revision, x => x.Revision + 1), ct);
        // Another run took one of them in between.
        if (loaded != ids.Count) throw new Refusal("parcel-not-waiting", RefusalKind.Conflict);
        return loaded;
    }

    async Task<List<Guid>> Chosen(Run run, IReadOnlyList<Guid> parcels, Mass left, CancellationToken ct)
    {
        var chosen = await db.Parcels.Where(p => parcels.Contains(p.Id)).Select(p => new { p.Id, p.Number, p.Origin, p.Area, p.State, p.RunId, Grams = p.Gross.Grams }).ToListAsync(ct);
        // What stands on this run already was sent twice: that is no fault.
        var wanted = chosen.Where(p => p.RunId != run.Id).ToList();
        if (chosen.Count != parcels.Distinct().Count() || wanted.Exists(p => p.State != ParcelState.Packed)) throw new Refusal("parcel-not-waiting", RefusalKind.Conflict);
        var way = run.Way(network);
        if (wanted.Find(p => !riding.May(way, p.Origin, p.Area)) is { } astray)
            throw new Refusal("parcel-another-way", arguments: [astray.Number, network.Places[astray.Origin].Name, Area.Name(astray.Area, network)]);
        if (wanted.Sum(p => p.Grams) > left.Grams) throw new Refusal("run-over-capacity", arguments: [left, new Mass(wanted.Sum(p => p.Grams))]);
        return [.. wanted.Select(p => p.Id)];
    }

    async Task<List<Guid>> WhatFits(Run run, Mass left, CancellationToken ct)
    {
        var way = run.Way(network);
        var waiting = await (await riding.Waiting(way, ct)).Select(p => new { p.Id, p.Area, p.PromisedFrom, Grams = p.Gross.Grams }).ToListAsync(ct);
        var arrivals = await riding.Arrivals(way, waiting.Select(p => p.Area), ct);
        var room = left.Grams;
        var fit = new List<Guid>();
        foreach (var parcel in waiting.Where(p => p.PromisedFrom <= arrivals[p.Area]).Take(MostAtOnce))
            if (parcel.Grams <= room)
            {
                room -= parcel.Grams;
                fit.Add(parcel.Id);
            }
        return fit;
    }
}
