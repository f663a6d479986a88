using Microsoft.AspNetCore.Identity;
using Storefront.Contracts;

namespace Storefront.Accounts;

/// <summary>Somebody who signs in. Shoppers need not: an order opens by its link. A phone number was proven by a code, or the office named it for a farmer, who
/// proves it by signing in (PhoneNumberConfirmed).</summary>
sealed class Person : IdentityUser<Guid>
{
    /// <summary>For hashing what belongs to nobody yet, and for as much work where there is nobody.</summary>
    public static readonly Person Nobody = new() { DisplayName = "" };

    /// <summary>Empty until a shopper gives one.</summary>
    public required string DisplayName { get; set; }

    /// <summary>The language chosen for this account; null goes by the page.</summary>
    public string? Language { get; set; }

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
