using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog.Cards;
using Storefront.Contracts;
using Storefront.Contracts.Community;
using Storefront.Contracts.Promotions;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Home;

internal sealed record ShowHome(string? To) : IQuery<HomePage>;

/// <param name="Turns">When the campaign begins or ends, whichever comes next, and how long that is still.</param>
internal sealed record HomePage(Destination To, CampaignAnnounced? Campaign, DateTime? Turns, TimeSpan Left, IReadOnlyList<Card> OnOffer,
    IReadOnlyList<Card> InSeason, IReadOnlyList<Shelf> Shelves, IReadOnlyList<ProducerSeen> Producers, Sold Sold);
internal sealed record Shelf(string Slug, Text Name, string Picture);
internal sealed record ProducerSeen(string Slug, Text Name, Text Household, string Picture, Text Alt, string Place);

internal sealed class ShowHomeHandler(StoreDb db, IMediator shop, TimeProvider clock) : IRequestHandler<ShowHome, HomePage>
{
    public async Task<HomePage> Handle(ShowHome asked, CancellationToken ct)
    {
        var to = await shop.Towards(asked.To, ct);
        var campaign = await shop.Send(new CurrentCampaign(), ct);
        var announced = campaign?.ListingIds ?? [];
        var offered = await db.Listings.Where(l => announced.Contains(l.Id)).Newest(clock).ToListAsync(ct);
        var fresh = await db.Listings.Where(l => !offered.Contains(l.Id)).InSeason(clock).ToListAsync(ct);
        var cards = await shop.Send(new DescribeCards([.. offered, .. fresh]), ct);

        var shelves = await db.Categories.AsNoTracking().OrderBy(c => c.Position).Select(c => new Shelf(c.Slug, c.Name, c.Picture)).ToListAsync(ct);
        var producers = await db.Producers.AsNoTracking().OrderBy(p => p.Fictional).ThenBy(p => p.Slug)
            .Select(p => new ProducerSeen(p.Slug, p.Name, p.Household, p.Picture, p.Alt, p.Place)).Take(4).ToListAsync(ct);
        var sold = await shop.Send(new CountSold(), ct);

        var now = clock.GetUtcNow().UtcDateTime;
        var turns = campaign is { OnSale: true } ? campaign.EndsAt : campaign?.StartsAt;
        return new(to, campaign, turns, turns - now ?? TimeSpan.Zero, [.. cards.Where(c => offered.Contains(c.ListingId))],
            [.. cards.Where(c => !offered.Contains(c.ListingId))], shelves, producers, sold);
    }
}

internal static class Row
{
    const int OfCards = 4;

    /// <summary>What is fresh now, the newest first: one row of cards.</summary>
    public static IQueryable<Guid> InSeason(this IQueryable<Listing> listings, TimeProvider clock) => listings.Where(l => l.GoodsClass == "fresh").Newest(clock);

    public static IQueryable<Guid> Newest(this IQueryable<Listing> listings, TimeProvider clock) =>
        listings.AsNoTracking().OnSale(clock).OrderByDescending(l => l.ListedAt).Select(l => l.Id).Take(OfCards);
}
