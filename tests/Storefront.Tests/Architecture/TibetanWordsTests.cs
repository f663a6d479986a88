using System.Text.RegularExpressions;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Architecture;

/// <summary>Nobody here writes Tibetan: each of its words is one of the glossary's, for what the glossary says it means.</summary>
public sealed partial class TibetanWordsTests
{
    const string Glossary = "src/Storefront.Platform/Tibetan/glossary.csv";
    sealed record Term(string English, string Chinese, string Tibetan, string Source);

    static IReadOnlyList<Term> Terms { get; } = [.. Repository.Read(Glossary).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
        .Select(line => Cell().Matches(line).Select(m => m.Groups["cell"].Value.Trim('"')).ToList()).Select(c => new Term(c[2], c[3], c[5], c[6]))];

    [GeneratedRegex("""(^|,)(?<cell>"[^"]*"|[^,]*)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Cell();

    static bool IsSourced(string tibetan, string chinese, string english) => Terms.Any(t => t.Tibetan == tibetan && (t.Chinese == chinese || t.English == english));

    [Fact]
    public void The_glossary_holds_sourced_terms_and_no_drafts()
    {
        Terms.Count.ShouldBe(151);
        Terms.ShouldAllBe(t => t.Tibetan.Any(c => c >= '\u0F00' && c <= '\u0FFF') && t.Source.Length > 0 && !t.Source.Contains("draft"));
    }

    [Fact]
    public void Every_Tibetan_word_is_a_sourced_one_that_means_what_its_key_says()
    {
        var seen = 0;
        foreach (var home in WordsTests.Homes)
        {
            var (chinese, english, tibetan) = (WordsTests.Words(home, ""), WordsTests.Words(home, ".en"), WordsTests.Words(home, ".bo"));
            tibetan.Keys.Except(chinese.Keys).ShouldBeEmpty($"only in {home}/Words.bo.resx");
            tibetan.Where(w => !IsSourced(w.Value, chinese[w.Key], english[w.Key])).Select(w => $"{w.Key}: {w.Value}").ShouldBeEmpty($"not the glossary's in {home}/Words.bo.resx");
            seen += tibetan.Count;
        }
        seen.ShouldBeGreaterThan(60);
    }

    [Theory]
    [InlineData("ནང་དུ་འཛུལ་བ", "登录", "Sign in", true), InlineData("ཁ་བྱང", "地址", "Address", true)]
    [InlineData("ནང་དུ་འཛུལ་བ", "退出", "Sign out", false), InlineData("ཚོང་སྒྲོམ", "购物车", "Basket", false)]
    public void The_rule_knows_a_word_of_another_sense_and_one_that_was_made_up(string tibetan, string chinese, string english, bool sourced) =>
        IsSourced(tibetan, chinese, english).ShouldBe(sourced);

    /// <summary>There no markup can say that a word is Tibetan: it is written as T["..."].Value, which is the Chinese.</summary>
    [Fact]
    public void No_word_with_a_Tibetan_one_stands_where_only_text_can()
    {
        foreach (var view in Repository.Files("src", "*.cshtml"))
        {
            var tibetan = WordsTests.Words(TheShop.HomeOf(view), ".bo").Keys;
            foreach (Match element in OnlyText().Matches(Repository.Read(view)))
                foreach (Match word in Word().Matches(element.Value))
                    tibetan.Where(key => word.Groups["begun"].Success ? key.StartsWith(word.Groups["begun"].Value, StringComparison.Ordinal)
                        : key == word.Groups["key"].Value).ShouldBeEmpty($"in <{element.Groups["tag"].Value}> of {view}");
        }
    }

    [Theory]
    [InlineData("<option value=\"\">@T[\"a\"]</option>", "a"), InlineData("<title>@T[$\"b.{c}\"]</title>", "b."),
        InlineData("<option>@T[\"a\"].Value</option>", null), InlineData("<p>@T[\"a\"]</p>", null)]
    public void The_scan_finds_words_where_only_text_can_stand(string view, string? found) =>
        OnlyText().Matches(view).SelectMany(e => Word().Matches(e.Value)).Select(w => w.Groups["begun"].Value + w.Groups["key"].Value).SingleOrDefault().ShouldBe(found);

    [GeneratedRegex("""<(?<tag>option|title|textarea|script)\b("[^"]*"|[^">])*>.*?</\k<tag>>""", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex OnlyText();

    [GeneratedRegex("""\bT\[(\$"(?<begun>[^"{]*)\{[^"]*"|"(?<key>[^"]+)")[^\]]*\](?!\.Value)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();
}
