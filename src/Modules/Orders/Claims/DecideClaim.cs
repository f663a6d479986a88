using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Orders;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Orders.Claims;

/// <summary>The office grants a claim, by money or by boxes whatever was wished, or declines it and says why.</summary>
/// <param name="Grant">Null declines.</param>
/// <param name="Answer">What the buyer reads; wanted when it is declined.</param>
[Allow(Roles.Office)]
internal sealed record DecideClaim(Guid ClaimId, ClaimWish? Grant, string? Answer) : ICommand<Unit>;

internal sealed class DecideClaimHandler(StoreDb db, Granting granting, Caller caller, TimeProvider clock) : IRequestHandler<DecideClaim, Unit>
{
    public async Task<Unit> Handle(DecideClaim asked, CancellationToken ct)
    {
        var answer = (asked.Answer ?? "").Trim();
        if (asked.Grant is null && answer.Length == 0) throw new Refusal("claim-answer-missing", field: $"answer-{asked.ClaimId}");
        if (answer.Length > 500) throw new Refusal("claim-answer-too-long", field: $"answer-{asked.ClaimId}");
        var id = await db.Claims.Where(c => c.Id == asked.ClaimId).Select(c => (Guid?)c.OrderId).SingleOrDefaultAsync(ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        await db.LockRows<Order>([id], ct);
        var claim = await db.Claims.AsNoTracking().SingleAsync(c => c.Id == asked.ClaimId, ct);
        if (claim.State != ClaimState.Open) throw new Refusal("claim-decided", RefusalKind.Conflict);

        if (asked.Grant is { } how)
        {
            var order = await db.Orders.AsNoTracking().SingleAsync(o => o.Id == id, ct);
            var part = await db.SellerOrders.AsNoTracking().SingleAsync(s => s.Id == claim.SellerOrderId, ct);
            if (!await granting.Grant(claim, order, part, how, caller.Person, ct)) throw new Refusal("claim-no-boxes", RefusalKind.Conflict, $"answer-{asked.ClaimId}");
            return Unit.Value;
        }
        var (now, person) = (clock.GetUtcNow().UtcDateTime, caller.Person);
        await db.Claims.Where(c => c.Id == claim.Id).ExecuteUpdateAsync(c => c.SetProperty(x => x.State, ClaimState.Declined).SetProperty(x => x.DecidedAt, now)
            .SetProperty(x => x.DecidedBy, person).SetProperty(x => x.Answer, answer), ct);
        db.Tell(new ClaimDeclined(id, claim.SellerOrderId, claim.Id, answer));
        return Unit.Value;
    }
}
