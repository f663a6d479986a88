using Microsoft.AspNetCore.Identity;
using Storefront.Contracts;

namespace Storefront.Accounts;

/// <summary>Somebody who signs in. Shoppers need not: an order opens by its link.</summary>
sealed class Person : IdentityUser<Guid>
{
    public required string DisplayName { get; set; }

    /// <summary>The producer a farmer is.</summary>
    public Guid? ProducerId { get; set; }
    public Text? ProducerName { get; set; }

    /// <summary>Where staff of a service point work.</summary>
    public Guid? ServicePointId { get; set; }
}

/// <summary>A mandate: a person of a service point acts for a producer from a day on, until it is ended. Ended ones stay, as a record.</summary>
sealed class Assignment
{
    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }
    public required Guid ProducerId { get; init; }

    /// <summary>As it was when the mandate was given, so that a list of mandates asks nobody.</summary>
    public required Text ProducerName { get; init; }
    public required DateTime From { get; init; }
    public DateTime? Until { get; set; }
    /// <summary>Who of the office gave it and who ended it; null for what was planted.</summary>
    public Guid? GivenBy { get; init; }
    public Guid? EndedBy { get; set; }
}

/// <summary>A producer as listings name it: whom a mandate can be for.</summary>
sealed class KnownProducer
{
    public required Guid Id { get; init; }
    public required Text Name { get; init; }
}
