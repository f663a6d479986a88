using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Payments.Sandbox;

internal sealed record ShowPayPage(Guid AttemptId) : IQuery<PayPageShown>;

/// <param name="Stage">What the page offers.</param>
public sealed record PayPageShown(Guid AttemptId, string Number, Money Amount, PayStage Stage, DateTime ExpiresAt, int MinutesLeft, string ReturnTo);

public enum PayStage { Open, Expired, Paid }

internal sealed class ShowPayPageHandler(StoreDb db, TimeProvider clock) : IRequestHandler<ShowPayPage, PayPageShown>
{
    public async Task<PayPageShown> Handle(ShowPayPage asked, CancellationToken ct)
    {
        var a = await db.SandboxAttempt(asked.AttemptId, ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var left = a.ExpiresAt - clock.GetUtcNow().UtcDateTime;
        var stage = a.State switch
        {
            AttemptState.Succeeded => PayStage.Paid,
            AttemptState.Closed => PayStage.Expired,
            AttemptState.Open => left > TimeSpan.Zero ? PayStage.Open : PayStage.Expired,
        };
        return new(asked.AttemptId, a.Number, a.Amount, stage, a.ExpiresAt, (int)Math.Ceiling(left.TotalMinutes), a.ReturnTo);
    }
}
