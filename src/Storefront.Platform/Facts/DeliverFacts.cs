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
    static readonly ConcurrentDictionary<Type, Call> Calls = new();

    public async Task<int> Handle(DeliverFacts asked, CancellationToken ct)
    {
        var handler = services.GetRequiredService(handlers.Handler(asked.Handler));
        var unmarked = await Mark(asked, ct);
        // No two are of one subject (Outbox.Claim), so those of one kind may be taken together.
        foreach (var kind in asked.Deliveries.Where(d => unmarked.Contains(d.Position)).OrderBy(d => d.Position).GroupBy(d => d.Fact.GetType()))
        {
            await Calls.GetOrAdd(kind.Key, CallOf)(handler, [.. kind.Select(d => d.Fact)], SaveAndForget, ct);
        }
        return unmarked.Count;

        async Task SaveAndForget()
        {
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();      // what one fact loaded must not be stale for the next
        }
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

    delegate Task Call(object handler, IReadOnlyList<IFact> facts, Func<Task> save, CancellationToken ct);

    static Call CallOf(Type fact) =>
        typeof(DeliverFactsHandler).GetMethod(nameof(CallTyped), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(fact).CreateDelegate<Call>();

    static async Task CallTyped<T>(object handler, IReadOnlyList<IFact> facts, Func<Task> save, CancellationToken ct) where T : IFact
    {
        if (handler is IHandleMany<T> many)
        {
            await many.Handle([.. facts.Cast<T>()], ct);
            await save();
            return;
        }
        foreach (var fact in facts)
        {
            await ((INotificationHandler<T>)handler).Handle((T)fact, ct);
            await save();
        }
    }
}
