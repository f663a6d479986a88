using System.Globalization;
using System.Text.RegularExpressions;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog.Listings;
using Storefront.Contracts;
using Storefront.Contracts.Promotions;
using Storefront.Platform.Data;
using Storefront.Platform.Web;

namespace Storefront.Catalog.MyGoods;

/// <summary>What a box is to cost and how many are to be left, as somebody typed it into a page or a sheet.</summary>
/// <param name="Key">Names its fields where it was typed: price-{Key}, boxes-{Key}.</param>
/// <param name="Price">Yuan for one box.</param>
/// <param name="Boxes">How many are to be left, beside what was <paramref name="Seen"/>: what was sold since then stays sold.</param>
internal sealed record PackTyped(string Key, string Listing, string Pack, decimal? Price, decimal? Boxes, PackSeen? Seen);

/// <summary>A pack as it stood before somebody who then typed. It travels with the form, and in a column of the sheet.</summary>
internal sealed partial record PackSeen(int Version, int Boxes, Money Price)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"v{Version} b{Boxes} p{Price.Fen}");

    public static PackSeen? Parse(string? text) =>
        Written().Match(text?.Trim() ?? "") is { Success: true } m && int.TryParse(m.Groups["v"].Value, CultureInfo.InvariantCulture, out var version)
            && int.TryParse(m.Groups["b"].Value, CultureInfo.InvariantCulture, out var boxes)
            && long.TryParse(m.Groups["p"].Value, CultureInfo.InvariantCulture, out var fen) ? new(version, boxes, new(fen)) : null;

    [GeneratedRegex("^v(?<v>[0-9]{1,9}) b(?<b>[0-9]{1,9}) p(?<p>[0-9]{1,12})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Written();
}

/// <param name="Refused">Each beside its field. Kind NotFound: it is not this producer's to change.</param>
internal sealed record Weighed(IReadOnlyList<PackChange> Changes, IReadOnlyList<Refusal> Refused);

/// <summary>What would become of a pack.</summary>
/// <param name="Waits">The price is so far from the one that somebody last read, by however many steps, that somebody reads it first; the boxes do not wait for it.</param>
internal sealed record PackChange(PackTyped Typed, Variant Pack, Text Listing, Money Price, int Left, bool Waits)
{
    public int Delta => Left - Pack.Available;
}

internal static class Weighing
{
    const int MostBoxes = 1_000_000;

    sealed record Owned(Guid Id, Guid ProducerId, ListingState State, Text Name);

    extension(StoreDb db)
    {
        /// <summary>
        /// What was typed against what is: all that would change, and every reason why not. Changes nothing; who means to change locks the packs first. What was
        /// left as it was seen is no change, whatever somebody else made of it meanwhile.
        /// </summary>
        /// <param name="mustBeRead">By a farmer himself: a price that is far away waits.</param>
        internal async Task<Weighed> Weigh(Guid producer, IReadOnlyList<PackTyped> typed, CatalogSettings settings, bool mustBeRead, DateOnly today, CancellationToken ct)
        {
            var slugs = typed.Select(t => t.Listing).Distinct(StringComparer.Ordinal).ToList();
            var listings = await db.Listings.AsNoTracking().Where(l => slugs.Contains(l.Slug))
                .ToDictionaryAsync(l => l.Slug, l => new Owned(l.Id, l.ProducerId, l.State, l.Name), StringComparer.Ordinal, ct);
            var ids = listings.Values.Select(l => l.Id).ToList();
            var packs = (await db.Variants.AsNoTracking().Where(v => ids.Contains(v.ListingId)).ToListAsync(ct)).ToLookup(v => v.ListingId);

            var (changes, refused, known) = (new List<PackChange>(), new List<Refusal>(), new HashSet<Guid>());
            foreach (var one in typed)
            {
                if (listings.GetValueOrDefault(one.Listing) is not { } listing) { refused.Add(new("goods-unknown", RefusalKind.NotFound, $"listing-{one.Key}")); continue; }
                if (listing.ProducerId != producer) { refused.Add(new("goods-not-yours", RefusalKind.NotFound, $"listing-{one.Key}")); continue; }
                if (packs[listing.Id].FirstOrDefault(p => p.Slug == one.Pack) is not { } pack) { refused.Add(new("pack-unknown", RefusalKind.NotFound, $"pack-{one.Key}")); continue; }
                if (!known.Add(pack.Id)) { refused.Add(new("goods-twice", field: $"pack-{one.Key}")); continue; }
                if (listing.State == ListingState.Ended) { refused.Add(new("goods-ended", RefusalKind.Conflict, $"price-{one.Key}")); continue; }
                var change = Compare(one, pack, listing.Name, settings, refused);
                if (change is not null) changes.Add(change with { Waits = mustBeRead && listing.State == ListingState.Live && settings.IsFar(pack.ReadPrice, change.Price) });
            }
            await db.WithinTheHarvest(changes, packs, refused, today, ct);
            return new(changes, refused);
        }

        /// <summary>
        /// Of a listing whose boxes become more: what is for sale and what is held for unpaid orders must be there, and not past its date. Holds are read first: one
        /// that is paid meanwhile is counted twice, never missed.
        /// </summary>
        async Task WithinTheHarvest(List<PackChange> changes, ILookup<Guid, Variant> packs, List<Refusal> refused, DateOnly today, CancellationToken ct)
        {
            var raised = changes.Where(c => c.Delta > 0).DistinctBy(c => c.Pack.ListingId).ToList();
            if (raised.Count == 0) return;
            var listings = raised.ConvertAll(c => c.Pack.ListingId);
            var ids = listings.SelectMany(l => packs[l]).Select(p => p.Id).ToList();
            var held = (await db.Holds.Where(h => ids.Contains(h.VariantId) && h.State == HoldState.Held).GroupBy(h => h.VariantId)
                .Select(g => new { g.Key, Units = g.Sum(h => h.Units) }).ToListAsync(ct)).ToDictionary(h => h.Key, h => h.Units);
            var harvests = (await db.Lots.Where(l => listings.Contains(l.ListingId) && l.BestBefore >= today).GroupBy(l => l.ListingId)
                .Select(g => new { g.Key, Grams = g.Sum(l => l.Mass.Grams - l.Allocated.Grams) }).ToListAsync(ct)).ToDictionary(l => l.Key, l => l.Grams);
            var left = changes.ToDictionary(c => c.Pack.Id, c => c.Left);
            foreach (var first in raised)
            {
                var wanted = new Mass(packs[first.Pack.ListingId].Sum(p => p.Net.Grams * (left.GetValueOrDefault(p.Id, p.Available) + held.GetValueOrDefault(p.Id))));
                var harvest = new Mass(harvests.GetValueOrDefault(first.Pack.ListingId));
                if (wanted > harvest) refused.Add(new("boxes-over-left", field: $"boxes-{first.Typed.Key}", arguments: [wanted, harvest]));
            }
        }
    }

    /// <summary>While a campaign is announced or on, what its cards strike out is what boxes really cost before: no price of its listings rises.</summary>
    public static async Task<IReadOnlyList<Refusal>> RaisedInCampaigns(this IMediator shop, IReadOnlyList<PackChange> changes, CancellationToken ct)
    {
        var raised = changes.Where(c => c.Price > c.Pack.Price).ToList();
        if (raised.Count == 0) return [];
        var campaigns = await shop.Send(new ListingsInCampaigns([.. raised.Select(c => c.Pack.ListingId).Distinct()]), ct);
        return [.. raised.Where(c => campaigns.ContainsKey(c.Pack.ListingId)).Select(c => Raised(campaigns[c.Pack.ListingId], $"price-{c.Typed.Key}"))];
    }

    public static Refusal Raised(CampaignUntil campaign, string field, RefusalKind kind = RefusalKind.Invalid) => new("price-in-campaign", kind, field, campaign.Name, campaign.EndsAt);

    /// <summary>Null where nothing changes, or where it is refused.</summary>
    static PackChange? Compare(PackTyped typed, Variant pack, Text listing, CatalogSettings settings, List<Refusal> refused)
    {
        var before = refused.Count;
        if (!Typed.IsPrice(typed.Price)) refused.Add(new("price-wrong", field: $"price-{typed.Key}"));
        if (typed.Boxes is not ({ Scale: 0 } and >= 0 and <= MostBoxes)) refused.Add(new("boxes-left-wrong", field: $"boxes-{typed.Key}", arguments: [MostBoxes]));
        if (typed.Seen is null) refused.Add(new("listing-page-old", RefusalKind.Conflict, $"boxes-{typed.Key}"));
        if (refused.Count > before) return null;

        var (seen, price, delta) = (typed.Seen!, new Money((long)(typed.Price!.Value * 100)), (int)typed.Boxes!.Value - typed.Seen!.Boxes);
        if (price == seen.Price && delta == 0) return null;
        var floor = settings.FloorOf(pack.Net);
        if (price != seen.Price && price < floor) refused.Add(new("price-below-floor", field: $"price-{typed.Key}", arguments: [floor, settings.FloorPerKilogram]));
        if (pack.Version != seen.Version) refused.Add(new("pack-changed-since", RefusalKind.Conflict, $"{(price != seen.Price ? "price" : "boxes")}-{typed.Key}",
            pack.Price, pack.Available));
        else if (pack.Available + delta < 0) refused.Add(new("boxes-sold-since", RefusalKind.Conflict, $"boxes-{typed.Key}", pack.Available));
        return refused.Count > before ? null : new(typed, pack, listing, price, pack.Available + delta, false);
    }
}
