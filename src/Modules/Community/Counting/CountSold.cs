using System.Collections.Concurrent;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Community;
using Storefront.Platform.Data;

namespace Storefront.Community.Counting;

/// <param name="KilogramsPerHousehold">Community:KilogramsPerHousehold: what the campaign's people reckon lifts one household.</param>
/// <param name="KeptFor">Community:FiguresKeptForSeconds: how old a figure on a page may be.</param>
internal sealed record Figures(int KilogramsPerHousehold, TimeSpan KeptFor)
{
    public int Households(Mass mass) => (int)(mass.Grams / (KilogramsPerHousehold * 1000L));
}

internal sealed class CountSoldHandler(StoreDb db, Figures figures, KeptSums kept) : IRequestHandler<CountSold, Sold>
{
    public async Task<Sold> Handle(CountSold asked, CancellationToken ct)
    {
        var sums = await kept.Of(asked, figures.KeptFor, () => Sum(asked, ct));
        return new(sums.Orders, sums.Boxes, new(sums.Grams), new(sums.Fen), figures.Households(new(sums.Grams)), figures.KilogramsPerHousehold);
    }

    async Task<Sums> Sum(CountSold asked, CancellationToken ct)
    {
        var counted = db.Counted.AsNoTracking().Where(c => c.State == CountedState.Counted);
        if (asked.ProducerId is { } producer) counted = counted.Where(c => c.ProducerId == producer);
        if (asked.CampaignId is { } campaign) counted = counted.Where(c => c.CampaignId == campaign);
        return await counted.GroupBy(_ => 1)
            .Select(g => new Sums(g.Select(c => c.OrderId).Distinct().Count(), g.Sum(c => c.Units), g.Sum(c => c.Mass.Grams), g.Sum(c => c.Paid.Fen)))
            .SingleOrDefaultAsync(ct) ?? new(0, 0, 0, 0);
    }
}

internal sealed record Sums(int Orders, int Boxes, long Grams, long Fen);

/// <summary>Every product page shows such a sum: it is added up once in a few seconds, not once a page.</summary>
internal sealed class KeptSums(TimeProvider clock)
{
    const int AtMost = 10_000;
    readonly ConcurrentDictionary<CountSold, (long At, Sums Sums)> sums = new();

    public async Task<Sums> Of(CountSold asked, TimeSpan keptFor, Func<Task<Sums>> add)
    {
        if (sums.TryGetValue(asked, out var known) && clock.GetElapsedTime(known.At) < keptFor) return known.Sums;
        var at = clock.GetTimestamp();
        var added = await add();
        if (sums.Count >= AtMost) sums.Clear();
        sums[asked] = (at, added);
        return added;
    }
}
