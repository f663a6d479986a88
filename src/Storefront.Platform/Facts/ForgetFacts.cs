using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Platform.Facts;

/// <summary>
/// Drops, among the next facts behind a position, the deliveries that were done before an instant, and the facts that then have none. What is undone or
/// parked stays, and its fact with it.
/// </summary>
sealed record ForgetFacts(long Behind, DateTime DoneBefore) : ICommand<Forgot>;

/// <param name="Last">Where to go on; null at the end of what is old enough.</param>
readonly record struct Forgot(int Rows, long? Last);

sealed class ForgetFactsHandler(StoreDb db) : IRequestHandler<ForgetFacts, Forgot>
{
    internal const int AtOnce = 500;

    public async Task<Forgot> Handle(ForgetFacts asked, CancellationToken ct)
    {
        // Walked by key: facts stand in the order they were told, so the first young one ends the walk and no index by time is needed.
        var next = await db.Set<FactRow>().AsNoTracking().Where(f => f.Position > asked.Behind).OrderBy(f => f.Position).Take(AtOnce)
            .Select(f => new { f.Position, f.ToldAt }).ToListAsync(ct);
        var old = next.TakeWhile(f => f.ToldAt < asked.DoneBefore).Select(f => f.Position).ToList();
        if (old.Count == 0) return new(0, null);
        var (first, last) = (old[0], old[^1]);

        var deliveries = db.Set<DeliveryRow>();
        var rows = await deliveries.Where(d => d.Position >= first && d.Position <= last && d.DoneAt < asked.DoneBefore).ExecuteDeleteAsync(ct);
        rows += await db.Set<FactRow>().Where(f => f.Position >= first && f.Position <= last && !deliveries.Any(d => d.Position == f.Position)).ExecuteDeleteAsync(ct);
        return new(rows, old.Count == AtOnce ? last : null);
    }
}

/// <summary>Facts are no archive: what took effect a month ago stands in the modules' own tables.</summary>
sealed class ForgetOldFacts(IServiceScopeFactory scopes, TimeProvider clock) : ISettles
{
    internal static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    public async Task<int> WorkOnce(CancellationToken ct)
    {
        var (rows, doneBefore) = (0, clock.GetUtcNow().UtcDateTime - KeptFor);
        // Looking costs no place in the write gate.
        if (!await HasOld(doneBefore, ct)) return 0;
        for (long? behind = 0; behind is { } from;)
        {
            // A transaction each, so that whoever buys meanwhile waits for five hundred rows at most.
            await using var scope = scopes.CreateAsyncScope();
            var forgot = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ForgetFacts(from, doneBefore), ct);
            (rows, behind) = (rows + forgot.Rows, forgot.Last);
        }
        return rows;
    }

    async Task<bool> HasOld(DateTime doneBefore, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<StoreDb>().Set<FactRow>().OrderBy(f => f.Position).Select(f => (DateTime?)f.ToldAt).FirstOrDefaultAsync(ct) < doneBefore;
    }
}
