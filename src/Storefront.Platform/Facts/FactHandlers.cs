using System.Text.Json;
using MediatR;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Platform.Facts;

/// <summary>Who handles which fact, by names that outlive a rename of the class: "Orders.OrderPlaced", "Notices.SendOrderPlaced".</summary>
public sealed class FactHandlers
{
    readonly Dictionary<string, Type> facts = typeof(IFact).Assembly.GetTypes()
        .Where(t => t is { IsInterface: false } && t.IsAssignableTo(typeof(IFact))).ToDictionary(NameOf, StringComparer.Ordinal);
    readonly Dictionary<string, List<string>> handlersOf = new(StringComparer.Ordinal);
    readonly Dictionary<string, Type> handlers = new(StringComparer.Ordinal);

    internal void Add(Type handler)
    {
        var name = NameOf(handler);
        foreach (var fact in handler.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(INotificationHandler<>)).Select(i => i.GenericTypeArguments[0]))
        {
            handlers[name] = handler;
            if (!handlersOf.TryGetValue(NameOf(fact), out var known)) handlersOf[NameOf(fact)] = known = [];
            known.Add(name);
        }
    }

    static readonly System.Collections.Concurrent.ConcurrentDictionary<Type, string> Names = new();

    internal static string NameOf(Type type) => Names.GetOrAdd(type, static t =>
        $"{t.Namespace!.Split('.').Skip(t.Namespace.StartsWith("Storefront.Contracts.", StringComparison.Ordinal) ? 2 : 1).First()}.{t.Name}");

    internal IReadOnlyList<string> HandlersOf(IFact fact) => handlersOf.GetValueOrDefault(NameOf(fact.GetType())) ?? (IReadOnlyList<string>)[];

    internal Type Handler(string name) => handlers.GetValueOrDefault(name) ?? throw new InvalidOperationException($"No handler is called {name} any more; replay or drop its deliveries.");

    internal IFact Open(string name, string body) => (IFact)JsonSerializer.Deserialize(body, facts[name], Json.Compact)!;

    internal static string Close(IFact fact) => JsonSerializer.Serialize(fact, fact.GetType(), Json.Compact);
}

/// <summary>Wakes this node's worker after a commit that told something.</summary>
public sealed class OutboxSignal
{
    readonly SemaphoreSlim signal = new(0, 1);

    internal void Pulse()
    {
        try { if (signal.CurrentCount == 0) signal.Release(); }
        catch (SemaphoreFullException) { }      // somebody else woke it in between
    }

    internal Task<bool> Wait(TimeSpan atMost, CancellationToken ct) => signal.WaitAsync(atMost, ct);
}
