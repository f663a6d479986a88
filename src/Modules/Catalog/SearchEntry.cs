namespace Storefront.Catalog;

/// <summary>A live listing as searching knows it: what it is narrowed by. Numbers grow with the time of listing, so that the greatest is the newest.</summary>
internal sealed class SearchEntry
{
    public required int Number { get; init; }
    public required Guid ListingId { get; init; }
    public required string Category { get; init; }
    /// <summary>The producer's slug.</summary>
    public required string Producer { get; init; }
    public required string Place { get; init; }
    /// <summary>Of the newest harvest; null for what is not harvested.</summary>
    public required int? Month { get; init; }
    public required string Price { get; init; }
}

/// <summary>A word of a listing. What goods are narrowed by is a word too ("month=10"), and every listing has the word "", so that all questions are asked alike.</summary>
internal sealed class SearchWord
{
    public required string Word { get; init; }
    public required int Number { get; init; }
    /// <summary>How much it says: 3 in the name, 2 of who and where, 1 in a story, 0 for what goods are narrowed by.</summary>
    public required int Rank { get; init; }
    /// <summary>The listing's lowest list price, here so that sorting by it reads no other table.</summary>
    public required long Fen { get; init; }
}

/// <summary>A distinct word, and how many live listings have it.</summary>
internal sealed class SearchTerm
{
    public required string Word { get; init; }
    public required string Kind { get; init; }
    public required int Listings { get; init; }
}

/// <summary>A distinct Latin word with up to two letters left out: words that share such a form are near each other (see Search/Spelling.cs).</summary>
internal sealed class SearchSpelling
{
    public required string Form { get; init; }
    public required string Word { get; init; }
}
