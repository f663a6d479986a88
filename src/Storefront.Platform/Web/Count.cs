using System.Globalization;

namespace Storefront.Platform.Web;

/// <summary>
/// A number that a sentence counts with: {0} writes it, {0:box|boxes} the form that goes with it, which is the first for one alone, and in French for
/// all below two. Chinese has one form and names none.
/// </summary>
public readonly record struct Count(decimal Number) : IFormattable
{
    /// <summary>As it is written, so that 1.04, which is written 1, is one.</summary>
    decimal Shown => decimal.Round(Number, 1, MidpointRounding.AwayFromZero);

    public string ToString(string? format, IFormatProvider? provider) => format?.Split('|') switch
    {
        [var one, var more] => IsOne(provider as CultureInfo ?? CultureInfo.CurrentCulture) ? one : more,
        _ => Shown.ToString(format ?? "#,0.#", provider),
    };

    public override string ToString() => ToString(null, null);

    bool IsOne(CultureInfo culture) => culture.TwoLetterISOLanguageName == "fr" ? Math.Abs(Shown) < 2 : Math.Abs(Shown) == 1;
}
