using System.Collections.Concurrent;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Platform.Facts;

/// <summary>Facts of different subjects for one handler, in one transaction; answers how many took effect now and not earlier.</summary>
sealed record DeliverFacts(string Handler, IReadOnlyList<Delivery> Deliveries) : ICommand<int>;
readonly record struct Delivery(long Position, IFact Fact);

sealed class DeliverFactsHandler(StoreDb db, IServiceProvider services, FactHandlers handlers, TimeProvider clock) : IRequestHandler<DeliverFacts, int>
{
    static readonly ConcurrentDictionary<Type, Func<object, IFact, CancellationToken, Task>> Calls = new();

    public async Task<int> Handle(DeliverFacts asked, CancellationToken ct)
    {
        var handler = services.GetRequiredService(handlers.Handler(asked.Handler));
        var unmarked = await Mark(asked, ct);
        var effects = 0;
        foreach (var (position, fact) in asked.Deliveries.OrderBy(d => d.Position))
        {
            if (!unmarked.Contains(position)) continue;
            await Calls.GetOrAdd(fact.GetType(), Call)(handler, fact, ct);
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();      // what one fact loaded must not be stale for the next
            effects++;
        }
        return effects;
    }

    /// <summary>The inbox: the marks commit with the handler's effects, and of two that try only one finds a delivery unmarked.</summary>
    /// <returns>The positions that were not marked before.</returns>
    async Task<HashSet<long>> Mark(DeliverFacts asked, CancellationToken ct)
    {
        await using var command = db.Command();
        var positions = asked.Deliveries.Select(d => d.Position).Order().ToArray();
        var these = db.OnPostgres ? "= any(@positions)" : $"in ({string.Join(", ", positions)})";
        command.CommandText = $"update platform_deliveries set done_at = @now where position {these} and handler = @handler and done_at is null returning position";
        if (db.OnPostgres) Sets.Add(command, "@positions", positions);
        Sets.Add(command, "@now", clock.GetUtcNow().UtcDateTime);
        Sets.Add(command, "@handler", asked.Handler);
        var marked = new HashSet<long>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) marked.Add(reader.GetInt64(0));
        return marked;
    }

    static Func<object, IFact, CancellationToken, Task> Call(Type fact) =>
        typeof(DeliverFactsHandler).GetMethod(nameof(CallTyped), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(fact).CreateDelegate<Func<object, IFact, CancellationToken, Task>>();

    static Task CallTyped<T>(object handler, IFact fact, CancellationToken ct) where T : IFact => ((INotificationHandler<T>)handler).Handle((T)fact, ct);
}
