using System.Globalization;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Shipping;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Search;

/// <summary>What the index says of live listings, in the order they were listed: a handful of queries, whatever their number.</summary>
internal sealed record DescribeForSearch(IReadOnlyList<Guid> ListingIds) : IQuery<IReadOnlyList<Indexed>>;

/// <param name="Words">With their ranks; what it is narrowed by stands among them.</param>
internal sealed record Indexed(Guid ListingId, string Category, string Producer, string Place, int? Month, long Fen, IReadOnlyDictionary<string, int> Words)
{
    public SearchEntry Entry(int number) => new() { Number = number, ListingId = ListingId, Category = Category, Producer = Producer, Place = Place, Month = Month,
        Price = Facets.PriceOf(Fen) };
    public IEnumerable<SearchWord> Rows(int number) => Words.Select(w => new SearchWord { Word = w.Key, Number = number, Rank = w.Value, Fen = Fen });
}

internal sealed class DescribeForSearchHandler(StoreDb db, IMediator shop, TimeProvider clock) : IRequestHandler<DescribeForSearch, IReadOnlyList<Indexed>>
{
    const int Named = 3, Who = 2, Told = 1, Narrowed = 0;

    public async Task<IReadOnlyList<Indexed>> Handle(DescribeForSearch asked, CancellationToken ct)
    {
        var ids = asked.ListingIds;
        var listings = await db.Listings.AsNoTracking().OnSale(clock).Where(l => ids.Contains(l.Id)).OrderBy(l => l.ListedAt).ThenByDescending(l => l.Id)
            .Select(l => new { l.Id, l.ProducerId, l.Category, l.Name, l.Summary, l.Description }).ToListAsync(ct);
        var makers = listings.Select(l => l.ProducerId).Distinct().ToList();
        var producers = await db.Producers.AsNoTracking().Where(p => makers.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var categories = await db.Categories.AsNoTracking().ToDictionaryAsync(c => c.Slug, c => Tokens.Of(All(c.Name)), StringComparer.Ordinal, ct);
        var packs = (await db.Variants.Where(v => ids.Contains(v.ListingId)).Select(v => new { v.ListingId, v.Price.Fen, v.Net.Grams }).ToListAsync(ct)).ToLookup(v => v.ListingId);
        var harvests = await db.Lots.Where(l => ids.Contains(l.ListingId)).GroupBy(l => l.ListingId).Select(g => new { g.Key, On = g.Max(l => l.HarvestedOn) })
            .ToDictionaryAsync(h => h.Key, h => h.On, ct);
        var places = await shop.Send(new ListPlaceNames([.. producers.Values.Select(p => p.Place).Distinct(StringComparer.Ordinal)]), ct);
        // A producer's words are the same for all that is his.
        var his = producers.Values.ToDictionary(p => p.Id, p => (
            Who: Tokens.Of($"{All(p.Name)} {string.Join(' ', places.GetValueOrDefault(p.Place) ?? [])}"), Told: Tokens.Of($"{All(p.Household)} {All(p.Story)} {All(p.Quote)}")));

        return [.. listings.Where(l => packs.Contains(l.Id)).Select(l =>
        {
            var producer = producers[l.ProducerId];
            var fen = packs[l.Id].Min(p => p.Fen);
            int? month = harvests.TryGetValue(l.Id, out var on) ? on.Month : null;
            var words = new Dictionary<string, int>(StringComparer.Ordinal);
            // A shelf that holds barley and potatoes makes barley no potato: its name says least.
            Add(Told, categories.GetValueOrDefault(l.Category) ?? Tokens.Of(null), Tokens.Of($"{All(l.Summary)} {All(l.Description)}"), his[l.ProducerId].Told);
            Add(Who, his[l.ProducerId].Who, Tokens.Of(string.Join('\n', packs[l.Id].Where(p => p.Grams > 0).Select(p => Weights(p.Grams)))));
            Add(Named, Tokens.Of(All(l.Name)));
            Add(Narrowed, [Facets.Everything, Facets.Term(Facets.Category, l.Category), Facets.Term(Facets.Producer, producer.Slug),
                Facets.Term(Facets.Village, producer.Place), Facets.Term(Facets.Price, Facets.PriceOf(fen))]);
            if (month is { } m) words[Facets.Term(Facets.Month, Facets.MonthOf(m))] = Narrowed;
            return new Indexed(l.Id, l.Category, producer.Slug, producer.Place, month, fen, words);

            void Add(int rank, params ReadOnlySpan<IEnumerable<string>> found)
            {
                foreach (var some in found) foreach (var word in some) words[word] = rank;
            }
        })];
    }

    /// <summary>What a pack weighs, as people ask for it: 2.5 kg are five jin.</summary>
    static string Weights(long grams) => string.Create(CultureInfo.InvariantCulture, $"{grams / 1000m:0.###}kg {grams / 1000m:0.###}公斤 {grams / 500m:0.###}斤 {grams}g {grams}克");

    /// <summary>A text in all its languages; a line apart, so that no word reaches over from one to the next.</summary>
    static string All(Text? text) => $"{text?.Zh}\n{text?.En}\n{text?.Fr}\n{text?.Bo}";
}
