using Storefront.Contracts;

namespace Storefront.Payments.Events;

/// <param name="Id">The provider's own id: the same event sent twice carries the same.</param>
/// <param name="Subject">The attempt, or the refund, that it is about.</param>
/// <param name="At">When it happened, by the provider's clock.</param>
internal sealed record ProviderEvent(string Id, string Type, EventKind Kind, Guid Subject, Money Amount, string Currency, DateTime At, string? Reason);

/// <summary>Providers invent new types: what we do not know is recorded and left alone.</summary>
internal enum EventKind { Other, PaymentSucceeded, PaymentRefused, RefundSucceeded, RefundFailed }
