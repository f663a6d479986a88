namespace Storefront.Contracts.Accounts;

/// <summary>Whether a person may act for a producer now: as its own farmer, or as staff of a service point it is assigned to.</summary>
public sealed record MayActFor(Guid PersonId, Guid ProducerId) : IQuery<bool>;

/// <summary>The producers a person may act for, own first.</summary>
public sealed record ProducersOf(Guid PersonId) : IQuery<IReadOnlyList<ProducerActedFor>>;
/// <param name="Own">False when it is acted for through a service point.</param>
public sealed record ProducerActedFor(Guid ProducerId, Text Name, bool Own);

/// <summary>Display names of people, for records that say who acted.</summary>
public sealed record NamePeople(IReadOnlyList<Guid> PersonIds) : IQuery<IReadOnlyDictionary<Guid, string>>;
