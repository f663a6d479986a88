using Storefront.Contracts;
using Storefront.Platform.Web;

namespace Storefront.Tests.Platform;

public sealed class TextTests
{
    static Text Written(string source, params (string Language, string Words)[] words) => Text.Written(source, words.ToDictionary(w => w.Language, w => w.Words, StringComparer.Ordinal));

    [Fact]
    public void A_language_that_is_missing_falls_back_to_Chinese_and_without_Chinese_to_what_was_written()
    {
        var english = Written("en", ("en", "Apples"));
        (english.In("fr"), english.LanguageOf("fr"), english.LanguageOf("zh"), english.Exact("zh")).ShouldBe(("Apples", "en", "en", null));
        var both = Written("en", ("en", "Apples"), ("zh", "苹果"));
        (both.In("fr"), both.LanguageOf("fr"), both.Exact("zh")).ShouldBe(("苹果", "zh", "苹果"));
    }

    [Fact]
    public void What_somebody_else_put_into_a_language_is_a_translation()
    {
        var text = Written("en", ("en", "Apples"), ("zh", "苹果"), ("fr", "Pommes"));
        new[] { "zh", "en", "fr", "bo" }.Select(text.IsTranslated).ShouldBe([true, false, true, true]);
        new Text("苹果").IsTranslated("en").ShouldBeFalse("it is shown in Chinese, as it was written");
    }

    [Fact]
    public void It_is_stored_and_read_again_as_it_was() =>
        System.Text.Json.JsonSerializer.Deserialize<Text>(System.Text.Json.JsonSerializer.Serialize(Written("bo", ("bo", "ཀུ་ཤུ")),
            Storefront.Platform.Data.Json.Compact), Storefront.Platform.Data.Json.Compact).ShouldBe(Written("bo", ("bo", "ཀུ་ཤུ")));

    [Theory]
    [InlineData("en", "四川省", "zh-Hans"), InlineData("fr", "林小雨 Lin", "zh-Hans"), InlineData("en", "Paris", null), InlineData("en", null, null)]
    [InlineData("zh", "四川省", null), InlineData("bo", "四川省", null)]
    public void What_somebody_wrote_in_Chinese_is_marked_where_the_page_speaks_another_language(string language, string? written, string? tag) =>
        Languages.In(language, () => Languages.TagOf(written)).ShouldBe(tag);
}
