namespace Storefront.Contracts.Accounts;

/// <summary>Whether a person may act for a producer now: as its own farmer, or as staff of a service point it is assigned to.</summary>
public sealed record MayActFor(Guid PersonId, Guid ProducerId) : IQuery<bool>;

/// <summary>The producers a person may act for, own first.</summary>
public sealed record ProducersOf(Guid PersonId) : IQuery<IReadOnlyList<ProducerActedFor>>;
/// <param name="Own">False when it is acted for through a service point.</param>
public sealed record ProducerActedFor(Guid ProducerId, Text Name, bool Own);

/// <summary>Display names of people, for records that say who acted.</summary>
public sealed record NamePeople(IReadOnlyList<Guid> PersonIds) : IQuery<IReadOnlyDictionary<Guid, PersonNamed>>;
/// <param name="FarmsFor">The producer whose household the person is of: who acts for that one acts for himself.</param>
public sealed record PersonNamed(string Name, Guid? FarmsFor);

/// <summary>How to reach whoever farms for these producers, several people of one; where nobody of the household gave a number, whoever of a service point acts for it.</summary>
public sealed record ReachProducers(IReadOnlyList<Guid> ProducerIds) : IQuery<IReadOnlyList<FarmerReached>>;
public sealed record FarmerReached(Guid ProducerId, Guid PersonId, Contact Contact);

/// <summary>The number that a person has proven to hold, as checkout keeps numbers; null without one.</summary>
public sealed record ProvenNumber(Guid PersonId) : IQuery<string?>;

/// <summary>The one-time code that somebody asked for, to be sent to that number.</summary>
/// <param name="Protected">The code as data protection hides it under <see cref="Purpose"/>: it stands readable in no table before it is written into its message.</param>
public sealed record CodeAsked(Guid CodeId, string Phone, string Protected, string Language, DateTime Until) : IFact
{
    public const string Purpose = "accounts/one-time-code";
    public Guid Subject => CodeId;
}
