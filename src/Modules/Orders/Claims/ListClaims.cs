using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Orders.Claims;

/// <summary>Claims that wait for the office, the oldest first, and the latest that were decided.</summary>
[Allow(Roles.Office)]
internal sealed record ListClaims : IQuery<ClaimsSeen>
{
    internal const int AtOnce = 50;
}

/// <param name="Waiting">Of all that wait, also those beyond the list.</param>
internal sealed record ClaimsSeen(int Waiting, IReadOnlyList<ClaimSeen> Open, IReadOnlyList<ClaimSeen> Decided);

/// <param name="Earlier">How many claims the same buyer made before, on all orders.</param>
internal sealed record ClaimSeen(
    Guid Id, string Number, Text Producer, ClaimKind Kind, ClaimWish Wish, ClaimState State, string? Note, string? Photo, Money Amount, DateTime MadeAt,
    DateTime? DecidedAt, bool ByRule, string? Answer, int Earlier,
    IReadOnlyList<BoxesClaimed> Boxes);
internal sealed record BoxesClaimed(Text Listing, Text Variant, int Units, int Of);

internal sealed class ListClaimsHandler(StoreDb db) : IRequestHandler<ListClaims, ClaimsSeen>
{
    public async Task<ClaimsSeen> Handle(ListClaims asked, CancellationToken ct)
    {
        var open = db.Claims.AsNoTracking().Where(c => c.State == ClaimState.Open);
        return new(await open.CountAsync(ct), await Seen(open.OrderBy(c => c.MadeAt).ThenBy(c => c.Id).Take(ListClaims.AtOnce), ct),
            await Seen(db.Claims.AsNoTracking().Where(c => c.State != ClaimState.Open).OrderByDescending(c => c.DecidedAt).ThenBy(c => c.Id).Take(ListClaims.AtOnce), ct));
    }

    async Task<IReadOnlyList<ClaimSeen>> Seen(IQueryable<Claim> some, CancellationToken ct)
    {
        var claims = await some.ToListAsync(ct);
        var ids = claims.ConvertAll(c => c.Id);
        var (orderIds, partIds) = (claims.ConvertAll(c => c.OrderId), claims.ConvertAll(c => c.SellerOrderId));
        var orders = await db.Orders.Where(o => orderIds.Contains(o.Id)).Select(o => new { o.Id, o.Number, o.Buyer }).ToDictionaryAsync(o => o.Id, ct);
        var producers = await db.SellerOrders.Where(s => partIds.Contains(s.Id)).Select(s => new { s.Id, s.Producer }).ToDictionaryAsync(s => s.Id, s => s.Producer, ct);
        var boxes = (await db.ClaimLines.Where(l => ids.Contains(l.ClaimId))
            .Join(db.OrderLines.Where(l => orderIds.Contains(l.OrderId)), l => l.LineId, o => o.Id,
                (l, o) => new { l.ClaimId, o.Listing, o.Variant, l.Units, Of = o.Units }).ToListAsync(ct))
            .ToLookup(l => l.ClaimId, l => new BoxesClaimed(l.Listing, l.Variant, l.Units, l.Of));
        var buyers = orders.Values.Select(o => o.Buyer).Distinct(StringComparer.Ordinal).ToList();
        var made = (await db.Orders.Where(o => buyers.Contains(o.Buyer)).Join(db.Claims, o => o.Id, c => c.OrderId, (o, c) => new { o.Buyer, c.MadeAt })
            .ToListAsync(ct)).ToLookup(c => c.Buyer, c => c.MadeAt, StringComparer.Ordinal);
        return [.. claims.Select(c => new ClaimSeen(c.Id, orders[c.OrderId].Number, producers[c.SellerOrderId], c.Kind, c.Wish, c.State, c.Note, c.Photo, c.Amount,
            c.MadeAt, c.DecidedAt, c.DecidedBy is null, c.Answer,
            made[orders[c.OrderId].Buyer].Count(at => at < c.MadeAt), [.. boxes[c.Id]]))];
    }
}
