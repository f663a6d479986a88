using MediatR;

namespace Storefront.Contracts;

/// <summary>"I cannot finish without your answer": changes nothing.</summary>
public interface IQuery<out TAnswer> : IRequest<TAnswer>;

/// <summary>"Do this or refuse": the outermost command opens the transaction, the ones inside it share it.</summary>
public interface ICommand<out TAnswer> : IRequest<TAnswer>;

/// <summary>A command that tells nothing and changes the database by one statement, by several sent as one, or by some of which each is whole by itself: it needs no
/// transaction round it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OneStatementAttribute : Attribute;

/// <summary>"This happened; do what you must": told through the outbox, delivered once to each of its handlers.</summary>
public interface IFact : INotification
{
    /// <summary>What the fact is about, most often an order. A handler receives the facts of one subject in order.</summary>
    Guid Subject { get; }
}

/// <summary>A command that acts for a producer: only the producer's own people and the service points assigned to it may send it.</summary>
public interface IForProducer
{
    Guid ProducerId { get; }
}

/// <summary>Who may send a request. Without it anyone may, so shoppers need no account.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AllowAttribute(params string[] roles) : Attribute
{
    public IReadOnlyList<string> Roles { get; } = roles;
}

/// <summary>The roles of people, as claims and in <see cref="AllowAttribute"/>.</summary>
public static class Roles
{
    public const string Shopper = "shopper";
    public const string Farmer = "farmer";
    public const string ServicePoint = "service-point";
    public const string Coordinator = "coordinator";
    public const string Office = "office";
    public static IReadOnlyList<string> All { get; } = [Shopper, Farmer, ServicePoint, Coordinator, Office];
}
