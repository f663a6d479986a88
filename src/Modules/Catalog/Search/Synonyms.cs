namespace Storefront.Catalog.Search;

/// <summary>
/// Everyday words as the ones that goods are named by. Only what means the same: a kind for its genus would find too much. Like the traditional characters' table it is
/// read by what is indexed and by what is asked, so that both find it.
/// </summary>
internal static class Synonyms
{
    static readonly (string Everyday, string Named)[] Words =
    [
        ("梨子", "梨"), ("萍果", "苹果"), ("胡桃", "核桃"),
        ("马铃薯", "土豆"), ("洋芋", "土豆"), ("山药蛋", "土豆"),
        ("海椒", "辣椒"), ("辣子", "辣椒"), ("麻椒", "花椒"),
        ("蘑菇", "菌子"), ("羊肚菇", "羊肚菌"), ("松口蘑", "松茸"),
        ("蜂糖", "蜂蜜"), ("蜜糖", "蜂蜜"), ("芝士", "奶酪"), ("乳酪", "奶酪"), ("起司", "奶酪"), ("毛牛", "牦牛"),
        ("民宿", "住宿"), ("客栈", "住宿"), ("毯子", "毯"),
        ("礼品盒", "礼盒"), ("礼物", "礼盒"), ("礼品", "礼盒"), ("送礼", "礼盒"),
    ];

    // An apple of the earth is none; and what Wade and Giles wrote with an apostrophe is one syllable (Hsiang-ch'eng).
    static readonly (string Written, string Read)[] Latin = [("pommes de terre", "patates"), ("pomme de terre", "patate"), ("ch'", "ch"), ("ch’", "ch")];

    public static string Of(string text)
    {
        foreach (var (written, read) in Latin) text = text.Replace(written, read, StringComparison.Ordinal);
        if (!text.AsSpan().ContainsAnyInRange('\u4E00', '\u9FFF')) return text;
        foreach (var (everyday, named) in Words) text = text.Replace(everyday, named, StringComparison.Ordinal);
        return text;
    }
}
