using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Orders;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Stock;

/// <summary>What is packed is promised no longer: its listing may close.</summary>
internal sealed class KeepPromises(StoreDb db) : INotificationHandler<SellerOrderPacked>
{
    public Task Handle(SellerOrderPacked told, CancellationToken ct)
    {
        var own = db.Variants.Join(db.Listings.Where(l => l.ProducerId == told.ProducerId), v => v.ListingId, l => l.Id, (v, _) => v);
        return db.Holds.Where(h => h.OrderId == told.OrderId && h.PackedAt == null && own.Any(v => v.Id == h.VariantId))
            .ExecuteUpdateAsync(h => h.SetProperty(x => x.PackedAt, told.PackedAt), ct);
    }
}

/// <summary>Boxes that somebody was promised and nobody has packed yet.</summary>
/// <param name="By">The last day of the window they were sold for; null while the order waits for its money.</param>
internal sealed record Promised(Guid VariantId, Text Pack, DateOnly? By, int Boxes);

internal static class Promises
{
    extension(StoreDb db)
    {
        /// <summary>The open promises of a listing, soonest first.</summary>
        internal async Task<IReadOnlyList<Promised>> PromisedOf(Guid listing, CancellationToken ct)
        {
            var rows = await db.Variants.Where(v => v.ListingId == listing)
                .Join(db.Holds.Where(h => h.State != HoldState.Returned && h.PackedAt == null), v => v.Id, h => h.VariantId,
                    (v, h) => new { v.Id, v.Net.Grams, v.Position, h.PromisedTo, h.Units })
                .GroupBy(h => new { h.Id, h.Grams, h.Position, h.PromisedTo })
                .Select(g => new { g.Key.Id, g.Key.Grams, g.Key.Position, g.Key.PromisedTo, Units = g.Sum(h => h.Units) }).ToListAsync(ct);
            var names = await db.Variants.AsNoTracking().Where(v => v.ListingId == listing).ToDictionaryAsync(v => v.Id, v => v.Name, ct);
            return [.. rows.OrderBy(r => r.PromisedTo ?? DateOnly.MinValue).ThenBy(r => r.Grams).ThenBy(r => r.Position).Select(r => new Promised(r.Id, names[r.Id], r.PromisedTo, r.Units))];
        }

        /// <summary>
        /// Refuses to close a listing after that day while boxes are promised for later, or wait for their money and will be. Give its packs locked: whoever
        /// buys one now waits, and then finds it closed.
        /// </summary>
        internal async Task MustKeepPromises(Guid listing, DateOnly closes, string? field, CancellationToken ct)
        {
            var open = (await db.PromisedOf(listing, ct)).Where(p => p.By is not { } by || by > closes).ToList();
            if (open.Count > 0) throw new Refusal("listing-promised", RefusalKind.Conflict, field, open.Sum(p => p.Boxes));
        }
    }
}
