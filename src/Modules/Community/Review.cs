using Storefront.Contracts;
using Storefront.Contracts.Community;

namespace Storefront.Community;

/// <summary>What a buyer says of goods that were handed over: one for each listing of an order, shown once the office has published it.</summary>
internal sealed class Review
{
    /// <summary>Made by the form.</summary>
    public required Guid Id { get; init; }
    public required Guid OrderId { get; init; }
    public required Guid ListingId { get; init; }
    public required Guid ProducerId { get; init; }
    public required string Slug { get; init; }
    public required Text Listing { get; init; }
    public required Text Variant { get; init; }
    /// <summary>1 to 5.</summary>
    public required int Stars { get; init; }
    public required string Words { get; init; }
    public required string Name { get; init; }
    public required IReadOnlyList<string> Photos { get; init; }
    public required string Language { get; init; }
    public required DateTime WrittenAt { get; init; }
    public required ReviewState State { get; init; }
    /// <summary>One more each time its writer changes it: the office decides about what it has seen.</summary>
    public required int Version { get; init; }
    public DateTime? DecidedAt { get; init; }
    public Guid? DecidedBy { get; init; }
    public string? Reason { get; init; }
    public string? Answer { get; init; }
    public DateTime? AnsweredAt { get; init; }
    public Guid? AnsweredBy { get; init; }
    /// <summary>The producer it was answered for.</summary>
    public Guid? AnsweredFor { get; init; }
}
