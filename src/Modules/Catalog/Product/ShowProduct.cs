using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog.BackInStock;
using Storefront.Catalog.Cards;
using Storefront.Catalog.Reviews;
using Storefront.Contracts;
using Storefront.Contracts.Community;
using Storefront.Contracts.Shipping;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Product;

/// <summary>Null where nothing of that name is to be seen.</summary>
/// <param name="Variant">The slug of the pack to open with; an unknown one means the usual.</param>
internal sealed record ShowProduct(string Slug, string? Variant, string? To) : IQuery<ProductPage?>;

/// <param name="Lots">Of which something is left that is still good; the next box is taken from the first.</param>
/// <param name="Ready">The first day on which what is ordered now can leave.</param>
/// <param name="NotSent">Why it may not go there; null when it may.</param>
/// <param name="Perishable">It cannot be returned within seven days without a reason.</param>
internal sealed record ProductPage(
    Destination To, DateOnly Today, Listing Listing, Text Category, Producer Producer, PlaceKnown? Place, IReadOnlyList<Photo> Photos, IReadOnlyList<Pack> Packs, Pack Chosen,
    IReadOnlyList<LotShown> Lots, DateOnly Ready, Promise Promise, Money Delivery, Text? NotSent, bool Perishable, RoadFigure? Road, ServicePointNamed? Point,
    IReadOnlyList<Card> Related, ReviewsShown Said, IReadOnlyList<QuestionShown> Questions)
{
    public Season Season => new(Listing.Opens, Listing.Closes);
    public bool InSeason => Season.On(Today);
    public DateOnly? HarvestedOn => Lots is [{ HarvestedOn: var day }, ..] ? day : null;
    public bool SoldOut => Packs.All(p => p.SoldOut);
    public bool ForSale => InSeason && !SoldOut;
    public const int ReviewsAtOnce = 2, QuestionsAtOnce = 3, LotsAtOnce = 4;
    /// <summary>The packs that cannot be bought now.</summary>
    public WaitingPage Waiting => new(Listing.Slug, Listing.Name, [.. Packs.Where(p => !InSeason || p.SoldOut).Select(p => new PackAwaited(p.Id, p.Slug, p.Name))], Chosen.Slug);
    public PriceSplit Split => PriceSplit.Of(Chosen.Price, Listing.Vouchers);
}

internal sealed record LotShown(DateOnly HarvestedOn, Mass Left);

internal sealed class ShowProductHandler(StoreDb db, IMediator shop, TimeProvider clock) : IRequestHandler<ShowProduct, ProductPage?>
{
    public async Task<ProductPage?> Handle(ShowProduct asked, CancellationToken ct)
    {
        var found = await (from l in db.Listings.AsNoTracking()
                           join p in db.Producers on l.ProducerId equals p.Id
                           join c in db.Categories on l.Category equals c.Slug
                           where l.Slug == asked.Slug && l.State == ListingState.Live
                           select new { Listing = l, Producer = p, Category = c.Name }).SingleOrDefaultAsync(ct);
        if (found is null) return null;
        var (listing, producer) = (found.Listing, found.Producer);
        var packs = (await shop.PacksOf(db, [listing.Id], clock, ct))[listing.Id].ToList();
        var chosen = packs.Find(p => p.Slug == asked.Variant) ?? packs.ToShow();
        var photos = await db.Photos.AsNoTracking().Where(p => p.ListingId == listing.Id).OrderBy(p => p.Position).ToListAsync(ct);
        var today = ChinaTime.Day(clock.GetUtcNow().UtcDateTime);
        var lots = await db.Lots.AsNoTracking().Where(l => l.ListingId == listing.Id && l.BestBefore >= today && l.Allocated.Grams < l.Mass.Grams)
            .OrderBy(l => l.BestBefore).ThenBy(l => l.Id).Take(ProductPage.LotsAtOnce).Select(l => new LotShown(l.HarvestedOn, new(l.Mass.Grams - l.Allocated.Grams))).ToListAsync(ct);
        var related = await db.Listings.Near(listing, clock).ToListAsync(ct);

        var to = await shop.Towards(asked.To, ct);
        var places = await shop.Send(new DescribePlaces([producer.Place]), ct);
        var ready = PromiseWindow.ReadyFor(clock.GetUtcNow().UtcDateTime);
        var promise = await shop.Send(new PromiseWindow(producer.Place, to.Area, ready), ct);
        var keeps = await db.Lots.AsNoTracking().Where(l => l.ListingId == listing.Id && l.Allocated.Grams < l.Mass.Grams).MaxAsync(l => (DateOnly?)l.BestBefore, ct);
        var notSent = (await shop.Send(new FindUnsendable(to.Area, [new(chosen.Id, listing.GoodsClass, ready, promise.Window.To, keeps)]), ct)).SingleOrDefault()?.Why;
        return new ProductPage(to, today, listing, found.Category, producer, places.GetValueOrDefault(producer.Place), photos, packs, chosen, lots, ready, promise,
            await shop.Send(new QuoteDelivery(to.Area, chosen.Gross), ct), notSent, await shop.Send(new AnyPerishable([listing.GoodsClass]), ct),
            listing.Vouchers ? null : RoadFigure.Draw(await shop.Send(new DescribeRoad(producer.Place, to.Area), ct)),
            await shop.Send(new ServicePointOf(producer.Id), ct), await shop.Send(new DescribeCards(related), ct),
            Reviewed.InShort(await shop.Send(new ShowReviewsOf(listing.Id, 1, ProductPage.ReviewsAtOnce), ct)),
            await shop.Send(new ShowQuestionsOf(listing.Id, ProductPage.QuestionsAtOnce), ct));
    }
}

internal static class Nearness
{
    const int OfCards = 4;

    /// <summary>What else is on sale of the same hands, then of the same shelf: one row of cards.</summary>
    public static IQueryable<Guid> Near(this IQueryable<Listing> listings, Listing listing, TimeProvider clock) =>
        listings.AsNoTracking().OnSale(clock).Where(l => l.Id != listing.Id && (l.ProducerId == listing.ProducerId || l.Category == listing.Category))
            .OrderByDescending(l => l.ProducerId == listing.ProducerId).ThenByDescending(l => l.ListedAt).Select(l => l.Id).Take(OfCards);
}
