using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts.Payments;
using Storefront.Platform.Data;

namespace Storefront.Payments.Paying;

internal sealed class WhichArePaidHandler(StoreDb db) : IRequestHandler<WhichArePaid, IReadOnlyList<Guid>>
{
    public async Task<IReadOnlyList<Guid>> Handle(WhichArePaid asked, CancellationToken ct) =>
        await db.Attempts.Where(a => asked.OrderIds.Contains(a.OrderId) && a.State == AttemptState.Succeeded && a.Refunded.Fen == 0).Select(a => a.OrderId).ToListAsync(ct);
}
