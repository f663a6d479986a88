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
        "有机", "有機", "绿色食品", "綠色食品", "无公害", "無公害", "富硒", "非转基因", "非轉基因", "零添加", "无添加", "無添加", "农药", "農藥", "打药", "打藥", "化肥", "激素", "纯天然", "純天然",
        "治疗", "治療", "治愈", "治癒", "治咳", "治感冒", "治失眠", "医治", "醫治", "治好", "治病", "疗效", "療效", "药效", "藥效", "药用", "藥用", "特效", "包治", "根治", "癌", "糖尿病", "高血压", "高血壓", "三高", "血压", "血壓", "血糖", "血脂", "胆固醇", "膽固醇", "保健", "养生", "養生",
        "补肾", "補腎", "壮阳", "壯陽", "补血", "補血", "滋补", "滋補", "排毒", "减肥", "減肥", "瘦身", "抗衰", "抗氧化", "延年益寿", "延年益壽", "长寿", "長壽", "免疫", "养颜", "養顏", "美容", "美白",
        "清热", "清熱", "润肺", "潤肺", "止咳", "化痰", "降火", "去火", "祛湿", "祛濕", "健脾", "养胃", "養胃", "安神", "助眠", "对身体", "對身體", "有益健康", "促进健康",
    ];

    // Each word by its beginning, so that organically and pesticides are found by organic and pesticide.
    static readonly string[] Latin =
    [
        "organic", "bio", "biologique", "biodynami", "pesticid", "herbicid", "chemical", "agrochemical", "unspray", "never spray", "not spray", "gmo free", "non gmo", "additive free", "no additiv", "all natural", "cures", "cure for", "heal", "remed",
        "medicin", "medicam", "therap", "disease", "maladie", "illness", "cough", "toux", "arthrit", "insomni", "prevents", "cancer", "diabet", "blood pressure", "blood sugar", "cholesterol", "detox", "slimming", "weight loss", "anti ag", "antioxid", "immun", "longevity", "health", "superfood", "good for your", "good for you", "good for the",
        "ogm", "sans additif", "sans produits chimiques", "non trait", "sans trait", "guerit", "guerir", "soigne", "previent", "tension arterielle", "glycemie", "minceur", "maigrir", "longevit", "bienfait", "bon pour", "bonne pour", "bons pour", "pour la sante",
    ];

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
        {
            var rest = string.Join(' ', words.Skip(from).Take(LongestPhrase));
            foreach (var claim in Latin)
                // "bio" is a word of its own: a biologist promises nothing.
                if (rest.StartsWith(claim, StringComparison.Ordinal) && (claim != "bio" || rest == claim || rest[claim.Length] == ' ')) found.Add(claim);
        }
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
