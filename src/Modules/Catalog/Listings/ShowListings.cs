using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog.Home;
using Storefront.Catalog.Revisions;
using Storefront.Contracts;
using Storefront.Contracts.Accounts;
using Storefront.Contracts.Promotions;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Catalog.Listings;

/// <summary>What a producer has on sale, for its farmer or the service point that helps.</summary>
/// <param name="For">Null for the first of those the person may act for.</param>
[Allow(Roles.Farmer, Roles.ServicePoint)]
/// <param name="Like">One of its goods, by whose words and numbers a new one is to begin.</param>
internal sealed record ShowListings(Guid? For, string? Like = null) : IQuery<ListingsPage>;

/// <param name="Producer">Null when the person acts for nobody yet.</param>
/// <param name="Shelves">Those of goods; vouchers have a form of their own.</param>
/// <param name="Usual">The shelf of the last listing: most often the next one is alike.</param>
internal sealed record ListingsPage(ProducerActedFor? Producer, IReadOnlyList<ProducerActedFor> Others, IReadOnlyList<ListingSeen> Listings,
    IReadOnlyList<Shelf> Shelves, string? Usual, DateOnly Today, ListingLike? Like = null);

/// <summary>What a new listing begins with that is like one there: all but photo, day and kilograms.</summary>
internal sealed record ListingLike(Text Name, Text? About, string Category, Mass Net, Money Price);

/// <param name="ListedBy">Who listed it, where it was not planted with the demo village.</param>
/// <param name="Waits">Something of it waits to be read.</param>
/// <param name="Reason">Why it was declined, where it was.</param>
internal sealed record ListingSeen(string Slug, Text Name, string Photo, DateTime ListedAt, string? ListedBy, ListingState State, bool Waits, string? Reason,
    Season Season, bool Vouchers, IReadOnlyList<VariantSeen> Variants);
/// <param name="Offer">Of the campaign that sells it for less now.</param>
internal sealed record VariantSeen(Text Name, Money ListPrice, int Available, Offer? Offer)
{
    public Money Price => Offer?.Price ?? ListPrice;
}

internal sealed class ShowListingsHandler(StoreDb db, IMediator shop, Caller caller, TimeProvider clock) : IRequestHandler<ShowListings, ListingsPage>
{
    public async Task<ListingsPage> Handle(ShowListings asked, CancellationToken ct)
    {
        var today = ChinaTime.Day(clock.GetUtcNow().UtcDateTime);
        var producers = await shop.Send(new ProducersOf(caller.Person), ct);
        if (producers.Count == 0) return new(null, [], [], [], null, today);
        var producer = asked.For is { } wanted ? producers.FirstOrDefault(p => p.ProducerId == wanted) ?? throw new Refusal("not-your-producer", RefusalKind.Forbidden) : producers[0];

        var photos = db.Photos.Where(p => p.Position == 0);
        var listings = await (from l in db.Listings.AsNoTracking()
                              join f in photos on l.Id equals f.ListingId
                              where l.ProducerId == producer.ProducerId && l.State != ListingState.Ended
                              orderby l.ListedAt descending
                              select new { l.Id, l.Slug, l.Name, l.Category, l.GoodsClass, l.ListedAt, l.ActedBy, l.State, l.Opens, l.Closes, f.Stem }).Take(100).ToListAsync(ct);
        var ids = listings.ConvertAll(l => l.Id);
        var packs = await db.Variants.AsNoTracking().Where(v => ids.Contains(v.ListingId)).BySize().Select(v => new { v.Id, v.ListingId, v.Name, v.Price.Fen, v.Available }).ToListAsync(ct);
        var offers = await shop.Send(new QuoteOffers([.. packs.Select(v => new VariantPrice(v.Id, v.ListingId, new(v.Fen)))]), ct);
        var variants = packs.ToLookup(v => v.ListingId, v => new VariantSeen(v.Name, new(v.Fen), v.Available, offers.GetValueOrDefault(v.Id)));
        var names = await shop.Send(new NamePeople([.. listings.Select(l => l.ActedBy).OfType<Guid>().Distinct()]), ct);
        var waiting = await db.Revisions.Where(r => ids.Contains(r.ListingId!.Value) && r.State == RevisionState.Submitted).Select(r => r.ListingId!.Value).Distinct().ToListAsync(ct);
        var declined = (await db.Revisions.Where(r => ids.Contains(r.ListingId!.Value) && r.Kind == RevisionKind.Listing && r.State == RevisionState.Declined)
            .OrderBy(r => r.DecidedAt).Select(r => new { ListingId = r.ListingId!.Value, r.Reason }).ToListAsync(ct))
            .ToLookup(r => r.ListingId, r => r.Reason);
        var shelves = await db.Categories.AsNoTracking().Where(c => c.Slug != Listing.VoucherShelf).OrderBy(c => c.Position)
            .Select(c => new Shelf(c.Slug, c.Name, c.Picture)).ToListAsync(ct);
        return new(producer, [.. producers.Where(p => p.ProducerId != producer.ProducerId)],
            [.. listings.Select(l => new ListingSeen(l.Slug, l.Name, l.Stem, l.ListedAt, l.ActedBy is { } by ? names.GetValueOrDefault(by)?.Name : null, l.State,
                waiting.Contains(l.Id), l.State == ListingState.Declined ? declined[l.Id].LastOrDefault() : null, new(l.Opens, l.Closes),
                l.GoodsClass == Listing.Voucher, [.. variants[l.Id]]))],
            shelves, listings.FirstOrDefault(l => l.Category != Listing.VoucherShelf)?.Category, today, asked.Like is { } like ? await LikeIt(producer.ProducerId, like, ct) : null);
    }

    async Task<ListingLike?> LikeIt(Guid producer, string slug, CancellationToken ct)
    {
        var its = await db.Listings.AsNoTracking().Where(l => l.Slug == slug && l.ProducerId == producer && l.GoodsClass != Listing.Voucher).SingleOrDefaultAsync(ct);
        if (its is null) return null;
        var pack = await db.Variants.AsNoTracking().Where(v => v.ListingId == its.Id).BySize().FirstAsync(ct);
        return new(its.Name, its.Description == its.Name ? null : its.Description, its.Category, pack.Net, pack.Price);
    }
}
