using System.Collections.Concurrent;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Platform.Facts;

/// <summary>One fact for one handler; true when this call took effect, false when it had already.</summary>
sealed record DeliverFact(long Position, string Handler, IFact Fact) : ICommand<bool>;

sealed class DeliverFactHandler(StoreDb db, IServiceProvider services, FactHandlers handlers, TimeProvider clock) : IRequestHandler<DeliverFact, bool>
{
    static readonly ConcurrentDictionary<Type, Func<object, IFact, CancellationToken, Task>> Calls = new();

    public async Task<bool> Handle(DeliverFact asked, CancellationToken ct)
    {
        if (!await Mark(asked, ct)) return false;
        var handler = services.GetRequiredService(handlers.Handler(asked.Handler));
        await Calls.GetOrAdd(asked.Fact.GetType(), Call)(handler, asked.Fact, ct);
        return true;
    }

    /// <summary>The inbox: the mark commits with the handler's effect, and of two that try only one finds it unset.</summary>
    async Task<bool> Mark(DeliverFact asked, CancellationToken ct)
    {
        await using var command = db.Command();
        command.CommandText = "update platform_deliveries set done_at = @now where position = @position and handler = @handler and done_at is null";
        Sets.Add(command, "@now", clock.GetUtcNow().UtcDateTime);
        Sets.Add(command, "@position", asked.Position);
        Sets.Add(command, "@handler", asked.Handler);
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    static Func<object, IFact, CancellationToken, Task> Call(Type fact) =>
        typeof(DeliverFactHandler).GetMethod(nameof(CallTyped), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(fact).CreateDelegate<Func<object, IFact, CancellationToken, Task>>();

    static Task CallTyped<T>(object handler, IFact fact, CancellationToken ct) where T : IFact => ((INotificationHandler<T>)handler).Handle((T)fact, ct);
}
