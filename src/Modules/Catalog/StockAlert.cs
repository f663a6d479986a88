namespace Storefront.Catalog;

/// <summary>Somebody wants to be told when a variant can be bought again: once.</summary>
internal sealed class StockAlert
{
    public required Guid Id { get; init; }
    public required Guid VariantId { get; init; }
    /// <summary>A phone or an e-mail.</summary>
    public required string Contact { get; init; }
    public required string Language { get; init; }
    /// <summary>Opens the page that says what is back and stops all alerts of this contact.</summary>
    public required string Token { get; init; }
    public required DateTime AskedAt { get; init; }
    /// <summary>One more each time it is asked for anew after it was told.</summary>
    public required int Times { get; init; }
    public DateTime? ToldAt { get; init; }
}
