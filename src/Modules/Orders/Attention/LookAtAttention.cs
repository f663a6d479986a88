using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Payments;
using Storefront.Platform.Data;
using Storefront.Platform.Parking;

namespace Storefront.Orders.Attention;

/// <summary>What did not go its usual way and waits for a person of the office: money, orders that the harvest cannot fill, and steps that were given up.</summary>
[Allow(Roles.Office)]
internal sealed record LookAtAttention : IQuery<AttentionSeen>;

internal sealed record AttentionSeen(IReadOnlyList<StuckMoney> Money, IReadOnlyList<ShortOrder> Short, IReadOnlyList<StuckStep> Steps);

internal sealed record ShortOrder(string Number, DateTime PaidAt, Mass Missing);

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
        // Once it is packed, the farmer has found the boxes.
        var toPack = db.SellerOrders.Where(s => s.PackedAt == null && s.CancelledAt == null).Select(s => s.OrderId);
        var unpacked = await db.Orders.Where(o => o.State == OrderState.Confirmed && toPack.Contains(o.Id))
            .Select(o => new { o.Id, o.Number, PaidAt = o.PaidAt ?? o.PlacedAt }).ToDictionaryAsync(o => o.Id, ct);
        var shortOf = unpacked.Count == 0 ? [] : await shop.Send(new FindShortOrders([.. unpacked.Keys]), ct);
        return new(money, [.. shortOf.Select(s => new ShortOrder(unpacked[s.OrderId].Number, unpacked[s.OrderId].PaidAt, s.Missing))
            .OrderByDescending(s => s.PaidAt)], [.. parked.Select(p => new StuckStep(p, numbers.GetValueOrDefault(p.Subject)))]);
    }
}
