
namespace Storefront.Contracts;

/// <summary>An amount in whole fen. The shop sells in one currency (docs/decisions/0006).</summary>
public readonly record struct Money(long Fen) : IComparable<Money>
{
    public const string Currency = "CNY";
    public static Money Zero => default;
    public static Money operator +(Money a, Money b) => new(checked(a.Fen + b.Fen));
    public static Money operator -(Money a, Money b) => new(checked(a.Fen - b.Fen));
    public static Money operator *(Money m, int times) => new(checked(m.Fen * times));
    public static bool operator <(Money a, Money b) => a.Fen < b.Fen;
    public static bool operator >(Money a, Money b) => a.Fen > b.Fen;
    public static bool operator <=(Money a, Money b) => a.Fen <= b.Fen;
    public static bool operator >=(Money a, Money b) => a.Fen >= b.Fen;
    public int CompareTo(Money other) => Fen.CompareTo(other.Fen);

    /// <summary>
    /// Splits the amount by weight so that the shares sum to it exactly: largest remainder, ties to the earlier share.
    /// With no weight at all the first share takes everything. Weights must not be negative.
    /// </summary>
    public IReadOnlyList<Money> Share(IReadOnlyList<long> weights)
    {
        if (weights.Count == 0 || weights.Any(weight => weight < 0)) throw new ArgumentException("At least one weight, none of them negative.", nameof(weights));
        var whole = weights.Aggregate((Int128)0, (sum, weight) => sum + weight);
        if (whole == 0) return [this, .. Enumerable.Repeat(Zero, weights.Count - 1)];

        var sign = Math.Sign(Fen);
        var amount = Int128.Abs(Fen);
        var shares = new long[weights.Count];
        var remainders = new Int128[weights.Count];
        var rest = amount;
        for (var i = 0; i < shares.Length; i++)
        {
            (var share, remainders[i]) = Int128.DivRem(amount * weights[i], whole);
            shares[i] = (long)share;
            rest -= share;
        }
        foreach (var i in Enumerable.Range(0, shares.Length).OrderByDescending(i => remainders[i]).Take((int)rest)) shares[i]++;
        return [.. shares.Select(share => new Money(sign * share))];
    }

    public override string ToString() => $"{Fen} fen";
}

public static class MoneySums
{
    public static Money Sum<T>(this IEnumerable<T> items, Func<T, Money> amount) => items.Aggregate(Money.Zero, (sum, item) => sum + amount(item));
}

/// <summary>A mass in whole grams.</summary>
public readonly record struct Mass(long Grams) : IComparable<Mass>
{
    public static Mass Zero => default;
    public static Mass operator +(Mass a, Mass b) => new(checked(a.Grams + b.Grams));
    public static Mass operator -(Mass a, Mass b) => new(checked(a.Grams - b.Grams));
    public static Mass operator *(Mass m, int times) => new(checked(m.Grams * times));
    public static bool operator <(Mass a, Mass b) => a.Grams < b.Grams;
    public static bool operator >(Mass a, Mass b) => a.Grams > b.Grams;
    public static bool operator <=(Mass a, Mass b) => a.Grams <= b.Grams;
    public static bool operator >=(Mass a, Mass b) => a.Grams >= b.Grams;
    public int CompareTo(Mass other) => Grams.CompareTo(other.Grams);
    public decimal Kilograms => Grams / 1000m;
    public override string ToString() => $"{Grams} g";
}

/// <summary>Days that people speak of are days in China, whatever zone the server or the shopper is in (no daylight saving: UTC+8).</summary>
public static class ChinaTime
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);
    public static DateOnly Day(DateTime utc) => DateOnly.FromDateTime(utc + Offset);
    public static DateTime Of(DateTime utc) => DateTime.SpecifyKind(utc + Offset, DateTimeKind.Unspecified);
    /// <summary>The UTC instant of a wall-clock time in China.</summary>
    public static DateTime ToUtc(DateTime chinaTime) => DateTime.SpecifyKind(chinaTime - Offset, DateTimeKind.Utc);
    public static DateTime StartOf(DateOnly day) => ToUtc(day.ToDateTime(TimeOnly.MinValue));
}

/// <summary>
/// Text that carries its own translations: what a producer wrote, by language (<c>zh</c>, <c>en</c>, <c>fr</c>, <c>bo</c>).
/// Chinese is always there; another language falls back to it, and the page marks the fallback with its <c>lang</c>.
/// </summary>
/// <param name="Zh">Until somebody has added the Chinese, the words as they were written.</param>
/// <param name="Source">The language it was written in, where that is not Chinese.</param>
public sealed record Text(string Zh, string? En = null, string? Fr = null, string? Bo = null, string? Source = null)
{
    public string In(string language) => Exact(language) ?? Zh;
    public string? Exact(string language) => language switch { "en" => En, "fr" => Fr, "bo" => Bo, _ => IsChinese ? Zh : null } is { Length: > 0 } text ? text : null;
    /// <summary>The language that <see cref="In"/> really answers in.</summary>
    public string LanguageOf(string language) => Exact(language) is not null ? language : IsChinese ? "zh" : Source!;
    /// <summary>What <see cref="In"/> answers was put into that language by somebody else than who wrote it.</summary>
    public bool IsTranslated(string language) => LanguageOf(language) != (Source ?? "zh");

    /// <summary>What was written, and what was added to it in other languages; those that are missing stay out.</summary>
    public static Text Written(string source, IReadOnlyDictionary<string, string> words) => new(words.GetValueOrDefault("zh") ?? words[source],
        words.GetValueOrDefault("en"), words.GetValueOrDefault("fr"), words.GetValueOrDefault("bo"), source == "zh" ? null : source);

    bool IsChinese => Source switch { "en" => Zh != En, "fr" => Zh != Fr, "bo" => Zh != Bo, _ => true };
    public override string ToString() => Zh;
}

/// <summary>How to reach the buyer. Either a phone (E.164 or a mainland mobile) or an e-mail is always there.</summary>
/// <param name="Language">The language the order was placed in: zh, en, fr or bo.</param>
public sealed record Contact(string Name, string? Phone, string? Email, string Language);

/// <summary>An address as it was written: free text wins over any list. Field names follow the HTML autocomplete tokens.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Province">address-level1.</param>
/// <param name="City">address-level2.</param>
/// <param name="District">address-level3.</param>
/// <param name="Township">address-level4, only where wanted.</param>
public sealed record Address(string Country, string Province, string City, string? District, string? Township, string Street, string? PostalCode);

/// <summary>A range of days, both included, in China time.</summary>
public readonly record struct ArrivalWindow(DateOnly From, DateOnly To);

/// <summary>A range of temperatures, both included, in whole degrees Celsius.</summary>
/// <param name="From">Null where nothing is too cold.</param>
public sealed record Temperatures(int? From, int To);
