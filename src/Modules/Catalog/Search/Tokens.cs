using System.Globalization;
using System.Text;

namespace Storefront.Catalog.Search;

/// <summary>
/// Text as searchable words, the same for what is indexed and for what is asked. Full-width is half-width, upper case lower, a traditional character its simplified
/// one. Chinese has no spaces: every two
/// neighbouring characters are a word, and every single one. Tibetan is split into syllables at the tsheg. Of other scripts a word is a run of letters and digits
/// without accents, the plural's s and the commonest small words; an apostrophe parts it (d’orge) and joins it (Ya’an, Yaan), a point within a number joins it
/// (2.5), and a unit behind one is a word of its own (2.5kg).
/// </summary>
internal static class Tokens
{
    const int Longest = 24;
    /// <summary>So many words and Chinese characters of a question are looked for; the others would only cost.</summary>
    const int MostWords = 8, MostHan = 16;

    static readonly HashSet<string> Small = new(new[]
    {
        "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "from", "has", "have", "her", "his", "in", "is", "it", "its", "not", "of", "on", "or", "our", "so", "than", "that",
        "the", "their", "they", "this", "to", "was", "we", "when", "where", "which", "who", "with", "you", "your",
        "au", "aux", "avec", "ce", "ces", "dans", "de", "des", "du", "elle", "en", "est", "et", "il", "ils", "la", "le", "les", "leur", "leurs", "mais", "ne", "nous", "ou", "par", "pas",
        "plus", "pour", "qu", "que", "qui", "sa", "se", "ses", "son", "sont", "sur", "un", "une", "vous",
    }.Select(Singular), StringComparer.Ordinal);

    /// <summary>Every word that finds this text.</summary>
    public static IReadOnlySet<string> Of(string? text)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var run in Runs(text))
            if (run.Han) words.UnionWith(Pairs(run.Text).Concat(Singles(run.Text)));
            else words.UnionWith(Words(run, joined: true).Select(w => w.Text).Where(w => !IsSmall(w)));
        return words;
    }

    /// <summary>What is looked for: a Chinese run is one part, which <see cref="Cover"/> turns into words when it is known which words there are.</summary>
    public static Question Asked(string? text)
    {
        var parts = new List<Part>();
        var (han, cut) = (0, false);
        var apart = new List<Apart>();
        string? before = null;
        foreach (var run in Runs(text))
        {
            var words = run.Han ? [] : Words(run, joined: false).ToList();
            if (before is not null && words.Count > 0 && !run.Tibetan) apart.Add(new(before, words[0].Text));
            before = run.Tibetan ? null : words.LastOrDefault()?.Text;
            if (!run.Han) parts.AddRange(words);
            // 卓玛奶奶的苹果: what stands around 的 is looked for, in whatever order a listing says it.
            else foreach (var piece in run.Text.Split('的', StringSplitOptions.RemoveEmptyEntries))
            {
                var characters = Singles(piece).ToList();
                var left = Math.Min(characters.Count, MostHan - han);
                cut |= left < characters.Count;
                han += left;
                if (left > 0) parts.Add(new(string.Concat(characters.Take(left)), true));
            }
        }
        parts = [.. parts.DistinctBy(p => (p.Text, p.Han))];
        if (parts.Exists(p => !IsSmall(p.Text))) parts.RemoveAll(p => IsSmall(p.Text));
        return new([.. parts.Take(MostWords)], cut || parts.Count > MostWords, [.. apart.Distinct().Take(MostWords)]);
    }

    /// <summary>All words that a cover of the part may be made of.</summary>
    public static IEnumerable<string> Candidates(Part part) => part.Han ? Pairs(part.Text).Concat(Singles(part.Text)) : [part.Text];

    /// <summary>
    /// The fewest words that together are all of a Chinese run, of those that listings have: 乡城苹果 is 乡城 and 苹果, though 城苹 stands nowhere. Pairs are taken
    /// before a single character (红苹果 is 红 and 苹果). Two of those side by side would find what has nothing to do with it (手机 in 手工 and 机会): they stay together, a
    /// word that no listing has.
    /// </summary>
    public static IReadOnlyList<string> Cover(Part part, Func<string, bool> isKnown)
    {
        if (!part.Han) return [part.Text];
        const int ofPair = 10, ofSingle = 15, ofUnknown = 1000;
        var c = Singles(part.Text).ToList();
        var best = new (int Cost, int From, string Word)[c.Count + 1];
        for (var end = 1; end <= c.Count; end++)
        {
            best[end] = (best[end - 1].Cost + (isKnown(c[end - 1]) ? ofSingle : ofUnknown), end - 1, c[end - 1]);
            if (end < 2) continue;
            var two = c[end - 2] + c[end - 1];
            if (!isKnown(two)) continue;
            // Beside what is covered up to before it, or over its last character.
            foreach (var from in new[] { end - 2, end - 1 })
                if (best[from].Cost + ofPair < best[end].Cost) best[end] = (best[from].Cost + ofPair, from, two);
        }
        var words = new List<string>();
        for (var end = c.Count; end > 0; end = best[end].From) words.Add(best[end].Word);
        words.Reverse();
        var apart = new List<string>();
        var single = false;
        foreach (var word in words)
        {
            var alone = Singles(word).Count() == 1;
            if (alone && single) apart[^1] += word;
            else apart.Add(word);
            single = alone;
        }
        return [.. apart.Distinct(StringComparer.Ordinal)];
    }

    internal static bool IsSmall(string word) => Small.Contains(word) || (word.Length == 1 && char.IsAsciiLetterLower(word[0]));

    readonly record struct Run(string Text, bool Han, bool Tibetan);

    static IEnumerable<Run> Runs(string? text)
    {
        var now = new StringBuilder();
        var kind = Script.None;
        var runes = Plain(text).EnumerateRunes().ToArray();
        for (var i = 0; i < runes.Length; i++)
        {
            var (rune, next) = (runes[i], IsPoint(i) ? Script.Other : ScriptOf(runes[i]));
            // An accent that stands alone belongs to the letter before it.
            if (next == Script.Mark) next = kind is Script.Other ? Script.Other : Script.None;
            if (next == Script.Apostrophe) next = kind is Script.Other ? Script.Other : Script.None;
            if (next != kind && now.Length > 0)
            {
                yield return new(now.ToString(), kind == Script.Han, kind == Script.Tibetan);
                now.Clear();
            }
            kind = next;
            if (next != Script.None) now.Append(rune.ToString());
        }
        if (now.Length > 0) yield return new(now.ToString(), kind == Script.Han, kind == Script.Tibetan);

        bool IsPoint(int i) => runes[i].Value is '.' or ',' && i > 0 && i + 1 < runes.Length && IsDigit(runes[i - 1]) && IsDigit(runes[i + 1]);
        static bool IsDigit(Rune rune) => rune.IsAscii && Rune.IsDigit(rune);
    }

    /// <summary>Half a surrogate pair cannot be normalised; runes turn it into the sign for "unreadable".</summary>
    static string Plain(string? text)
    {
        var whole = new StringBuilder(text?.Length ?? 0);
        foreach (var rune in (text ?? "").EnumerateRunes()) whole.Append(rune.ToString());
        return Synonyms.Of(Simplified.Of(whole.ToString().Normalize(NormalizationForm.FormKC).ToLowerInvariant()));
    }

    enum Script { None, Han, Tibetan, Other, Mark, Apostrophe }

    static Script ScriptOf(Rune rune) => rune.Value switch
    {
        '\'' or '’' or 'ʼ' => Script.Apostrophe,
        0x3005 or 0x3007 or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0x20000 and <= 0x3FFFF) => Script.Han,
        >= 0x0F00 and <= 0x0FFF => Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber ? Script.Tibetan : Script.None,
        _ when Rune.IsLetterOrDigit(rune) => Script.Other,
        _ when Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark => Script.Mark,
        _ => Script.None,
    };

    static IEnumerable<Part> Words(Run run, bool joined)
    {
        if (run.Tibetan) return [new(Short(run.Text), false)];
        var parts = Folded(run.Text).Split(['\'', '’', 'ʼ'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length > 1 && joined) parts = [.. parts, string.Concat(parts)];
        // X’G: its letters alone are small words, so it is asked for as what it is together.
        else if (parts.Length > 1 && parts.All(IsSmall)) parts = [string.Concat(parts)];
        // Cut before the plural goes: else a cut word could end in an s of its own and be another when it is asked for.
        return parts.SelectMany(FromItsUnit).Select(Short).Select(w => new Part(Singular(w), false) { Typed = w });
    }

    static IEnumerable<string> FromItsUnit(string word)
    {
        var begun = 0;
        for (var i = 1; i < word.Length; i++)
        {
            if (!char.IsAsciiDigit(word[i - 1]) || !char.IsLetter(word, i)) continue;
            yield return word[begun..i];
            begun = i;
        }
        yield return word[begun..];
    }

    static string Folded(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
            if (char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                folded.Append(c switch { 'œ' => "oe", 'æ' => "ae", 'ß' => "ss", 'ø' => "o", 'ł' => "l", 'đ' => "d", 'ı' => "i", ',' => ".", _ => char.ToLowerInvariant(c).ToString() });
        return folded.ToString();
    }

    static string Singular(string word) =>
        word.Length >= 4 && word.All(char.IsAsciiLetterLower) && ((word[^1] == 's' && word[^2] != 's') || word.EndsWith("eaux", StringComparison.Ordinal)) ? word[..^1] : word;

    static string Short(string word) => word.Length <= Longest ? word : word[..Longest];

    static IEnumerable<string> Singles(string han) => han.EnumerateRunes().Select(r => r.ToString());
    static IEnumerable<string> Pairs(string han) => Singles(han).Zip(Singles(han).Skip(1), (a, b) => a + b);
}

/// <param name="Cut">There was more than is looked for.</param>
/// <param name="Apart">Neighbours that may belong together.</param>
internal sealed record Question(IReadOnlyList<Part> Parts, bool Cut, IReadOnlyList<Apart> Apart)
{
    /// <summary>Its parts, neighbours as the one word they are together (xiang cheng) where that is known and one of them is not.</summary>
    public IReadOnlyList<Part> Joined(Func<string, bool> isKnown)
    {
        var (parts, taken) = (Parts.ToList(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (first, second) in Apart)
        {
            if (!isKnown($"{first}{second}") || (Stands(first) && Stands(second)) || taken.Contains(first) || taken.Contains(second)) continue;
            var at = parts.FindIndex(p => p.Text == first || p.Text == second);
            if (at < 0) continue;
            parts[at] = new($"{first}{second}", false);
            parts.RemoveAll(p => p.Text == first || p.Text == second);
            taken.UnionWith([first, second]);
        }
        return parts;

        bool Stands(string word) => Tokens.IsSmall(word) || isKnown(word);
    }
}

/// <summary>Two Latin words side by side.</summary>
internal readonly record struct Apart(string First, string Second);

/// <param name="Han">A Chinese run, of which words are yet to be made.</param>
internal sealed record Part(string Text, bool Han)
{
    /// <summary>With the plural that it was asked with.</summary>
    public string Typed { get; init; } = Text;
}
