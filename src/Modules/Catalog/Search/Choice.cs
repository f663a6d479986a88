using System.Globalization;
using System.Text;

namespace Storefront.Catalog.Search;

/// <summary>What a visitor looks for, as it stands in the address: links and the form keep all of it. What is unknown in it counts as not chosen.</summary>
public sealed record Choice
{
    public string? Q { get; init; }
    public string? Category { get; init; }
    public string? Producer { get; init; }
    public string? Village { get; init; }
    public string? Month { get; init; }
    public string? Price { get; init; }
    /// <summary>At the door by this day: 2026-11-20.</summary>
    public string? By { get; init; }
    public string? Sort { get; init; }
    public int Page { get; init; }
    public string? To { get; init; }

    public bool Narrows => Producer is not null || Village is not null || Month is not null || Price is not null || By is not null;

    /// <summary>The value chosen for a facet.</summary>
    public string? Of(string facet) => facet switch
    {
        Facets.Category => Category, Facets.Producer => Producer, Facets.Village => Village, Facets.Month => Month, Facets.Price => Price, Facets.By => By, _ => null,
    };

    public Choice With(string facet, string? value) => facet switch
    {
        Facets.Category => this with { Category = value, Page = 1 },
        Facets.Producer => this with { Producer = value, Page = 1 },
        Facets.Village => this with { Village = value, Page = 1 },
        Facets.Month => this with { Month = value, Page = 1 },
        Facets.Price => this with { Price = value, Page = 1 },
        Facets.By => this with { By = value, Page = 1 },
        _ => this,
    };

    /// <summary>Everything but what is usual, to stand behind a path.</summary>
    /// <param name="inPath">A facet that the path says already.</param>
    internal string Query(string? inPath = null)
    {
        var query = new StringBuilder();
        foreach (var (name, value) in Pairs(inPath)) query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return query.ToString();
    }

    internal IEnumerable<(string Name, string Value)> Pairs(string? inPath) =>
        new (string Name, string? Value)[]
        {
            ("q", Q), (Facets.Category, Category), (Facets.Producer, Producer), (Facets.Village, Village), (Facets.Month, Month), (Facets.Price, Price), (Facets.By, By), ("sort", Sort),
            ("to", To), ("page", Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null),
        }.Where(p => !string.IsNullOrEmpty(p.Value) && p.Name != inPath).Select(p => (p.Name, p.Value!));
}
