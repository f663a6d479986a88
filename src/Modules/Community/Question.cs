using Storefront.Contracts;

namespace Storefront.Community;

internal enum QuestionState { Open, Answered, Dropped }

/// <summary>What somebody asked about a listing; shown with its answer, never without.</summary>
internal sealed class Question
{
    /// <summary>Made from what is asked: pressed twice, asked once.</summary>
    public required Guid Id { get; init; }
    public required Guid ListingId { get; init; }
    public required Guid ProducerId { get; init; }
    public required string Slug { get; init; }
    public required Text Listing { get; init; }
    public required string Words { get; init; }
    public required string Language { get; init; }
    /// <summary>Where the answer goes; forgotten once it has gone there.</summary>
    public string? Phone { get; init; }
    public string? Email { get; init; }
    public required DateTime AskedAt { get; init; }
    public required QuestionState State { get; init; }
    public string? Answer { get; init; }
    public DateTime? AnsweredAt { get; init; }
    public Guid? AnsweredBy { get; init; }
    public Guid? AnsweredFor { get; init; }
    /// <summary>Answered by the office, which is not the producer's voice.</summary>
    public bool ByOffice { get; init; }
}
