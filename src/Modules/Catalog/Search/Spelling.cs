namespace Storefront.Catalog.Search;

/// <summary>
/// Forgives slips of the finger in Latin words: one, or two in a long word. Two words at that distance have a form in common when letters are left out of both,
/// so that the database finds what is near by equality, and only those few are measured.
/// </summary>
internal static class Spelling
{
    const int Shortest = 4, Long = 8, Longest = 16;

    /// <summary>How many slips are forgiven; none in what is short, has digits or is no Latin word.</summary>
    public static int Forgives(string word) => word.Length is < Shortest or > Longest || !word.All(char.IsAsciiLetterLower) ? 0 : word.Length >= Long ? 2 : 1;

    /// <summary>What an indexed word is found by: it may be one letter shorter than the shortest that is forgiven.</summary>
    public static IReadOnlySet<string> FormsOf(string indexed) => indexed.Length is < Shortest - 1 or > Longest + 2 || !indexed.All(char.IsAsciiLetterLower)
        ? new HashSet<string>(StringComparer.Ordinal) : Forms(indexed, indexed.Length >= Long - 1 ? 2 : 1);

    /// <summary>The word itself, and with up to so many letters left out.</summary>
    public static IReadOnlySet<string> Forms(string word, int letters)
    {
        var forms = new HashSet<string>(StringComparer.Ordinal) { word };
        List<string> last = [word];
        for (var left = 0; left < letters; left++)
        {
            last = [.. last.SelectMany(w => Enumerable.Range(0, w.Length).Select(i => w.Remove(i, 1))).Where(forms.Add)];
        }
        return forms;
    }

    /// <summary>With how many letters both begin and end: of what is as near, peper is pepper rather than paper, and chese is cheese.</summary>
    public static int Alike(string a, string b)
    {
        var (begin, end, most) = (a.AsSpan().CommonPrefixLength(b), 0, Math.Min(a.Length, b.Length));
        while (begin + end < most && a[^(end + 1)] == b[^(end + 1)]) end++;
        return begin + end;
    }

    /// <summary>How many letters differ, are missing, too many, or stand in each other's place.</summary>
    public static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
            {
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        return d[a.Length, b.Length];
    }
}
