using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Orders.Claims;

/// <summary>The form for one part that was handed over: what can still be claimed of it.</summary>
internal sealed record LookAtClaim(string Token, Guid Part) : IQuery<ClaimForm>;

/// <param name="ByRule">What may come back at once.</param>
internal sealed record ClaimForm(string Number, string Token, Guid Part, Text Producer, IReadOnlyList<ClaimableLine> Lines, Money ByRule);
internal sealed record ClaimableLine(Guid LineId, Text Listing, Text Variant, string Photo, int Left);

internal sealed class LookAtClaimHandler(StoreDb db, OrdersSettings settings) : IRequestHandler<LookAtClaim, ClaimForm>
{
    public async Task<ClaimForm> Handle(LookAtClaim asked, CancellationToken ct)
    {
        var part = await db.SellerOrders.Where(s => s.Id == asked.Part)
            .Join(db.Orders.Where(o => o.Token == asked.Token), s => s.OrderId, o => o.Id, (s, o) => new { s.OrderId, o.Number, s.Producer })
            .SingleOrDefaultAsync(ct)
            ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var claimed = await db.ClaimLines.Join(db.Claims.Where(c => c.OrderId == part.OrderId && c.State != ClaimState.Declined), l => l.ClaimId, c => c.Id, (l, _) => l)
            .GroupBy(l => l.LineId).Select(g => new { g.Key, Units = g.Sum(l => l.Units) }).ToDictionaryAsync(l => l.Key, l => l.Units, ct);
        var lines = await db.OrderLines.Where(l => l.OrderId == part.OrderId && l.SellerOrderId == asked.Part).OrderBy(l => l.Id)
            .Select(l => new { l.Id, l.Listing, l.Variant, l.Photo, l.Units }).ToListAsync(ct);
        return new(part.Number, asked.Token, asked.Part, part.Producer,
            [.. lines.Select(l => new ClaimableLine(l.Id, l.Listing, l.Variant, l.Photo, l.Units - claimed.GetValueOrDefault(l.Id)))], settings.ClaimByRule);
    }
}
