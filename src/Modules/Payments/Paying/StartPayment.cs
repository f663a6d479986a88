using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Payments;
using Storefront.Platform.Data;

namespace Storefront.Payments.Paying;

/// <summary>One statement makes the attempt where there is none: of two that ask at once the second waits for the first and finds its attempt.</summary>
internal sealed class StartPaymentHandler(StoreDb db, IPaymentProvider provider, TimeProvider clock) : IRequestHandler<StartPayment, PayPage>
{
    public async Task<PayPage> Handle(StartPayment asked, CancellationToken ct)
    {
        if (asked.Amount <= Money.Zero || asked.Shares.Sum(s => s.Goods) > asked.Amount) throw new ArgumentException("An amount above zero, that covers the goods.", nameof(asked));
        var attempt = new Attempt
        {
            Id = Guid.CreateVersion7(), OrderId = asked.OrderId, Number = asked.Number, Amount = asked.Amount, Shares = asked.Shares, State = AttemptState.Open,
            Provider = provider.Name, ReturnTo = asked.ReturnTo, Language = asked.Language, ExpiresAt = asked.ExpiresAt, StartedAt = clock.GetUtcNow().UtcDateTime,
        };
        var id = await db.InsertMissing([attempt], ct) == 1 ? attempt.Id : await db.Attempts.Where(a => a.OrderId == asked.OrderId).Select(a => a.Id).SingleAsync(ct);
        return new(id, provider.PayPath(id, asked.Language));
    }
}
