using Storefront.Contracts;

namespace Storefront.Catalog;

/// <summary>A household or workshop whose goods the shop sells.</summary>
internal sealed class Producer
{
    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required Text Name { get; init; }
    /// <summary>Made up for the demonstration; its page says so.</summary>
    public required bool Fictional { get; init; }
    /// <summary>The id of the place its goods are packed at and leave from.</summary>
    public required string Place { get; init; }
    public required Text Household { get; init; }
    /// <summary>The year it began; null where nobody told us.</summary>
    public int? Since { get; init; }
    public required Text Story { get; init; }
    public Text? Quote { get; init; }
    /// <summary>See <see cref="Revisions.Revising.Mark"/>.</summary>
    public string SeenStory => Revisions.Revising.Mark(Household, Story, Quote);
    public required string Picture { get; init; }
    public required Text Alt { get; init; }
    /// <summary>With the producer's leave the page says what was sold.</summary>
    public bool ShowsSold { get; init; }
    /// <summary>See <see cref="Contracts.Catalog.VariantOnOffer.Minimum"/>.</summary>
    public Money Minimum { get; init; }
}

internal sealed class Category
{
    public required string Slug { get; init; }
    public required Text Name { get; init; }
    public required string Picture { get; init; }
    public required int Position { get; init; }
    /// <summary>The tax that prices of its goods include, in hundredths of a per cent: 900 is 9 %. What farmers grow themselves has none.</summary>
    public int TaxRate { get; init; }
}
