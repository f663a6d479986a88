using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Storefront.Contracts;

namespace Storefront.Catalog.Revisions;

/// <summary>
/// Words that promise something of food which somebody has to be able to prove: how it was grown, what it lacks, what it does to a body. The list finds what must be
/// read by a person; it decides nothing. It knows no Tibetan, so Tibetan words are always read.
/// </summary>
internal static class FoodClaims
{
    static readonly string[] Chinese =
    [
        "有机", "绿色食品", "无公害", "富硒", "非转基因", "零添加", "无添加", "无农药", "零农药", "不打药", "不打农药", "不用农药", "纯天然", "治疗", "治病", "疗效", "药效", "药用", "特效", "包治", "根治",
        "抗癌", "防癌", "癌", "糖尿病", "高血压", "三高", "血压", "血糖", "血脂", "胆固醇", "保健", "养生", "补肾", "壮阳", "补血", "排毒", "减肥", "瘦身", "抗衰", "延年益寿", "长寿", "免疫", "养颜", "美白",
    ];

    static readonly string[] Latin =
    [
        "organic", "bio", "pesticide free", "chemical free", "no pesticides", "without pesticides", "unsprayed", "gmo free", "non gmo", "additive free", "no additives", "all natural", "cure", "cures", "heal", "heals", "healing", "remedy",
        "medicinal", "therapeutic", "prevents", "cancer", "diabetes", "blood pressure", "blood sugar", "cholesterol", "detox", "slimming", "weight loss", "anti ageing", "anti aging", "immune", "immunity", "longevity", "health benefits", "healthy", "superfood",
        "biologique", "biologiques", "sans pesticide", "sans pesticides", "sans ogm", "sans additif", "sans additifs", "sans produits chimiques", "non traite", "non traitees", "guerit", "guerir", "soigne", "soigner", "remede", "medicinal",
        "medicinales", "therapeutique", "previent", "tension arterielle", "glycemie", "minceur", "maigrir", "anti age", "immunite", "immunitaire", "longevite", "bienfaits", "bon pour la sante",
    ];

    static readonly FrozenSet<string> Phrases = Latin.ToFrozenSet(StringComparer.Ordinal);
    static readonly int LongestPhrase = Latin.Max(p => p.Count(c => c == ' ') + 1);

    /// <summary>The claims of a text in its languages, in the order of the lists.</summary>
    public static IReadOnlyList<string> Of(params ReadOnlySpan<Text?> texts)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var text in texts)
            foreach (var said in new[] { text?.Zh, text?.En, text?.Fr })
                if (said is not null) Add(said.Normalize(NormalizationForm.FormKC), found);
        return [.. found];
    }

    /// <summary>What the words claim that those before did not, or they are in a language that the list does not know.</summary>
    public static bool MustBeRead(Text?[] before, Text?[] after) => Of(after).Except(Of(before), StringComparer.Ordinal).Any() || !before.Select(t => t?.Bo).SequenceEqual(after.Select(t => t?.Bo), StringComparer.Ordinal);

    static void Add(string said, SortedSet<string> found)
    {
        foreach (var claim in Chinese) if (said.Contains(claim, StringComparison.Ordinal)) found.Add(claim);
        var words = Plain(said).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var from = 0; from < words.Length; from++)
            for (var count = 1; count <= LongestPhrase && from + count <= words.Length; count++)
                if (string.Join(' ', words, from, count) is var phrase && Phrases.Contains(phrase)) found.Add(phrase);
    }

    /// <summary>Small letters without accents; all else parts words.</summary>
    static string Plain(string said)
    {
        var plain = new StringBuilder();
        foreach (var c in said.Normalize(NormalizationForm.FormKD).ToLowerInvariant())
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark) plain.Append(char.IsAsciiLetterOrDigit(c) ? c : ' ');
        return plain.ToString();
    }
}
