using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog.Cards;
using Storefront.Contracts;
using Storefront.Contracts.Community;
using Storefront.Contracts.Promotions;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Home;

internal sealed record ShowHome(string? To) : IQuery<HomePage>;

internal sealed record HomePage(Destination To, CampaignAnnounced? Campaign, TimeSpan CampaignIn, IReadOnlyList<Card> OnOffer, IReadOnlyList<Card> InSeason, IReadOnlyList<Shelf> Shelves, IReadOnlyList<ProducerSeen> Producers, Sold Sold);
internal sealed record Shelf(string Slug, Text Name, string Picture);
internal sealed record ProducerSeen(string Slug, Text Name, Text Household, string Picture, Text Alt, string Place);

internal sealed class ShowHomeHandler(StoreDb db, IMediator shop, TimeProvider clock) : IRequestHandler<ShowHome, HomePage>
{
    const int Cards = 8;

    public async Task<HomePage> Handle(ShowHome asked, CancellationToken ct)
    {
        var to = await shop.Towards(asked.To, ct);
        var campaign = await shop.Send(new CurrentCampaign(), ct);
        var offered = campaign?.ListingIds.Take(Cards).ToList() ?? [];
        var fresh = await db.Listings.AsNoTracking().Where(l => l.State == ListingState.Live && l.GoodsClass == "fresh" && !offered.Contains(l.Id))
            .OrderByDescending(l => l.ListedAt).Select(l => l.Id).Take(Cards).ToListAsync(ct);
        var cards = await shop.Send(new DescribeCards([.. offered, .. fresh]), ct);

        var shelves = await db.Categories.AsNoTracking().OrderBy(c => c.Position).Select(c => new Shelf(c.Slug, c.Name, c.Picture)).ToListAsync(ct);
        var producers = await db.Producers.AsNoTracking().OrderBy(p => p.Fictional).ThenBy(p => p.Slug).Select(p => new ProducerSeen(p.Slug, p.Name, p.Household, p.Picture, p.Alt, p.Place)).Take(4).ToListAsync(ct);
        var sold = await shop.Send(new CountSold(), ct);

        var now = clock.GetUtcNow().UtcDateTime;
        var turns = campaign is null ? now : campaign.OnSale ? campaign.EndsAt : campaign.StartsAt;
        return new(to, campaign, turns - now, [.. cards.Where(c => offered.Contains(c.ListingId))], [.. cards.Where(c => !offered.Contains(c.ListingId))], shelves, producers, sold);
    }
}
