using Storefront.Orders.Checkout;

namespace Storefront.Orders.Addresses;

/// <summary>An address that an account keeps for the next order, as it was typed: checkout takes it by the same rules.</summary>
internal sealed class SavedAddress
{
    public const int MostForAPerson = 20;

    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }
    public required TypedAddress Typed { get; init; }
    /// <summary>The one that is offered first; at most one of a person's.</summary>
    public bool IsDefault { get; init; }
    public required DateTime SavedAt { get; init; }
}
