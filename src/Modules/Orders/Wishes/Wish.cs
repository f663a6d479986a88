namespace Storefront.Orders.Wishes;

/// <summary>A pack that somebody means to buy some day.</summary>
internal sealed class Wish
{
    public const int MostForAPerson = 200;

    public required Guid PersonId { get; init; }
    public required Guid VariantId { get; init; }
    public required DateTime At { get; init; }
}
