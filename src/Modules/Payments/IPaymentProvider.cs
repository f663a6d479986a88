using Microsoft.AspNetCore.Http;
using Storefront.Contracts;
using Storefront.Payments.Events;

namespace Storefront.Payments;

/// <summary>Who takes the money. Whatever the buyer's browser says, only what the provider's own event says counts.</summary>
internal interface IPaymentProvider
{
    /// <summary>Stands in the webhook's path: /payments/{name}/webhook.</summary>
    string Name { get; }

    /// <summary>What buyers give it is handled outside mainland China.</summary>
    bool Abroad { get; }

    /// <summary>The path of this shop where the attempt is paid, or where the buyer is sent on to the provider. Asked inside a transaction: no network.</summary>
    string PayPath(Guid attemptId, string language);

    /// <summary>Asks the provider to give money back. May be asked again with the same refund: its id is the idempotency key.</summary>
    Task SendRefund(RefundToSend refund, CancellationToken ct);

    /// <summary>The event in a webhook's body, or null when it cannot be proved to be the provider's.</summary>
    ValueTask<ProviderEvent?> ReadEvent(ReadOnlyMemory<byte> body, IHeaderDictionary headers, CancellationToken ct);
}

internal sealed record RefundToSend(Guid RefundId, Guid AttemptId, Money Amount);
