using Microsoft.EntityFrameworkCore;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Search;

internal enum Order { Best, Newest, Cheapest }

/// <summary>
/// The listings that have all of some words. One index answers: the rarest word's listings are walked, and each is looked up under the others. LINQ cannot say in
/// which order a join is walked, and SQLite, which keeps no statistics, takes any; it keeps to "cross join", which to PostgreSQL is a join like others.
/// </summary>
/// <param name="words">Rarest first, at least one.</param>
/// <param name="villages">Where they may come from; null for anywhere.</param>
internal sealed class Hits(StoreDb db, IReadOnlyList<string> words, IReadOnlyList<string>? villages)
{
    /// <summary>So many are counted, no more: beyond it nobody reads the numbers, and counting would cost without bound.</summary>
    public const int Counted = 2_000;
    /// <summary>What more than so many have says little about any of them: it is shown by newness, which the index is in order of.</summary>
    public const int Ranked = 20_000;

    readonly List<object> values = [.. words];

    /// <summary>A parameter's place in the statement.</summary>
    string Parameter(object value)
    {
        values.Add(value);
        return $"{{{values.Count - 1}}}";
    }

    string From() => $"from {string.Join(" cross join ", words.Select((_, i) => $"catalog_search_words w{i}"))} where w0.word = {{0}}"
        + string.Concat(words.Skip(1).Select((_, i) => $" and w{i + 1}.word = {{{i + 1}}} and w{i + 1}.number = w0.number"))
        + (villages is null ? ""
            : $" and exists (select 1 from catalog_search_words v where v.word in ({string.Join(", ", villages.Select(v => Parameter(Facets.Term(Facets.Village, v))))}) and v.number = w0.number)");

    /// <summary>The listings of one page.</summary>
    public Task<List<Guid>> Page(Order order, int skip, int take, CancellationToken ct)
    {
        var by = order switch { Order.Best => "says desc, no desc", Order.Newest => "no desc", Order.Cheapest => "fen, no desc" };
        var sql = $"""
            select e.listing_id as "Value"
            from (select w0.number as no, w0.fen as fen, {string.Join(" + ", words.Select((_, i) => $"w{i}.rank"))} as says {From()} order by {by} limit {Parameter(take)} offset {Parameter(skip)}) h
            cross join catalog_search_entries e where e.number = h.no order by {by}
            """;
        return db.Database.SqlQueryRaw<Guid>(sql, [.. values]).ToListAsync(ct);
    }

    /// <summary>How many there are of each value, and of all: the row of the facet "". Of more than <see cref="Counted"/> only the newest are looked at.</summary>
    /// <param name="producers">So many of them at most, those with most goods.</param>
    public Task<List<FacetCount>> Count(int producers, CancellationToken ct)
    {
        var sql = $"""
            with hits as materialized (select w0.number as no {From()} order by w0.number desc limit {Counted + 1}),
            goods as materialized (select e.category, e.producer, e.place, e.month, e.price from hits cross join catalog_search_entries e where e.number = hits.no)
            select '' as "Facet", '' as "Value", null as "Name", cast(count(*) as int) as "Listings" from hits
            union all select '{Facets.Category}', category, null, cast(count(*) as int) from goods group by category
            union all select '{Facets.Village}', place, null, cast(count(*) as int) from goods group by place
            union all select '{Facets.Month}', cast(month as text), null, cast(count(*) as int) from goods where month is not null group by month
            union all select '{Facets.Price}', price, null, cast(count(*) as int) from goods group by price
            union all select '{Facets.Producer}', p.slug, p.name, cast(t.listings as int)
            from (select producer, count(*) as listings from goods group by producer order by 2 desc, 1 limit {producers}) t cross join catalog_producers p where p.slug = t.producer
            """;
        return db.Database.SqlQueryRaw<FacetCount>(sql, [.. values]).ToListAsync(ct);
    }
}

/// <param name="Name">A producer's name, as it is stored.</param>
internal sealed record FacetCount(string Facet, string Value, string? Name, int Listings);
