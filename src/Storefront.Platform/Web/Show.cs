using System.Globalization;
using Storefront.Contracts;

namespace Storefront.Platform.Web;

/// <summary>How values are written for people, in the current language. Numbers and their units stay together (no-break spaces).</summary>
public static class Show
{
    const string Nbsp = "\u00A0", Narrow = "\u202F";
    static CultureInfo Culture => CultureInfo.CurrentCulture;

    /// <summary>¥68.00; in French 68,00 ¥. The currency is always the shop's, never the culture's.</summary>
    public static string Price(Money money)
    {
        var sign = money.Fen < 0 ? "−" : "";
        var number = (Math.Abs(money.Fen) / 100m).ToString("N2", Culture);
        return Languages.Current == "fr" ? $"{sign}{number}{Narrow}¥" : $"{sign}¥{number}";
    }

    /// <summary>The amount without its sign, for a price block that draws the sign apart.</summary>
    public static string Amount(Money money) => (money.Fen / 100m).ToString("N2", Culture);

    /// <summary>2.5 kg, in Chinese 2.5 公斤.</summary>
    public static string Kilograms(Mass mass) => $"{mass.Kilograms.ToString("#,0.###", Culture)}{Nbsp}{(Languages.Current == "zh" ? "公斤" : "kg")}";

    /// <summary>2～8 ℃, 2–8 °C, de 2 à 8 °C; ≤ −18 °C.</summary>
    public static string Degrees(Temperatures range)
    {
        var (from, to) = (range.From is { } low ? Signed(low) : null, Signed(range.To));
        var chinese = Languages.Spoken(Languages.Current) == "zh";
        return (from is null ? $"≤{Nbsp}{to}" : chinese ? $"{from}～{to}" : Languages.Current == "fr" ? $"de{Nbsp}{from}{Nbsp}à{Nbsp}{to}" : $"{from}–{to}") + Nbsp + (chinese ? "℃" : "°C");

        static string Signed(int degrees) => degrees < 0 ? $"−{-degrees}" : $"{degrees}";
    }

    public static Money PerKilogram(Money price, Mass net) => new((long)Math.Round(price.Fen * 1000m / Math.Max(1, net.Grams), MidpointRounding.AwayFromZero));
    public static Money PerJin(Money price, Mass net) => new((long)Math.Round(price.Fen * 500m / Math.Max(1, net.Grams), MidpointRounding.AwayFromZero));

    /// <summary>11月25日, 25 November, 25 novembre.</summary>
    public static string Day(DateOnly day) => Languages.Current switch
    {
        "zh" => day.ToString("M月d日", Culture),
        "bo" => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => day.ToString($"d'{Nbsp}'MMMM", Culture),
    };

    /// <summary>10月, October, octobre.</summary>
    public static string Month(int month) => Languages.Current is "zh" or "bo" ? $"{month}月" : Culture.DateTimeFormat.GetMonthName(month);

    /// <summary>A day with its year.</summary>
    public static string DayOfYear(DateOnly day) => Languages.Current switch
    {
        "zh" => day.ToString("yyyy年M月d日", Culture),
        "bo" => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => day.ToString($"d'{Nbsp}'MMMM yyyy", Culture),
    };

    /// <summary>11月25日–27日, 25–27 November, 29 November – 2 December.</summary>
    public static string Window(ArrivalWindow window)
    {
        var (from, to) = (window.From, window.To);
        if (from == to) return Day(from);
        var sameMonth = from.Month == to.Month && from.Year == to.Year;
        return Languages.Current switch
        {
            "zh" => sameMonth ? $"{from.Month}月{from.Day}–{to.Day}日" : $"{Day(from)}–{Day(to)}",
            "bo" => $"{Day(from)} – {Day(to)}",
            _ => sameMonth ? $"{from.Day}–{Day(to)}" : $"{Day(from)}{Nbsp}– {Day(to)}",
        };
    }

    /// <summary>Monday to Sunday, short: 周三, Wed, mer.</summary>
    public static string Weekday(DateOnly day) => day.ToString("ddd", Languages.Culture(Languages.Spoken(Languages.Current)));

    /// <summary>12月8日 周二, Tue 8 December, mar. 8 décembre.</summary>
    /// <param name="shown">The day as it is shown.</param>
    public static string WithWeekday(DateOnly day, string shown) => Languages.Spoken(Languages.Current) == "zh" ? $"{shown} {Weekday(day)}" : $"{Weekday(day)} {shown}";

    /// <summary>An instant as people in China read it: 11月21日 14:05.</summary>
    public static string Moment(DateTime utc) => $"{Day(ChinaTime.Day(utc))}{Nbsp}{ChinaTime.Of(utc).ToString("HH:mm", CultureInfo.InvariantCulture)}";

    /// <summary>The time of day in China: 14:05.</summary>
    public static string Clock(DateTime utc) => ChinaTime.Of(utc).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>For a time element: 2026-11-21T14:05+08:00.</summary>
    public static string Machine(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    public static string Machine(DateTime utc) => ChinaTime.Of(utc).ToString("yyyy-MM-dd'T'HH:mm:ss'+08:00'", CultureInfo.InvariantCulture);

    public static string Number(long number) => number.ToString("N0", Culture);

    /// <summary>For a sentence that counts: {0} {0:box|boxes}.</summary>
    public static Count Count(decimal number) => new(number);

    /// <summary>138 •••• 5678.</summary>
    public static string MaskedPhone(string? phone) => phone is { Length: >= 7 } ? $"{phone[..3]} •••• {phone[^4..]}" : "••••";
    /// <summary>The first character and dots: 卓••.</summary>
    public static string MaskedName(string name) => string.Concat(StringInfo.GetNextTextElement(name.Trim() is { Length: > 0 } n ? n : "•"), "••");
}
