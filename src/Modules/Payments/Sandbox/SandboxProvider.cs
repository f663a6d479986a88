using System.Text.Json;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Contracts;
using Storefront.Payments.Events;
using Storefront.Platform;
using Storefront.Platform.Data;

namespace Storefront.Payments.Sandbox;

/// <summary>
/// A provider that takes no money and lives in the shop itself, outside Production only. It has a pay page, and it tells what happened as a real one
/// does: by a signed event, posted over HTTP, as often as it takes.
/// </summary>
internal sealed class SandboxProvider(SandboxSecret secret, IServiceScopeFactory scopes, TimeProvider clock) : IPaymentProvider
{
    internal const string ProviderName = "sandbox";
    internal const string SignatureHeader = "Storefront-Signature";

    public string Name => ProviderName;
    // It stands for one abroad, so that what a buyer must confirm there is asked for here.
    public bool Abroad => true;

    public string PayPath(Guid attemptId, string language) => $"/payments/sandbox/{attemptId}?lang={language}";

    public async Task SendRefund(RefundToSend refund, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new QueueEvent(SandboxBody.RefundSucceeded(refund, clock.GetUtcNow())), ct);
    }

    public async ValueTask<ProviderEvent?> ReadEvent(ReadOnlyMemory<byte> body, IHeaderDictionary headers, CancellationToken ct)
    {
        if (!WebhookSignature.Holds(headers[SignatureHeader], await secret.Value(ct), body.Span, clock.GetUtcNow())) return null;
        try { return JsonSerializer.Deserialize<SandboxBody>(body.Span, Json.Compact)?.Read(); }
        catch (JsonException) { return null; }
    }
}

/// <summary>An event as it stands on the wire.</summary>
internal sealed record SandboxBody(string Id, string Type, long Created, SandboxBody.Content Data)
{
    internal sealed record Content(Guid? Attempt, Guid? Refund, long Amount, string Currency, string? Reason);

    const string Paid = "payment.succeeded", Refused = "payment.refused", Refunded = "refund.succeeded";

    // The ids of what can only happen once are made from what they are about: queued twice it is one event.
    internal static SandboxBody PaymentSucceeded(Guid attempt, Money amount, DateTimeOffset at) =>
        new($"evt_paid_{attempt:N}", Paid, at.ToUnixTimeMilliseconds(), new(attempt, null, amount.Fen, Money.Currency, null));

    internal static SandboxBody PaymentRefused(Guid attempt, Money amount, DateTimeOffset at) =>
        new($"evt_refused_{Guid.CreateVersion7():N}", Refused, at.ToUnixTimeMilliseconds(), new(attempt, null, amount.Fen, Money.Currency, "declined"));

    internal static SandboxBody RefundSucceeded(RefundToSend refund, DateTimeOffset at) =>
        new($"evt_refunded_{refund.RefundId:N}", Refunded, at.ToUnixTimeMilliseconds(), new(refund.AttemptId, refund.RefundId, refund.Amount.Fen, Money.Currency, null));

    internal ProviderEvent? Read() => Id is not { Length: > 0 and <= 200 } || Type is null || Data is null ? null : new(
        Id, Type,
        Type switch { Paid => EventKind.PaymentSucceeded, Refused => EventKind.PaymentRefused, Refunded => EventKind.RefundSucceeded,
            "refund.failed" => EventKind.RefundFailed, _ => EventKind.Other },
        Data.Refund ?? Data.Attempt ?? Guid.Empty, new(Data.Amount), Data.Currency ?? "", DateTime.UnixEpoch.AddMilliseconds(Created), Data.Reason);
}

[OneStatement]
internal sealed record QueueEvent(SandboxBody Body) : ICommand<Unit>;

internal sealed class QueueEventHandler(StoreDb db, TimeProvider clock, Wake<SandboxSender> sender) : IRequestHandler<QueueEvent, Unit>
{
    public async Task<Unit> Handle(QueueEvent asked, CancellationToken ct)
    {
        await db.InsertMissing([new SandboxEvent { Id = asked.Body.Id, Body = JsonSerializer.Serialize(asked.Body, Json.Compact), DueAt = clock.GetUtcNow().UtcDateTime }], ct);
        db.Afterwards(sender.Pulse);
        return Unit.Value;
    }
}
