using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Promotions.Campaigns;

/// <summary>Listings and packs a campaign can name, for the table beside the form.</summary>
[Allow(Roles.Office)]
internal sealed record ListPacks : IQuery<IReadOnlyList<ListingToName>>;

public sealed record ListingToName(string Slug, Text Name, Text Producer, IReadOnlyList<PackToName> Packs);
public sealed record PackToName(string Slug, Text Name);

internal sealed class ListPacksHandler(StoreDb db) : IRequestHandler<ListPacks, IReadOnlyList<ListingToName>>
{
    // A list to read through; with more goods the office pastes addresses from the shop.
    const int AtMost = 200;

    public async Task<IReadOnlyList<ListingToName>> Handle(ListPacks asked, CancellationToken ct)
    {
        var listings = await db.KnownListings.AsNoTracking().OrderBy(l => l.Slug).Take(AtMost).ToListAsync(ct);
        var ids = listings.ConvertAll(l => l.Id);
        var packs = (await db.KnownPacks.AsNoTracking().Where(p => ids.Contains(p.ListingId)).ToListAsync(ct)).ToLookup(p => p.ListingId);
        return [.. listings.Select(l => new ListingToName(l.Slug, l.Name, l.Producer,
            [.. packs[l.Id].OrderBy(p => p.Slug.Length).ThenBy(p => p.Slug, StringComparer.Ordinal).Select(p => new PackToName(p.Slug, p.Name))]))];
    }
}
