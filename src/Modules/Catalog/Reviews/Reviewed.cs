using System.Globalization;
using Storefront.Contracts.Community;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Reviews;

/// <summary>How reviews look, wherever they stand.</summary>
internal static class Reviewed
{
    public const string Css = ".said{white-space:pre-line;overflow-wrap:anywhere}.stars{color:var(--barley)}.rev{display:grid;gap:.3rem}";

    const int Short = 200;

    /// <summary>As the product's page has room for: it is read over a weak signal. All of it stands on the page of reviews.</summary>
    public static ReviewsShown InShort(ReviewsShown said) =>
        said with { Reviews = [.. said.Reviews.Select(r => r with { Words = Cut(r.Words), Answer = r.Answer is null ? null : Cut(r.Answer) })] };

    static string Cut(string words) => words.Length <= Short ? words : $"{words[..(char.IsHighSurrogate(words[Short - 1]) ? Short - 1 : Short)]}…";

    public static string Average(Rating rating) => rating.Average.ToString("0.0", CultureInfo.CurrentCulture);
    public static string Stars(int stars) => new string('★', stars) + new string('☆', 5 - stars);
    /// <summary>Null where it was written in the language that the page speaks.</summary>
    public static string? Lang(string written) => Languages.Spoken(written) == Languages.Spoken(Languages.Current) ? null : Languages.Tag(Languages.Spoken(written));
}
