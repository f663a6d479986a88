using System.Globalization;

namespace Storefront.Catalog.Revisions;

/// <summary>Where a text was changed: what both begin with, what went, what came, what both end with. Cut between characters as people see them.</summary>
internal sealed record Difference(string Same, string Went, string Came, string Rest)
{
    public static Difference Between(string before, string after)
    {
        var (a, b) = (Characters(before), Characters(after));
        var start = 0;
        while (start < a.Count && start < b.Count && a[start] == b[start]) start++;
        var end = 0;
        while (end < a.Count - start && end < b.Count - start && a[^(end + 1)] == b[^(end + 1)]) end++;
        return new(string.Concat(a[..start]), string.Concat(a[start..^end]), string.Concat(b[start..^end]), string.Concat(a[^end..]));
    }

    static List<string> Characters(string text)
    {
        var found = new List<string>();
        for (var all = StringInfo.GetTextElementEnumerator(text); all.MoveNext();) found.Add(all.GetTextElement());
        return found;
    }
}
