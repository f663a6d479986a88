using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Storefront.Platform.Web;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Catalog;

/// <summary>A number is read as the person who typed it meant it, or not at all.</summary>
public sealed class TypedTests
{
    [Theory]
    [InlineData("68", "68"), InlineData("59.5", "59.5"), InlineData("2,5", "2.5"), InlineData("59,90", "59.90"), InlineData("１，２８０", "1280"), InlineData(" 68 ", "68")]
    [InlineData("1,280", "1280"), InlineData("12,000", "12000"), InlineData("1,000,000", "1000000"), InlineData("1,280.50", "1280.50"), InlineData("1 280", "1280")]
    [InlineData("1\u00A0280,50", "1280.50"), InlineData("1\u202F280", "1280"), InlineData("2.4999", "2.4999")]
    public void What_has_one_meaning_is_read(string typed, string meant) => Typed.Number(typed).ShouldBe(decimal.Parse(meant, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(null), InlineData(""), InlineData("cheap"), InlineData("-1"), InlineData("1,2800"), InlineData("0,280"), InlineData("1280,500"),
        InlineData("1,28,000"), InlineData("1,280,50"), InlineData("1.280,50")]
    [InlineData("1.2.3"), InlineData("1 2"), InlineData("12 80"), InlineData("1,"), InlineData(",5"), InlineData("1,000 000"), InlineData("٦٨"), InlineData("1e3")]
    public void What_has_none_or_two_is_not(string? typed) => Typed.Number(typed).ShouldBeNull();

    [Theory]
    [InlineData("50公斤", "50"), InlineData("５０ 千克", "50"), InlineData("2.5kg", "2.5"), InlineData("2,5 KG", "2.5"), InlineData("1,280 公斤", "1280"), InlineData("50", "50")]
    [InlineData("50斤", null), InlineData("50市斤", null), InlineData("500g", null), InlineData("50公斤公斤", null), InlineData("公斤", null), InlineData("50元", null),
        InlineData("1,5000公斤", null), InlineData("", null), InlineData(null, null)]
    public void Kilograms_are_read_with_their_unit_and_with_no_other(string? typed, string? meant) => Typed.Kilograms(typed).ShouldBe(Meant(meant));

    [Theory]
    [InlineData("40元", "40"), InlineData("¥40", "40"), InlineData("￥ ４０．５０", "40.50"), InlineData("40 yuan", "40"), InlineData("40块", "40"),
        InlineData("1,280.50元", "1280.50"), InlineData("1 280,50 ¥", "1280.50"), InlineData("40 RMB", "40"), InlineData("40", "40")]
    [InlineData("40€", null), InlineData("$40", null), InlineData("¥40元", null), InlineData("¥", null), InlineData("元", null), InlineData("40公斤", null),
        InlineData("4,0元5", null), InlineData("-40元", null), InlineData("", null), InlineData(null, null)]
    public void A_price_is_read_with_its_unit_and_with_no_other(string? typed, string? meant) => Typed.Yuan(typed).ShouldBe(Meant(meant));

    [Theory]
    [InlineData("20箱", "20"), InlineData("２０ 箱", "20"), InlineData("1,280件", "1280"), InlineData("20 boxes", "20"), InlineData("1 carton", "1"),
        InlineData("4位", "4"), InlineData("20", "20")]
    [InlineData("20公斤", null), InlineData("20个", null), InlineData("两箱", null), InlineData("箱", null), InlineData("", null), InlineData(null, null)]
    public void Boxes_are_read_with_the_word_they_are_counted_by_and_with_no_other(string? typed, string? meant) => Typed.Count(typed).ShouldBe(Meant(meant));

    static decimal? Meant(string? number) => number is null ? null : decimal.Parse(number, CultureInfo.InvariantCulture);

    [Fact]
    public void What_the_shop_writes_in_any_language_is_read_as_the_same_number() => Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), fen =>
    {
        foreach (var language in Languages.All)
            foreach (var digits in new[] { 0, 2 })
                Typed.Number(decimal.Round(fen / 100m, digits).ToString($"N{digits}", Languages.Culture(language))).ShouldBe(decimal.Round(fen / 100m, digits));
    }));

    [Fact]
    public void The_script_of_the_page_reads_by_the_same_patterns()
    {
        var script = Repository.Read("src/Storefront.Web/wwwroot/js/listing.js");
        script.ShouldContain($"shape = /{Typed.Shape}/,");
        script.ShouldContain($"thousands = /{Typed.Thousands}/g;");
    }
}
