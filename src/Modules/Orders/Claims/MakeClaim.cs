using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform.Data;
using Storefront.Platform.Web;

namespace Storefront.Orders.Claims;

/// <summary>
/// The buyer tells what is wrong with boxes that were handed over. Small sums are granted at once, since a farmer's good name is worth more than a box; above the
/// rule's sum for the order the office decides.
/// </summary>
/// <param name="ClaimId">Made by the form, so that a second press claims nothing twice.</param>
/// <param name="Kind">Null when nothing was chosen.</param>
internal sealed record MakeClaim(Guid ClaimId, string Token, Guid Part, ClaimKind? Kind, ClaimWish Wish, IReadOnlyList<UnitsClaimed> Lines, string? Note,
    PhotoSent Photo) : ICommand<ClaimState>
{
    public string? Said => string.IsNullOrWhiteSpace(Note) ? null : Note.Trim();
}

/// <param name="Units">Null when what was typed is no number.</param>
internal sealed record UnitsClaimed(Guid LineId, int? Units);

internal sealed class MakeClaimRules : AbstractValidator<MakeClaim>
{
    public MakeClaimRules()
    {
        RuleFor(c => c.Kind).NotNull().WithMessage("claim-kind-missing").OverridePropertyName("kind");
        RuleFor(c => c).Custom((asked, found) =>
        {
            if (asked.Lines.Count > 0 && asked.Lines.All(l => l.Units == 0)) found.AddFailure($"units-{asked.Lines[0].LineId}", "claim-units-missing");
        });
        RuleFor(c => c.Note).AtMost(1000).WithMessage("claim-note-too-long").OverridePropertyName("note");
    }
}

internal sealed class MakeClaimHandler(StoreDb db, IMediator shop, Granting granting, OrdersSettings settings, TimeProvider clock) : IRequestHandler<MakeClaim, ClaimState>
{
    public async Task<ClaimState> Handle(MakeClaim asked, CancellationToken ct)
    {
        var id = await db.Orders.Where(o => o.Token == asked.Token).Select(o => (Guid?)o.Id).SingleOrDefaultAsync(ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        // Claims of one order wait for each other: together they never claim a box twice, nor pass the rule's sum.
        await db.LockRows<Order>([id], ct);
        var order = await db.Orders.AsNoTracking().SingleAsync(o => o.Id == id, ct);
        var claims = await db.Claims.AsNoTracking().Where(c => c.OrderId == id).ToListAsync(ct);
        if (claims.Find(c => c.Id == asked.ClaimId) is { } made) return await IsSame(asked, made, ct) ? made.State : throw new Refusal("claim-stands", RefusalKind.Conflict);

        var now = clock.GetUtcNow().UtcDateTime;
        var part = await db.SellerOrders.AsNoTracking().SingleOrDefaultAsync(s => s.Id == asked.Part && s.OrderId == id, ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        if (order.Replaces is not null) throw new Refusal("claim-replacement", RefusalKind.Conflict);
        if (part.DeliveredAt is not { } delivered) throw new Refusal("claim-not-delivered", RefusalKind.Conflict);
        if (now > delivered + settings.ClaimWithin) throw new Refusal("claim-too-late", RefusalKind.Conflict, null, (int)settings.ClaimWithin.TotalHours);

        var standing = claims.Where(c => c.State != ClaimState.Declined).Select(c => c.Id).ToList();
        var before = await db.ClaimLines.Where(l => standing.Contains(l.ClaimId)).GroupBy(l => l.LineId).Select(g => new { g.Key, Units = g.Sum(l => l.Units) })
            .ToDictionaryAsync(l => l.Key, l => l.Units, ct);
        var sold = await db.OrderLines.AsNoTracking().Where(l => l.OrderId == id && l.SellerOrderId == part.Id).ToListAsync(ct);
        var lines = new List<ClaimLine>();
        var amount = Money.Zero;
        foreach (var line in sold)
        {
            if (asked.Lines.FirstOrDefault(l => l.LineId == line.Id) is not { } typed || typed.Units == 0) continue;
            var (claimed, left) = (before.GetValueOrDefault(line.Id), line.Units - before.GetValueOrDefault(line.Id));
            if (typed.Units is not { } units || units < 0 || units > left) throw new Refusal("claim-units", field: $"units-{line.Id}", arguments: [left]);
            lines.Add(new() { ClaimId = asked.ClaimId, LineId = line.Id, Units = units });
            amount += ClaimLine.Worth(line.Paid - line.Returned, line.Units, claimed, units);
        }
        if (lines.Count == 0) throw new Refusal("claim-units-missing", field: sold.Count > 0 ? $"units-{sold[0].Id}" : null);

        var photo = await PhotoOf(asked, ct);
        var claim = new Claim
        {
            Id = asked.ClaimId, OrderId = id, SellerOrderId = part.Id, Kind = asked.Kind!.Value, Wish = asked.Wish, Note = asked.Said, Photo = photo,
            Amount = amount, State = ClaimState.Open, MadeAt = now,
        };
        // A form's id that another order's claim has was not made by this form.
        if (await db.InsertMissing([claim], ct) == 0) throw new Refusal("not-found", RefusalKind.NotFound);
        await db.InsertMany(lines, ct);

        var claimedOfOrder = claims.Where(c => c.State != ClaimState.Declined).Sum(c => c.Amount) + amount;
        if (claimedOfOrder > settings.ClaimByRule) return ClaimState.Open;
        // Without boxes to send the office asks the buyer what would do instead.
        return await granting.Grant(claim, order, part, claim.Wish, null, ct) ? (claim.Wish == ClaimWish.Refund ? ClaimState.Refunded : ClaimState.Replaced) : ClaimState.Open;
    }

    async Task<string?> PhotoOf(MakeClaim asked, CancellationToken ct) => asked is { Kind: ClaimKind.Missing, Photo.IsNone: true } ? null : await shop.Send(new KeepPhoto(asked.Photo), ct);

    /// <summary>Pressed twice, and not: gone back to, changed and sent again, which must not be answered as if it had been taken.</summary>
    async Task<bool> IsSame(MakeClaim asked, Claim made, CancellationToken ct)
    {
        if ((asked.Part, asked.Kind, asked.Wish, asked.Said) != (made.SellerOrderId, made.Kind, made.Wish, made.Note)) return false;
        var lines = await db.ClaimLines.AsNoTracking().Where(l => l.ClaimId == made.Id).ToDictionaryAsync(l => l.LineId, l => (int?)l.Units, ct);
        var typed = asked.Lines.Where(l => l.Units != 0).DistinctBy(l => l.LineId).ToList();
        return typed.Count == lines.Count && typed.TrueForAll(l => lines.GetValueOrDefault(l.LineId) == l.Units) && (asked.Photo.IsNone || await PhotoOf(asked, ct) == made.Photo);
    }
}
