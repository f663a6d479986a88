using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts.Catalog;
using Storefront.Platform;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Search;

internal sealed class BuildSearchIndexHandler(StoreDb db, IMediator shop) : IRequestHandler<BuildSearchIndex, int>
{
    internal const string Turn = "catalog/search";
    /// <summary>Words go in sorted: in the order of the index a hundred thousand listings take minutes, in any other hours.</summary>
    const int ListingsAtOnce = 1_000, WordsAtOnce = 1_000_000;

    public async Task<int> Handle(BuildSearchIndex asked, CancellationToken ct)
    {
        await db.TakeTurn(Turn, ct);
        await db.SearchSpellings.ExecuteDeleteAsync(ct);
        await db.SearchTerms.ExecuteDeleteAsync(ct);
        await db.SearchWords.ExecuteDeleteAsync(ct);
        await db.SearchEntries.ExecuteDeleteAsync(ct);

        // Equal times stand in the order that pages of goods break ties by: the newest has the greatest number.
        var all = await db.Listings.Where(l => l.State == ListingState.Live).OrderBy(l => l.ListedAt).ThenByDescending(l => l.Id).Select(l => l.Id).ToListAsync(ct);
        var (number, words, terms) = (0, new List<SearchWord>(), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var some in all.Chunk(ListingsAtOnce))
        {
            var listings = await shop.Send(new DescribeForSearch(some), ct);
            await db.InsertMany([.. listings.Select((l, i) => l.Entry(number + i + 1))], ct);
            foreach (var listing in listings)
            {
                words.AddRange(listing.Rows(++number));
                foreach (var word in listing.Words.Keys) terms[word] = terms.GetValueOrDefault(word) + 1;
            }
            if (words.Count >= WordsAtOnce) await Insert();
        }
        await Insert();
        await db.InsertMany([.. terms.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => new SearchTerm { Word = t.Key, Kind = Facets.KindOf(t.Key), Listings = t.Value })], ct);
        await db.InsertMany([.. terms.Keys.SelectMany(Spellings).OrderBy(s => s.Form, StringComparer.Ordinal)], ct);
        return number;

        async Task Insert()
        {
            words.Sort((a, b) => string.CompareOrdinal(a.Word, b.Word) is var order and not 0 ? order : a.Number.CompareTo(b.Number));
            await db.InsertMany(words, ct);
            words.Clear();
        }
    }

    internal static IEnumerable<SearchSpelling> Spellings(string word) => Spelling.FormsOf(word).Select(form => new SearchSpelling { Form = form, Word = word });
}

/// <summary>Also for a shop whose goods are older than the index.</summary>
internal sealed class PlantSearchIndex(IMediator shop) : ISeed
{
    /// <summary>The number grows when texts become other words, so that an index of before is made anew.</summary>
    public string Name => "catalog/search/4";
    public int Order => 11;
    public bool DemoOnly => false;

    public Task Plant(StoreDb db, DateTime now, CancellationToken ct) => shop.Send(new BuildSearchIndex(), ct);
}
