using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Storefront.Catalog.Search;

namespace Storefront.Tests.Catalog;

/// <summary>What finds what: one rule of the tokeniser a test.</summary>
public sealed class TokensTests
{
    static bool Finds(string asked, string written)
    {
        var words = Tokens.Of(written);
        var parts = Tokens.Asked(asked).Joined(words.Contains);
        return parts.Count > 0 && parts.SelectMany(p => Tokens.Cover(p, words.Contains)).All(words.Contains);
    }

    [Theory]
    [InlineData("苹果", "乡城高原苹果")]
    [InlineData("蜜", "乡城百花蜜")]
    [InlineData("乡城苹果", "苹果，长在乡城")]
    [InlineData("高原的苹果", "高原苹果的味道")]
    [InlineData("𠮷野", "𠮷野家")]
    public void Chinese_needs_no_spaces(string asked, string written) => Finds(asked, written).ShouldBeTrue();

    [Theory]
    [InlineData("蘋果", "乡城高原苹果")]
    [InlineData("犛牛", "牦牛绒")]
    [InlineData("鄉城藏區的蘋果", "乡城藏区的苹果")]
    [InlineData("苹果", "鄉城高原蘋果")]
    [InlineData("蕎麥麵", "荞麦面")]
    public void Traditional_characters_are_what_simplified_ones_are(string asked, string written) => Finds(asked, written).ShouldBeTrue();

    [Theory]
    [InlineData("梨子", "青德老树梨")]
    [InlineData("馬鈴薯", "高原土豆")]
    [InlineData("土豆", "高原马铃薯")]
    [InlineData("胡桃仁", "手敲核桃仁")]
    [InlineData("民宿", "认养与住宿")]
    [InlineData("毛牛芝士", "牦牛奶酪")]
    public void Everyday_words_are_what_goods_are_named_by(string asked, string written) => Finds(asked, written).ShouldBeTrue();

    [Theory]
    [InlineData("xiang cheng", "Xiangcheng apples", true)]
    [InlineData("apples xiang cheng", "Xiangcheng apples", true)]
    [InlineData("zhong de", "Zhongde", true)]
    [InlineData("De-Rong", "Derong", true)]
    [InlineData("zhong de rong", "Zhongde Derong", false)]
    [InlineData("qing 梨 de", "Qingde 梨", false)]
    public void Latin_words_typed_apart_find_the_word_they_are_together(string asked, string written, bool finds) => Finds(asked, written).ShouldBe(finds);

    [Fact]
    public void Words_that_stand_by_themselves_stay_apart()
    {
        HashSet<string> known = ["tea", "pot", "teapot", "terre", "deterre"];
        Tokens.Asked("tea pot").Joined(known.Contains).Select(p => p.Text).ShouldBe(["tea", "pot"]);
        Tokens.Asked("de terre").Joined(known.Contains).Select(p => p.Text).ShouldBe(["terre"]);
    }

    [Theory]
    [InlineData("2.5公斤", "2.5", "公斤")]
    [InlineData("２．５公斤", "2.5", "公斤")]
    [InlineData("2,5 kg", "2.5", "kg")]
    [InlineData("2,5kg", "2.5", "kg")]
    [InlineData("5. 苹果", "5", "苹果")]
    [InlineData("No.5", "no", "5")]
    public void A_point_within_a_number_does_not_part_it(string asked, params string[] words) => Tokens.Asked(asked).Parts.Select(p => p.Text).ShouldBe(words);

    [Fact]
    public void A_simplified_character_stays_what_it_is()
    {
        var all = string.Concat(Enumerable.Range(0x4E00, 0x9FFF - 0x4E00).Select(i => (char)i));
        Simplified.Of(Simplified.Of(all)).ShouldBe(Simplified.Of(all));
        Simplified.Of("苹果蜂蜜牦牛核桃藏区 Drolma").ShouldBe("苹果蜂蜜牦牛核桃藏区 Drolma");
    }

    [Theory]
    [InlineData("果苹", "苹果")]
    [InlineData("梨", "苹果")]
    [InlineData("手机", "手工，机会")]
    public void Chinese_that_is_not_written_is_not_found(string asked, string written) => Finds(asked, written).ShouldBeFalse();

    [Fact]
    public void A_run_is_covered_by_the_fewest_pairs_that_are_known()
    {
        HashSet<string> known = ["乡城", "城苹", "苹果", "红富", "富士", "乡", "城", "苹", "果", "红", "富", "士"];
        Tokens.Cover(new("乡城苹果", true), known.Contains).ShouldBe(["乡城", "苹果"]);
        Tokens.Cover(new("红富士", true), known.Contains).ShouldBe(["红富", "富士"]);
        Tokens.Cover(new("红苹果", true), known.Contains).ShouldBe(["红", "苹果"]);
        Tokens.Cover(new("梨", true), known.Contains).ShouldBe(["梨"]);
    }

    [Theory]
    [InlineData("ཀུ་ཤུ", "བོད་ཀྱི་ཀུ་ཤུ།")]
    [InlineData("ཀུ་ཤུ།", "ཀུ་ཤུ")]
    [InlineData("ཀུ་ཤུ་", "ཀུ་ཤུ")]
    [InlineData("ཀུ༌ཤུ", "ཀུ་ཤུ")]
    [InlineData("ཤུ", "ཀུ་ཤུ")]
    public void Tibetan_is_found_by_the_syllable_whatever_ends_it(string asked, string written) => Finds(asked, written).ShouldBeTrue();

    [Fact]
    public void Tibetan_syllables_do_not_match_in_part() => Finds("ཀ", "ཀུ་ཤུ").ShouldBeFalse();

    [Fact]
    public void Tibetan_is_the_same_composed_or_not() => Finds("\u0F40\u0F71\u0F72", "\u0F40\u0F73").ShouldBeTrue();

    [Theory]
    [InlineData("cafe", "Café")]
    [InlineData("CAFÉ", "cafe")]
    [InlineData("dege", "Dêgê")]
    [InlineData("coeur", "cœur de sucre")]
    [InlineData("Ｔｓａｍｐａ", "tsampa")]
    [InlineData("2500g", "２５００ｇ")]
    [InlineData("apple", "Apples")]
    [InlineData("pommes", "la pomme")]
    [InlineData("gateaux", "un gâteau")]
    [InlineData("orge", "Farine d’orge")]
    [InlineData("d'orge", "Farine d’orge")]
    [InlineData("yaan", "Ya’an")]
    [InlineData("Ya'an", "Ya’an")]
    [InlineData("X'G", "the X’G of Zhongde")]
    [InlineData("fingateauxgateauxgateaux25", "Fingâteauxgâteauxgâteaux25")]
    [InlineData("drolma", "Drolma’s apples")]
    [InlineData("apples from the valley", "valley apples")]
    [InlineData("apple苹果", "苹果 apple")]
    public void Latin_words_are_found_without_accents_case_and_small_words(string asked, string written) => Finds(asked, written).ShouldBeTrue();

    [Theory]
    [InlineData("app", "apples")]
    [InlineData("glas", "glass")]
    [InlineData("the", "the apples")]
    public void Parts_of_words_and_small_words_find_nothing(string asked, string written) => Finds(asked, written).ShouldBeFalse();

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("!?。，、“”…—()[]{}<>%_*'\"\\/|;--")]
    [InlineData("།་༌༄")]
    [InlineData("🍎🍏")]
    [InlineData("\u202E\u200F")]
    public void Signs_alone_ask_for_nothing(string asked) => Tokens.Asked(asked).Parts.ShouldBeEmpty();

    [Theory]
    [InlineData("卓玛奶奶的苹果", "卓玛奶奶 高原苹果")]
    [InlineData("乡城的", "乡城苹果")]
    public void What_stands_around_of_is_found_in_any_order(string asked, string written) => Finds(asked, written).ShouldBeTrue();

    [Fact]
    public void However_much_is_written_few_words_are_looked_for()
    {
        foreach (var text in new[] { new string('苹', 10_000), string.Concat(Enumerable.Range(0, 5_000).Select(i => (char)(0x4E00 + i))),
            string.Join(' ', Enumerable.Range(0, 3_000).Select(i => $"w{i}")), new string('x', 10_000) })
        {
            var question = Tokens.Asked(text);
            question.Parts.SelectMany(Tokens.Candidates).Distinct().Count().ShouldBeLessThanOrEqualTo(40);
            question.Parts.ShouldAllBe(p => p.Text.Length <= 32);
        }
        Tokens.Asked(string.Concat(Enumerable.Range(0, 40).Select(i => (char)(0x4E00 + i)))).Cut.ShouldBeTrue();
        Tokens.Asked("apples").Cut.ShouldBeFalse();
    }

    /// <summary>Any text at all, and often one of the scripts that are looked for.</summary>
    static Arbitrary<string> Texts { get; } = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Select(s => s ?? ""),
        Gen.ListOf(Gen.Elements("苹", "果", "乡城", "ཀུ་", "ཤུ།", "Café", "d’orge", "Ya’an", "ﬁn", "２５", " ", "-", "\u0301", "\uD800", "the", "gâteaux", "ǅ", "İ"))
            .Select(parts => string.Concat(parts))).ToArbitrary();

    [Fact]
    public void What_is_asked_in_the_words_of_a_text_finds_it() => Check.QuickThrowOnFailure(Prop.ForAll(Texts, text =>
    {
        var words = Tokens.Of(text);
        return words.Count == 0 || Tokens.Asked(text).Parts.SelectMany(Tokens.Candidates).All(words.Contains);
    }));

    [Fact]
    public void A_word_of_the_index_stays_what_it_is_when_it_is_asked_for() => Check.QuickThrowOnFailure(Prop.ForAll(Texts, text =>
        Tokens.Of(text).All(w => Tokens.Asked(w).Parts is [var only] && only.Text == w)));

    [Theory]
    [InlineData("walnut", "wallnut", 1)]
    [InlineData("honey", "hoeny", 1)]
    [InlineData("matsutake", "matustaake", 2)]
    [InlineData("honey", "honey", 0)]
    [InlineData("pear", "apple", 4)]
    public void Slips_are_counted(string word, string typed, int slips) => Spelling.Distance(word, typed).ShouldBe(slips);

    [Theory]
    [InlineData("tea", 0)]
    [InlineData("pear", 1)]
    [InlineData("walnuts", 1)]
    [InlineData("matsutake", 2)]
    [InlineData("2500g", 0)]
    [InlineData("苹果苹果", 0)]
    public void Short_words_and_others_than_Latin_ones_are_not_forgiven(string word, int forgiven) => Spelling.Forgives(word).ShouldBe(forgiven);

    /// <summary>The database looks for equal forms only: whatever is near enough must share one.</summary>
    [Fact]
    public void What_is_near_enough_shares_a_form() => Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), SharesAForm));

    static bool SharesAForm(int seed)
    {
        var random = new Random(seed);
        var word = new string([.. Enumerable.Range(0, random.Next(4, 13)).Select(_ => (char)('a' + random.Next(26)))]);
        var slips = Spelling.Forgives(word);
        var typed = new StringBuilder(word);
        for (var i = 0; i < slips; i++) Slip(typed, random);
        var written = typed.ToString();
        // The typed word is what is forgiven: the other is the indexed one.
        return Spelling.Distance(word, written) > Spelling.Forgives(word) || Spelling.Forms(word, slips).Overlaps(Spelling.FormsOf(written));
    }

    static void Slip(StringBuilder word, Random random)
    {
        var at = random.Next(word.Length - 1);
        switch (random.Next(4))
        {
            case 0: word.Remove(at, 1); break;
            case 1: word.Insert(at, (char)('a' + random.Next(26))); break;
            case 2: word[at] = (char)('a' + random.Next(26)); break;
            default: (word[at], word[at + 1]) = (word[at + 1], word[at]); break;
        }
    }
}
