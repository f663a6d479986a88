using Storefront.Contracts;

namespace Storefront.Orders.Claims;

internal enum ClaimKind { Bruised, Missing, Wrong }
internal enum ClaimWish { Refund, Replacement }
internal enum ClaimState { Open, Refunded, Replaced, Declined }

/// <summary>A buyer says that boxes of one part arrived bruised, not at all, or are not what was ordered.</summary>
internal sealed class Claim
{
    /// <summary>Made by the form: pressed twice, claimed once. Also names the refund, and the replacing order's checkout.</summary>
    public required Guid Id { get; init; }
    public required Guid OrderId { get; init; }
    public required Guid SellerOrderId { get; init; }
    public required ClaimKind Kind { get; init; }
    public required ClaimWish Wish { get; init; }
    public string? Note { get; init; }
    /// <summary>Stem of its address; null where nothing came that could be photographed.</summary>
    public string? Photo { get; init; }
    /// <summary>What the buyer had paid for these boxes, less what came back for boxes that weighed too little.</summary>
    public Money Amount { get; init; }
    public ClaimState State { get; init; }
    public required DateTime MadeAt { get; init; }
    public DateTime? DecidedAt { get; init; }
    /// <summary>The person of the office; null when the rule decided.</summary>
    public Guid? DecidedBy { get; init; }
    /// <summary>Why it was declined, as the buyer reads it.</summary>
    public string? Answer { get; init; }
}

internal sealed class ClaimLine
{
    public required Guid ClaimId { get; init; }
    public required Guid LineId { get; init; }
    public required int Units { get; init; }

    /// <summary>
    /// What <paramref name="units"/> boxes of a line cost, when <paramref name="before"/> were claimed already: the difference of what is claimed after and
    /// before, so that all boxes of a line, claimed one by one, come to what was paid for it to the fen.
    /// </summary>
    internal static Money Worth(Money paid, int sold, int before, int units) => new(paid.Fen * (before + units) / sold - paid.Fen * before / sold);
}
