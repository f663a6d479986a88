using System.Globalization;
using System.Text.Json;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog.Cards;
using Storefront.Catalog.Home;
using Storefront.Contracts;
using Storefront.Contracts.Shipping;
using Storefront.Platform.Data;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Search;

/// <summary>
/// Goods by words, narrowed and sorted, 24 a page. Everything is bounded: so many words of a question, so many listings counted, never more rows than are shown. A
/// number that is no page means the first; one beyond the end is not found.
/// </summary>
internal sealed record FindGoods(Choice Choice) : IQuery<GoodsFound>;

/// <param name="Choice">As it was understood.</param>
/// <param name="Words">What was looked for; none where nothing was written that could be.</param>
/// <param name="Cut">More was written than is looked for.</param>
/// <param name="Count">At most <see cref="Hits.Counted"/> + 1 where it had to be counted.</param>
internal sealed record GoodsFound(
    Destination To, Choice Choice, IReadOnlyList<Shelf> Shelves, IReadOnlyList<WordAsked> Words, bool Cut, IReadOnlyList<Facet> Facets, IReadOnlyList<Card> Cards,
    int Count, int Page, int Pages)
{
    /// <summary>Nobody has counted further.</summary>
    public bool Many { get; init; }
    /// <summary>The words that had to give way, so that the others find something.</summary>
    public IReadOnlyList<WordAsked> LeftOut { get; init; } = [];
}

/// <param name="Written">As the visitor wrote it, but for case, accents, traditional characters and synonyms.</param>
/// <param name="Taken">The word of the index it was looked for by.</param>
/// <param name="Instead">It is another spelling.</param>
/// <param name="Listings">How many have it.</param>
internal sealed record WordAsked(string Written, string Taken, bool Instead, int Listings);

/// <param name="Chosen">Null for all.</param>
internal sealed record Facet(string Name, FacetValue? Chosen, IReadOnlyList<FacetValue> Values);

/// <param name="Listings">Null where it was not counted.</param>
internal sealed record FacetValue(string Value, string Label, string? Lang, int? Listings);

internal sealed class FindGoodsHandler(StoreDb db, IMediator shop, TimeProvider clock) : IRequestHandler<FindGoods, GoodsFound>
{
    const int PerPage = 24, MostProducers = 20, MostNear = 12, Longest = 100;

    public async Task<GoodsFound> Handle(FindGoods asked, CancellationToken ct)
    {
        var written = asked.Choice.Q?.Trim() ?? "";
        var tooLong = written.Length > Longest;
        asked = new(asked.Choice with { Q = tooLong ? written[..Longest] : written });
        var to = await shop.Towards(asked.Choice.To, ct);
        var shelves = await db.Categories.AsNoTracking().OrderBy(c => c.Position).Select(c => new Shelf(c.Slug, c.Name, c.Picture)).ToListAsync(ct);
        var question = Tokens.Asked(asked.Choice.Q);
        var terms = await TermsOf(question, asked.Choice, ct);
        var villages = await shop.Send(new DescribePlaces([.. terms.Keys.Where(t => Facets.KindOf(t) == Facets.Village).Select(ValueOf)]), ct);
        var arrivals = await ArrivalsTo(to, villages.Keys, ct);
        var choice = Understood(asked.Choice, to, shelves, terms);

        var words = await Understood(question, terms, ct);
        // A word that nobody uses empties no answer, as long as another is known.
        var kept = words.Where(w => w.Listings > 0).ToList() is { Count: > 0 } known ? known : words;
        var none = new GoodsFound(to, choice, shelves, words, question.Cut || tooLong, [], [], 0, 1, 1);
        if (choice.Q is { Length: > 0 } && words.Count == 0) return none;

        var wanted = Wanted();
        var intime = choice.By is null ? null : arrivals.Where(a => a.Value <= Day(choice.By)).Select(a => a.Key).Order(StringComparer.Ordinal).ToList();
        if (terms.GetValueOrDefault(wanted[0]) == 0 || intime is { Count: 0 }) return none with { Facets = FacetsOf(choice, [], shelves, villages, arrivals) };

        var counts = await new Hits(db, wanted, intime).Count(MostProducers, ct);
        var counted = Counted();
        // No goods have all words together: one after the other gives way, first the one that says least.
        while (counted == 0 && kept.Count > 1)
        {
            kept = [.. kept.Except([kept.MaxBy(w => w.Listings)!])];
            wanted = Wanted();
            counts = await new Hits(db, wanted, intime).Count(MostProducers, ct);
            counted = Counted();
        }
        // The index knows how many have one word; how many have several must be counted.
        var count = wanted.Count == 1 && intime is null ? terms[wanted[0]] : counted;
        var (page, pages) = (Math.Max(1, choice.Page), Math.Max(1, (Math.Min(count, wanted.Count == 1 ? count : Hits.Counted) + PerPage - 1) / PerPage));
        if (page > pages) throw new Refusal("not-found", RefusalKind.NotFound);
        var order = choice.Sort switch { Sorts.Price => Order.Cheapest, Sorts.Newest => Order.Newest, _ => kept.Count > 0 && terms[wanted[0]] <= Hits.Ranked ? Order.Best : Order.Newest };
        var ids = await new Hits(db, wanted, intime).Page(order, (page - 1) * PerPage, PerPage, ct);
        return none with
        {
            Facets = FacetsOf(choice, counted > Hits.Counted ? [.. counts.Select(c => c with { Listings = -1 })] : counts, shelves, villages, arrivals),
            Cards = await shop.Send(new DescribeCards(ids), ct), Count = count, Many = counted > Hits.Counted && count == counted, Page = page, Pages = pages,
            LeftOut = counted > 0 ? [.. words.Except(kept)] : [],
        };

        List<string> Wanted() => [.. kept.Select(w => w.Taken).Concat(ChosenTerms(choice)).Distinct(StringComparer.Ordinal).DefaultIfEmpty(Facets.Everything)
            .OrderBy(t => terms.GetValueOrDefault(t)).ThenBy(t => t, StringComparer.Ordinal)];
        int Counted() => counts.Single(c => c.Facet.Length == 0).Listings;
    }

    /// <summary>How many listings have each word that may be meant, each value that is chosen, and each village.</summary>
    async Task<Dictionary<string, int>> TermsOf(Question question, Choice choice, CancellationToken ct)
    {
        var maybe = question.Parts.SelectMany(Tokens.Candidates).Concat(question.Apart.Select(a => $"{a.First}{a.Second}")).Concat(ChosenTerms(choice))
            .Append(Facets.Everything).Distinct(StringComparer.Ordinal).ToList();
        return await db.SearchTerms.Where(t => t.Listings > 0 && (maybe.Contains(t.Word) || t.Kind == Facets.Village)).Select(t => new { t.Word, t.Listings })
            .ToDictionaryAsync(t => t.Word, t => t.Listings, StringComparer.Ordinal, ct);
    }

    static IEnumerable<string> ChosenTerms(Choice choice) =>
        new[] { Facets.Category, Facets.Producer, Facets.Village, Facets.Month, Facets.Price }.Where(f => !string.IsNullOrEmpty(choice.Of(f))).Select(f => Facets.Term(f, choice.Of(f)!));

    static string ValueOf(string term) => term[(term.IndexOf('=', StringComparison.Ordinal) + 1)..];

    /// <summary>The last day on which a box that is ordered now arrives, by village.</summary>
    async Task<IReadOnlyDictionary<string, DateOnly>> ArrivalsTo(Destination to, IEnumerable<string> villages, CancellationToken ct)
    {
        var ready = PromiseWindow.ReadyFor(clock.GetUtcNow().UtcDateTime);
        var arrivals = new Dictionary<string, DateOnly>(StringComparer.Ordinal);
        foreach (var village in villages) arrivals[village] = (await shop.Send(new PromiseWindow(village, to.Area, ready), ct)).Window.To;
        return arrivals;
    }

    static Choice Understood(Choice choice, Destination to, List<Shelf> shelves, Dictionary<string, int> terms)
    {
        string? Known(string facet) => choice.Of(facet) is { Length: > 0 } value && terms.ContainsKey(Facets.Term(facet, value)) ? value : null;
        return choice with
        {
            Category = shelves.Exists(s => s.Slug == choice.Category) ? choice.Category : null,
            Month = int.TryParse(choice.Month, NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12 ? Facets.MonthOf(month) : null,
            Price = Facets.Prices.Contains(choice.Price ?? "", StringComparer.Ordinal) ? choice.Price : null,
            Producer = Known(Facets.Producer), Village = Known(Facets.Village),
            By = DateOnly.TryParseExact(choice.By, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? choice.By : null,
            Sort = Sorts.All.Contains(choice.Sort ?? "", StringComparer.Ordinal) ? choice.Sort : null,
            To = to.Area == Destination.Usual ? null : to.Area,
        };
    }

    static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The words of the question; a Latin one that no listing has gives way to the nearest that some have.</summary>
    async Task<IReadOnlyList<WordAsked>> Understood(Question question, Dictionary<string, int> terms, CancellationToken ct)
    {
        var words = new List<WordAsked>();
        // Two that nobody writes may be one that is written otherwise: Hsiang-cheng.
        var together = new Dictionary<string, Near>(StringComparer.Ordinal);
        foreach (var both in question.Apart.Where(a => !Stands(a.First) && !Stands(a.Second)).Select(a => $"{a.First}{a.Second}").Where(w => !terms.ContainsKey(w)))
            if (await Nearest(new(both, false), ct) is { } found) together[both] = found;
        foreach (var part in question.Joined(w => terms.ContainsKey(w) || together.ContainsKey(w)))
        {
            var taken = Tokens.Cover(part, terms.ContainsKey);
            var near = taken.All(terms.ContainsKey) ? null : together.GetValueOrDefault(part.Text) ?? await Nearest(part, ct);
            if (near is not null) terms[near.Word] = near.Listings;
            if (near is not null) words.Add(new(part.Typed, near.Word, true, near.Listings));
            else words.AddRange(taken.Select(w => new WordAsked(part.Han ? w : part.Typed, w, false, terms.GetValueOrDefault(w))));
        }
        return [.. words.Distinct()];

        // huil de noix: a small word stands for itself, and is no part of its neighbour's slip.
        bool Stands(string word) => Tokens.IsSmall(word) || terms.ContainsKey(word);
    }

    /// <summary>By the letters that were typed or without the plural: chees is cheese, and no second chew.</summary>
    async Task<Near?> Nearest(Part part, CancellationToken ct)
    {
        if (Spelling.Forgives(part.Text) is not (> 0 and var slips)) return null;
        string[] typed = [part.Text, part.Typed];
        var forms = typed.SelectMany(t => Spelling.Forms(t, slips)).Distinct(StringComparer.Ordinal).ToList();
        var words = db.SearchSpellings.Where(s => forms.Contains(s.Form)).Select(s => s.Word).Distinct();
        var near = await db.SearchTerms.Where(t => t.Listings > 0 && words.Contains(t.Word)).OrderByDescending(t => t.Listings).Take(MostNear)
            .Select(t => new Near(t.Word, t.Listings)).ToListAsync(ct);
        return near.Select(n => (Near: n, Slips: typed.Min(t => Spelling.Distance(t, n.Word)), Alike: typed.Max(t => Spelling.Alike(t, n.Word)))).Where(n => n.Slips <= slips)
            .OrderBy(n => n.Slips).ThenByDescending(n => n.Alike).ThenByDescending(n => n.Near.Listings).FirstOrDefault().Near;
    }

    sealed record Near(string Word, int Listings);

    static IReadOnlyList<Facet> FacetsOf(Choice choice, IReadOnlyList<FacetCount> counts, List<Shelf> shelves, IReadOnlyDictionary<string, PlaceKnown> villages,
        IReadOnlyDictionary<string, DateOnly> arrivals)
    {
        int? Listings(string facet, string value) => counts.FirstOrDefault(c => c.Facet == facet && c.Value == value)?.Listings is >= 0 and var n ? n : null;
        bool Has(string facet, string value) => counts.Any(c => c.Facet == facet && c.Value == value);

        return
        [
            Of(Facets.Category, shelves.Select(s => new FacetValue(s.Slug, s.Name.Here, s.Name.Lang, Listings(Facets.Category, s.Slug)))),
            Of(Facets.Village, villages.Values.OrderBy(v => v.Name.Here, StringComparer.CurrentCulture)
                .Select(v => new FacetValue(v.PlaceId, v.Name.Here, v.Name.Lang, Listings(Facets.Village, v.PlaceId)))),
            Of(Facets.Producer, counts.Where(c => c.Facet == Facets.Producer).Select(c => Named(c))
                .Select(p => new FacetValue(p.Slug, p.Name.Here, p.Name.Lang, Listings(Facets.Producer, p.Slug)))),
            Of(Facets.Month, Enumerable.Range(1, 12).Select(m => new FacetValue(Facets.MonthOf(m), Show.Month(m), null, Listings(Facets.Month, Facets.MonthOf(m))))),
            Of(Facets.Price, Facets.Prices.Select(p => new FacetValue(p, p, null, Listings(Facets.Price, p)))),
            Of(Facets.By, arrivals.Values.Distinct().Order().Select(Show.Machine).Concat(choice.By is { } by ? [by] : []).Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal).Select(day => new FacetValue(day, Show.Day(Day(day)), null, InTime(Day(day))))),
        ];

        // What is chosen already was not counted against its neighbours: they stand without a number.
        Facet Of(string name, IEnumerable<FacetValue> values)
        {
            var chosen = choice.Of(name);
            List<FacetValue> all = [.. values.Where(v => chosen is not null || (name == Facets.By ? v.Listings is not 0 : Has(name, v.Value)))
                .Select(v => chosen is null ? v : v with { Listings = null })];
            if (chosen is not null && !all.Exists(v => v.Value == chosen)) all.Add(new(chosen, chosen, null, null));
            return new(name, all.Find(v => v.Value == chosen), all);
        }

        int? InTime(DateOnly day)
        {
            if (choice.By is not null) return null;
            var inTime = counts.Where(c => c.Facet == Facets.Village && arrivals.TryGetValue(c.Value, out var arrives) && arrives <= day).ToList();
            return inTime.Exists(c => c.Listings < 0) ? null : inTime.Sum(c => c.Listings);
        }

        static (string Slug, Text Name) Named(FacetCount producer) => (producer.Value, JsonSerializer.Deserialize<Text>(producer.Name!, Json.Compact)!);
    }
}

/// <summary>Orders as they stand in the address; the best match, or the newest where no words were asked, is what an unknown one means.</summary>
internal static class Sorts
{
    public const string Price = "price", Newest = "newest";
    public static IReadOnlyList<string> All { get; } = [Price, Newest];
}
