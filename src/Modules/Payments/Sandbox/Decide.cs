using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Payments.Sandbox;

/// <summary>What the buyer pressed on the pay page. Nothing is paid by it: the event that it queues says so, as with any provider.</summary>
/// <returns>Where the buyer goes back to; <c>returned</c> says that the provider has something to tell of it.</returns>
[OneStatement]
internal sealed record Decide(Guid AttemptId, string Choice) : ICommand<string>
{
    internal const string Pay = "pay", Refuse = "refuse", Later = "later";
}

internal sealed class DecideRules : AbstractValidator<Decide>
{
    public DecideRules() => RuleFor(d => d.Choice).Must(c => c is Decide.Pay or Decide.Refuse or Decide.Later).WithMessage("sandbox-choice").OverridePropertyName("");
}

internal sealed class DecideHandler(StoreDb db, IMediator shop, TimeProvider clock) : IRequestHandler<Decide, string>
{
    public async Task<string> Handle(Decide asked, CancellationToken ct)
    {
        var a = await db.SandboxAttempt(asked.AttemptId, ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var now = clock.GetUtcNow();
        if (asked.Choice == Decide.Later) return a.ReturnTo;
        if (a.State == AttemptState.Succeeded) return Returned(a);
        if (a.State == AttemptState.Closed || a.ExpiresAt <= now.UtcDateTime) throw new Refusal("payment-expired", RefusalKind.Conflict);
        await shop.Send(new QueueEvent(asked.Choice == Decide.Pay ? SandboxBody.PaymentSucceeded(asked.AttemptId, a.Amount, now)
            : SandboxBody.PaymentRefused(asked.AttemptId, a.Amount, now)), ct);
        return Returned(a);
    }

    static string Returned(SandboxAttempt attempt) => $"{attempt.ReturnTo}?returned=1";
}
