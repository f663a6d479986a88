namespace Storefront.Orders;

/// <summary>
/// What somebody means to buy, and what was typed at checkout so far. Its id is 128 random bits and is the cookie's value: whoever has
/// it has the basket. It carries the checkout's id from the start, so that the same checkout sent twice is known.
/// </summary>
internal sealed class Basket
{
    /// <summary>Boxes of one variant; more than that is a wholesale order and begins with a telephone call.</summary>
    public const int MostUnits = 999;
    /// <summary>How long a basket is kept after its last change.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    public required Guid Id { get; init; }
    public required Guid CheckoutId { get; init; }
    // One column a step, so that keeping a step is one statement that reads nothing.
    public Checkout.TypedAddress? Typed { get; init; }
    public string? Delivery { get; init; }
    public string? Payment { get; init; }
    /// <summary>Whose it is, on every device; null for a guest's. A person has at most one.</summary>
    public Guid? PersonId { get; init; }
    public required DateTime UpdatedAt { get; init; }
}

internal sealed class BasketLine
{
    public required Guid BasketId { get; init; }
    public required Guid VariantId { get; init; }
    public required int Units { get; init; }
    /// <summary>What one cost on the page it was put in from, so that the basket can say that it changed; null when no page said. Nothing is charged by it.</summary>
    public long? SeenFen { get; init; }
}
