using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Search;

/// <summary>
/// Brings the search index up to date with a listing, in the transaction that published, changed or ended it. The last that this transaction does: whoever publishes
/// meanwhile waits for it to end.
/// </summary>
internal sealed record IndexListing(Guid ListingId) : ICommand<Unit>;

internal sealed class IndexListingHandler(StoreDb db, IMediator shop) : IRequestHandler<IndexListing, Unit>
{
    public async Task<Unit> Handle(IndexListing asked, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        await db.TakeTurn(BuildSearchIndexHandler.Turn, ct);
        var known = await db.SearchEntries.Where(e => e.ListingId == asked.ListingId).Select(e => (int?)e.Number).SingleOrDefaultAsync(ct);
        if (known is { } number)
        {
            var had = await db.SearchWords.Where(w => w.Number == number).Select(w => w.Word).ToListAsync(ct);
            await db.SearchTerms.Where(t => had.Contains(t.Word)).ExecuteUpdateAsync(t => t.SetProperty(x => x.Listings, x => x.Listings - 1), ct);
            await db.SearchWords.Where(w => w.Number == number).ExecuteDeleteAsync(ct);
            await db.SearchEntries.Where(e => e.Number == number).ExecuteDeleteAsync(ct);
        }
        if (await shop.Send(new DescribeForSearch([asked.ListingId]), ct) is not [{ } listing]) return Unit.Value;

        var its = known ?? (await db.SearchEntries.MaxAsync(e => (int?)e.Number, ct) ?? 0) + 1;
        await db.InsertMany([listing.Entry(its)], ct);
        await db.InsertMany([.. listing.Rows(its)], ct);
        List<string> words = [.. listing.Words.Keys];
        var old = (await db.SearchTerms.Where(t => words.Contains(t.Word)).Select(t => t.Word).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        List<string> seen = [.. words.Where(w => !old.Contains(w))];
        await db.InsertMany([.. seen.Select(w => new SearchTerm { Word = w, Kind = Facets.KindOf(w), Listings = 0 })], ct);
        await db.InsertMany([.. seen.SelectMany(BuildSearchIndexHandler.Spellings)], ct);
        await db.SearchTerms.Where(t => words.Contains(t.Word)).ExecuteUpdateAsync(t => t.SetProperty(x => x.Listings, x => x.Listings + 1), ct);
        return Unit.Value;
    }
}
