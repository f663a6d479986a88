using Storefront.Contracts;

namespace Storefront.Catalog.Revisions;

/// <summary>What a farmer wants of a listing, or of the household's own page, and somebody of the office or a service point reads before shoppers do. Kept for ever.</summary>
internal sealed class Revision
{
    public required Guid Id { get; init; }
    /// <summary>Null where it is of the producer's page.</summary>
    public Guid? ListingId { get; init; }
    public required Guid ProducerId { get; init; }
    public required RevisionKind Kind { get; init; }
    /// <summary>Whose price it is to be.</summary>
    public Guid? VariantId { get; init; }
    public long? PriceFen { get; init; }
    /// <summary>The words as they would be, in all their languages. Of a story its line.</summary>
    public Text? Name { get; init; }
    public Text? Description { get; init; }
    /// <summary>Of a story alone.</summary>
    public Text? Quote { get; init; }
    public required RevisionState State { get; init; }
    public required DateTime At { get; init; }
    public required Guid ActedBy { get; init; }
    public DateTime? DecidedAt { get; init; }
    public Guid? DecidedBy { get; init; }
    /// <summary>Why it was declined.</summary>
    public string? Reason { get; init; }
}

/// <summary>A listing that is new, a price far from the one before, words or a producer's story that claim something of the food.</summary>
internal enum RevisionKind { Listing, Price, Words, Story }

/// <summary>Withdrawn: by the farmer, or because he asked for something else since.</summary>
internal enum RevisionState { Submitted, Approved, Declined, Withdrawn }
