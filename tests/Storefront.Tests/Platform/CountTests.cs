using System.Globalization;
using Storefront.Contracts;
using Storefront.Platform.Web;

namespace Storefront.Tests.Platform;

/// <summary>Sentences that count, and prices, as each language writes them.</summary>
public sealed class CountTests
{
    static string Say(string language, string sentence, decimal number) =>
        Languages.In(language, () => string.Format(CultureInfo.CurrentCulture, sentence, Show.Count(number)));

    [Theory]
    [InlineData("0", "0 boxes"), InlineData("1", "1 box"), InlineData("2", "2 boxes"), InlineData("1000", "1,000 boxes"), InlineData("1.5", "1.5 boxes"), InlineData("1.04", "1 box")]
    public void English_has_one_form_for_one_alone(string number, string says) =>
        Say("en", "{0} {0:box|boxes}", decimal.Parse(number, CultureInfo.InvariantCulture)).ShouldBe(says);

    [Theory]
    [InlineData("0", "0 carton"), InlineData("1", "1 carton"), InlineData("1.5", "1,5 carton"), InlineData("1.96", "2 cartons"), InlineData("2", "2 cartons"),
        InlineData("12345", "12\u202F345 cartons")]
    public void French_has_one_form_below_two(string number, string says) =>
        Say("fr", "{0} {0:carton|cartons}", decimal.Parse(number, CultureInfo.InvariantCulture)).ShouldBe(says);

    [Theory]
    [InlineData("zh"), InlineData("bo")]
    public void Chinese_and_Tibetan_have_one_form_for_all(string language)
    {
        foreach (var number in new[] { 0, 1, 2 }) Say(language, "还剩 {0} 箱", number).ShouldBe($"还剩 {number} 箱");
    }

    [Theory]
    [InlineData("zh", 6800, "¥68.00"), InlineData("en", 123456, "¥1,234.56"), InlineData("fr", 6800, "68,00\u202F¥"),
        InlineData("fr", 123456, "1\u202F234,56\u202F¥"), InlineData("fr", -50, "−0,50\u202F¥"), InlineData("bo", 6800, "¥68.00")]
    public void A_price_is_in_yuan_and_stays_on_one_line(string language, long fen, string says) => Languages.In(language, () => Show.Price(new Money(fen))).ShouldBe(says);

    [Theory]
    [InlineData("zh", "11月25日"), InlineData("en", "25\u00A0November"), InlineData("fr", "25\u00A0novembre"), InlineData("bo", "2026-11-25")]
    public void A_day_is_written_as_its_language_does(string language, string says) => Languages.In(language, () => Show.Day(new(2026, 11, 25))).ShouldBe(says);
}
