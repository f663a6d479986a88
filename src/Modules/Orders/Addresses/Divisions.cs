using System.Diagnostics.CodeAnalysis;
using System.Text;
using Storefront.Orders.Checkout;

namespace Storefront.Orders.Addresses;

/// <summary>What the list knows otherwise than it was typed; it is said and never refused.</summary>
/// <param name="Field">The field's token.</param>
/// <param name="Within">What it was looked for in; null for the country.</param>
internal sealed record Doubt(string Field, string Typed, string? Within)
{
    public const string Postcode = "postal-code";
}

/// <summary>The divisions of mainland China (china.txt): lists to choose from, and what a line of text says of them. Never changes.</summary>
internal sealed class Divisions
{
    static readonly Lazy<Divisions> List = new(Read);
    public static Divisions China => List.Value;

    public List<Division> Provinces { get; } = [];

    /// <summary>Of the 41,000 townships only each district's lines are kept: as objects they took four megabytes.</summary>
    static Divisions Read()
    {
        var china = new Divisions();
        using var text = new StreamReader(typeof(Divisions).Assembly.GetManifestResourceStream("china.txt")!);
        var above = new Division?[5];
        var townships = new StringBuilder();
        while (text.ReadLine() is { } line)
        {
            if (line[0] == '4')
            {
                townships.Append(townships.Length == 0 ? "" : "\n").Append(line, 1, line.Length - 1);
                continue;
            }
            Close();
            var division = line.Split('\t') is [var name, var latin] ? new Division(line[0] - '0', name[1..], latin) : new Division(line[0] - '0', line[1..]);
            Array.Clear(above, division.Level, above.Length - division.Level);
            (Array.FindLast(above, d => d is not null)?.Known ?? china.Provinces).Add(division);
            above[division.Level] = division;
        }
        Close();
        return china;

        void Close()
        {
            if (townships.Length > 0) Array.FindLast(above, d => d is not null)!.Townships = townships.ToString();
            townships.Clear();
        }
    }

    /// <summary>The one that is meant: its whole name, as people shorten it, or in Latin letters.</summary>
    public static Division? Named(IEnumerable<Division> among, string? typed)
    {
        var text = typed?.Trim() ?? "";
        if (text.Length < 2) return null;
        return among.FirstOrDefault(d => d.Name == text) ?? among.FirstOrDefault(d => d.Short == text || d.Spellings.Contains(text, StringComparer.Ordinal) || d.IsLatin(text));
    }

    /// <summary>The levels that the list follows from the country down, and where to go on choosing; null when nothing is left to choose or the list does not know what was typed.</summary>
    public (int Level, List<Division> Choices)? Next(TypedAddress typed)
    {
        var within = Provinces;
        while (within is [{ Level: var level }, ..])
        {
            if (Of(typed, level) is not { } text) return (level, within);
            if (Named(within, text) is not { } found) return null;
            within = found.Within;
        }
        return null;
    }

    /// <summary>Takes the choice over into its field; null when it is none of the choices.</summary>
    public TypedAddress? Choose(TypedAddress typed, string? choice) =>
        Next(typed) is var (level, choices) && choices.Find(d => d.Name == choice) is not null
            ? level switch { 1 => typed with { Level1 = choice }, 2 => typed with { Level2 = choice }, 3 => typed with { Level3 = choice }, _ => typed with { Level4 = choice } }
            : null;

    /// <summary>The first level that the list does not find in the one above, and a postcode that the country does not write like that; of districts that are not written in
    /// Chinese the list knows nothing.</summary>
    public IEnumerable<Doubt> Doubts(TypedAddress typed)
    {
        var levels = typed.InChina && (Pasted.CountryNamed(typed.Level1) ?? Pasted.CountryNamed(typed.Level2)) is null ? LevelDoubts(typed) : [];
        return TypedAddress.Given(typed.PostalCode) is { } code && !typed.ContactOnly && !Postcodes.Fits(typed.Country, code) ? levels.Append(new(Doubt.Postcode, code, null)) : levels;
    }

    IEnumerable<Doubt> LevelDoubts(TypedAddress typed)
    {
        Division? above = null;
        string? said = null;
        for (var level = 1; level <= 4; level++)
        {
            if (Of(typed, level) is not { } text) continue;
            var latin = !text.Any(IsHan);
            if (latin && (level > 2 || (level == 2 && above is null))) yield break;
            // Asked for only now: a district's townships are read from their lines each time.
            var within = above?.Within ?? Provinces;
            // Municipalities are often written twice, as province and as city.
            if (level == 2 && above is not null && (text == above.Name || within is [{ Level: 3 }, ..] && Named(Provinces, text)?.Name == above.Name)) continue;
            var known = within.Where(d => d.Level == level).ToList();
            // A level that was left out: the district is looked for in all cities of the province.
            if (known.Count == 0) known = [.. within.SelectMany(d => d.Within).Where(d => d.Level == level)];
            if (Named(known, text) is not { } found)
            {
                yield return new($"address-level{level}", text, said);
                yield break;
            }
            (above, said) = (found, latin ? text : found.Name);
        }
    }

    /// <summary>The levels that a line begins with, and what is left of it: 四川省成都市武侯区人民南路, 成都武侯区…, 北京市北京市朝阳区…</summary>
    public bool TrySplit(string line, [NotNullWhen(true)] out string?[]? levels, out string rest)
    {
        (levels, rest) = (new string?[4], line.TrimStart());
        if (Begin(Provinces, ref rest) is { } province)
        {
            levels[0] = province.Name;
            // Municipalities are often written twice; 吉林省吉林市 is no such thing.
            if (province.IsMunicipality) _ = Begin([province], ref rest);
            if (province.IsMunicipality && rest.StartsWith("市辖区", StringComparison.Ordinal)) rest = rest[3..].TrimStart();
            Go(province, levels, ref rest);
            return true;
        }
        // Without the province: a city names it; so does a district of a name that is there once.
        foreach (var above in Provinces)
            if (Begin(above.Within.Where(c => c.Level == 2), ref rest) is { } city)
            {
                (levels[0], levels[1]) = (above.Name, city.Name);
                Go(city, levels, ref rest);
                return true;
            }
        var start = rest;
        if (Districts().Where(d => start.StartsWith(d.District.Name, StringComparison.Ordinal)).Take(2).ToList() is [var only])
        {
            (levels[0], levels[1], levels[2]) = (only.Province.Name, only.City?.Name, only.District.Name);
            rest = rest[only.District.Name.Length..].TrimStart();
            levels[3] = Begin(only.District.Within, ref rest)?.Name;
            return true;
        }
        levels = null;
        return false;
    }

    IEnumerable<(Division Province, Division? City, Division District)> Districts()
    {
        foreach (var province in Provinces)
            foreach (var below in province.Within)
                if (below.Level == 3) yield return (province, null, below);
                else
                    foreach (var district in below.Within.Where(d => d.Level == 3)) yield return (province, below, district);
    }

    static void Go(Division from, string?[] levels, ref string rest)
    {
        for (var at = from; Begin(at.Within, ref rest) is { } next; at = next) levels[next.Level - 1] = next.Name;
        if (from.Level == 1 && levels[1] is null && !from.IsMunicipality)
            foreach (var city in from.Within)
                if (Begin(city.Within.Where(d => d.Level == 3), ref rest) is { } district)
                {
                    (levels[1], levels[2]) = (city.Name, district.Name);
                    levels[3] = Begin(district.Within, ref rest)?.Name;
                    return;
                }
    }

    /// <summary>The division whose name the text begins with, the longest; the text goes on behind it.</summary>
    static Division? Begin(IEnumerable<Division> among, ref string text)
    {
        var start = text;
        if (start.Length == 0) return null;
        var best = among.SelectMany(d => d.Spellings, (d, spelling) => (Division: d, Spelling: spelling))
            .Where(s => start.StartsWith(s.Spelling, StringComparison.Ordinal)).OrderByDescending(s => s.Spelling.Length).FirstOrDefault();
        if (best.Division is null) return null;
        text = text[best.Spelling.Length..].TrimStart();
        return best.Division;
    }

    static string? Of(TypedAddress typed, int level) => TypedAddress.Given(level switch { 1 => typed.Level1, 2 => typed.Level2, 3 => typed.Level3, _ => typed.Level4 });

    internal static bool IsHan(char c) => c is >= '\u4E00' and <= '\u9FFF';
}
