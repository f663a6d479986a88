using System.Globalization;
using FluentValidation;

namespace Storefront.Platform.Web;

/// <summary>How long a text is as people count: a family of emoji or a Tibetan syllable's stack is one character, however many code units it takes.</summary>
public static class Characters
{
    /// <summary>Code units of the longest that anybody types: what goes on piling up marks is no character.</summary>
    const int Longest = 12;

    public static bool Fit(string? text, int characters) =>
        text is null || text.Length <= characters || (text.Length <= characters * Longest && new StringInfo(text.Trim()).LengthInTextElements <= characters);

    public static IRuleBuilderOptions<T, string?> AtMost<T>(this IRuleBuilder<T, string?> rule, int characters) => rule.Must(text => Fit(text, characters));
}
