using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Promotions;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Machines;

/// <summary>What is new of what can be bought: listings, their further harvests, and the campaign that is announced. The newest first.</summary>
internal sealed record ListNews : IQuery<IReadOnlyList<News>>
{
    public const int AtMost = 30;
    /// <summary>A harvest is news for as long as this.</summary>
    public static readonly TimeSpan HarvestsOf = TimeSpan.FromDays(60);
}

internal enum NewsKind { Listing, Harvest, Campaign }

/// <param name="Id">The listing's, the change's that brought the harvest, or the campaign's.</param>
/// <param name="Path">Behind the language.</param>
/// <param name="By">Who sells it; null of a campaign.</param>
/// <param name="PickedOn">Of a harvest.</param>
/// <param name="UpdatedAt">When its words were last changed, or a campaign began; never later than now.</param>
internal sealed record News(NewsKind Kind, Guid Id, string Path, Text Name, Text Summary, Text? By, DateOnly? PickedOn, DateTime PublishedAt, DateTime UpdatedAt);

internal sealed class ListNewsHandler(StoreDb db, IMediator shop, TimeProvider clock) : IRequestHandler<ListNews, IReadOnlyList<News>>
{
    public async Task<IReadOnlyList<News>> Handle(ListNews asked, CancellationToken ct)
    {
        var since = clock.GetUtcNow().UtcDateTime - ListNews.HarvestsOf;
        var changes = db.ListingChanges;
        var listed = await (from l in db.Listings.AsNoTracking().OnSale(clock)
                            join p in db.Producers on l.ProducerId equals p.Id
                            orderby l.ListedAt descending, l.Id
                            select new { l.Id, l.Slug, l.Name, l.Summary, By = p.Name, l.ListedAt,
                                Reworded = changes.Where(c => c.ListingId == l.Id && c.Words).Max(c => (DateTime?)c.At) }).Take(ListNews.AtMost).ToListAsync(ct);
        var picked = await (from c in changes.AsNoTracking()
                            join l in db.Listings.OnSale(clock) on c.ListingId equals l.Id
                            join p in db.Producers on l.ProducerId equals p.Id
                            where c.PickedOn != null && c.At > since
                            orderby c.At descending, c.Id
                            select new { c.Id, l.Slug, l.Name, l.Summary, By = p.Name, c.PickedOn, c.At }).Take(ListNews.AtMost).ToListAsync(ct);
        List<News> all = [.. listed.Select(l => new News(NewsKind.Listing, l.Id, $"/p/{l.Slug}", l.Name, l.Summary, l.By, null, l.ListedAt,
            l.Reworded > l.ListedAt ? l.Reworded.Value : l.ListedAt)),
            .. picked.Select(c => new News(NewsKind.Harvest, c.Id, $"/p/{c.Slug}", c.Name, c.Summary, c.By, c.PickedOn, c.At, c.At))];
        if (await shop.Send(new CurrentCampaign(), ct) is { } campaign)
            all.Add(new(NewsKind.Campaign, campaign.CampaignId, "", campaign.Name, campaign.Promise, null, null, campaign.WarmsUpAt,
                campaign.OnSale ? campaign.StartsAt : campaign.WarmsUpAt));
        return [.. all.OrderByDescending(n => n.UpdatedAt).Take(ListNews.AtMost)];
    }
}
