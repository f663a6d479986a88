using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts.Promotions;
using Storefront.Platform.Data;

namespace Storefront.Promotions.Quotas;

internal sealed class ReturnQuotasHandler(StoreDb db) : IRequestHandler<ReturnQuotas, int>
{
    public async Task<int> Handle(ReturnQuotas asked, CancellationToken ct)
    {
        var taken = db.Takings.Where(t => asked.OrderIds.Contains(t.OrderId) && t.State == TakingState.Taken);
        if (asked.VariantIds is { } variants) taken = taken.Where(t => variants.Contains(t.VariantId));
        var ids = await taken.Select(t => t.Id).ToListAsync(ct);
        if (ids.Count == 0) return 0;

        // Of two that return the same order, the second waits here and then finds nothing left to return.
        await db.LockRows<Taking>(ids, ct);
        var takings = await db.Takings.AsNoTracking().Where(t => ids.Contains(t.Id) && t.State == TakingState.Taken).ToListAsync(ct);
        if (takings.Count == 0) return 0;
        await db.Takings.Where(t => ids.Contains(t.Id) && t.State == TakingState.Taken).ExecuteUpdateAsync(set => set.SetProperty(t => t.State, TakingState.Returned), ct);

        var (quotas, counts) = (TakingSums.OfQuotas(takings, 1), TakingSums.OfCounts(takings, -1));
        if (quotas.Count > 0) await db.LockRows<Quota>(quotas.Select(q => q.Id), ct);
        if (counts.Count > 0) await db.LockRows<PersonCount>(counts.Select(c => c.Id), ct);
        await db.AddTo<Quota>("available", quotas, ct);
        await db.AddTo<PersonCount>("units", counts, ct);
        return takings.Count;
    }
}

internal static class TakingSums
{
    public static List<(Guid Id, int Delta)> OfQuotas(IEnumerable<Taking> takings, int sign) => Of(takings.Where(t => t.QuotaId is not null), t => t.QuotaId!.Value, sign);
    public static List<(Guid Id, int Delta)> OfCounts(IEnumerable<Taking> takings, int sign) => Of(takings.Where(t => t.CountId is not null), t => t.CountId!.Value, sign);

    static List<(Guid, int)> Of(IEnumerable<Taking> takings, Func<Taking, Guid> key, int sign) => [.. takings.GroupBy(key).Select(g => (g.Key, sign * g.Sum(t => t.Units)))];
}
