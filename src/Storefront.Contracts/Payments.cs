namespace Storefront.Contracts.Payments;

/// <summary>
/// Makes sure that the order has its one payment attempt and answers where to pay. Safe to ask again: the same attempt answers.
/// </summary>
/// <param name="Shares">What the ledger splits, frozen at placement: goods by producer; the rest of the amount (delivery) is the shop's.</param>
/// <param name="ReturnTo">Path the provider sends the buyer back to, e.g. /o/{token}.</param>
[OneStatement]
public sealed record StartPayment(Guid OrderId, string Number, Money Amount, IReadOnlyList<ProducerShare> Shares, string ReturnTo, DateTime ExpiresAt, string Language) : ICommand<PayPage>;
/// <param name="Vouchers">Goods that need neither road nor box: they are split otherwise.</param>
public sealed record ProducerShare(Guid ProducerId, Money Goods, bool Vouchers = false);
/// <param name="Url">A path of this shop (sandbox) or the provider's page.</param>
public sealed record PayPage(Guid AttemptId, string Url);

/// <summary>Whether what buyers give the provider is handled outside mainland China.</summary>
public sealed record PaysAbroad : IQuery<bool>;

/// <summary>Of these orders, those whose money came and was not sent back, whether or not the news has reached Orders.</summary>
public sealed record WhichArePaid(IReadOnlyList<Guid> OrderIds) : IQuery<IReadOnlyList<Guid>>;

/// <summary>Money that did not go its usual way and needs a person, newest first.</summary>
[Allow(Roles.Office)]
public sealed record FindStuckMoney : IQuery<IReadOnlyList<StuckMoney>>;

/// <param name="OrderId">Null, as is the number, when it fits no order of ours.</param>
/// <param name="Expected">What it was compared with.</param>
/// <param name="Reason">The provider's own words.</param>
public sealed record StuckMoney(StuckKind Kind, DateTime At, Guid? OrderId, string? Number, Money Amount, Money? Expected, string? Reason);
public enum StuckKind { AnotherAmount, AnotherCurrency, FitsNothing, RefundFailed, RefundUnsent }

/// <summary>Money goes back to the buyer. Unique by <paramref name="RefundId"/>: asked twice, refunded once. Never more than was paid.</summary>
/// <param name="Shares">What each producer's goods lose by it; the rest is the shop's.</param>
public sealed record RefundPayment(Guid RefundId, Guid OrderId, Money Amount, IReadOnlyList<ProducerShare> Shares, string Reason) : ICommand<MediatR.Unit>;

/// <summary>A verified event says the whole amount of the attempt was paid.</summary>
public sealed record PaymentSucceeded(Guid OrderId, Guid AttemptId, Money Amount, DateTime PaidAt) : IFact
{
    public Guid Subject => OrderId;
}

/// <summary>The provider refused one try; the attempt stays open for another.</summary>
public sealed record PaymentRefused(Guid OrderId, Guid AttemptId, string Reason) : IFact
{
    public Guid Subject => OrderId;
}

/// <summary>The provider gave the money back.</summary>
/// <param name="ProducerId">Whose goods lost by it; null where it was those of several, or of none.</param>
public sealed record RefundSucceeded(Guid OrderId, Guid RefundId, Money Amount, DateTime RefundedAt, Guid? ProducerId = null) : IFact
{
    public Guid Subject => OrderId;
}
