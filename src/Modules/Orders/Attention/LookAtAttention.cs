using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Payments;
using Storefront.Platform.Data;
using Storefront.Platform.Parking;

namespace Storefront.Orders.Attention;

/// <summary>What did not go its usual way and waits for a person of the office: money, and steps that were given up.</summary>
[Allow(Roles.Office)]
internal sealed record LookAtAttention : IQuery<AttentionSeen>;

internal sealed record AttentionSeen(IReadOnlyList<StuckMoney> Money, IReadOnlyList<StuckStep> Steps);

/// <param name="Number">The order's, where the step is about one.</param>
internal sealed record StuckStep(ParkedDelivery Parked, string? Number)
{
    /// <summary>The module that did not do its part: "orders".</summary>
    public string Module => Parked.Handler.Split('.')[0].ToLowerInvariant();
}

internal sealed class LookAtAttentionHandler(StoreDb db, IMediator shop) : IRequestHandler<LookAtAttention, AttentionSeen>
{
    public async Task<AttentionSeen> Handle(LookAtAttention asked, CancellationToken ct)
    {
        var money = await shop.Send(new FindStuckMoney(), ct);
        var parked = await shop.Send(new ListParked(), ct);
        var subjects = parked.Select(p => p.Subject).Distinct().ToList();
        var numbers = await db.Orders.Where(o => subjects.Contains(o.Id)).Select(o => new { o.Id, o.Number }).ToDictionaryAsync(o => o.Id, o => o.Number, ct);
        return new(money, [.. parked.Select(p => new StuckStep(p, numbers.GetValueOrDefault(p.Subject)))]);
    }
}
