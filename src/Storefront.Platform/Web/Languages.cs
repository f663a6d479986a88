using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.Extensions.DependencyInjection;

namespace Storefront.Platform.Web;

/// <summary>The four languages. In the URL and in data they are zh, en, fr, bo; cultures are specific ones, since neutral ones print money with ¤.</summary>
public static class Languages
{
    public const string Default = "zh";
    static readonly Dictionary<string, (string Tag, CultureInfo Culture, string Name)> Known = new(StringComparer.Ordinal)
    {
        ["zh"] = ("zh-Hans", CultureInfo.GetCultureInfo("zh-Hans-CN"), "中文"),
        ["en"] = ("en", CultureInfo.GetCultureInfo("en-GB"), "English"),
        ["fr"] = ("fr", CultureInfo.GetCultureInfo("fr-FR"), "Français"),
        ["bo"] = ("bo", CultureInfo.GetCultureInfo("bo-CN"), "བོད་ཡིག"),
    };

    public static IReadOnlyList<string> All { get; } = [.. Known.Keys];
    public static bool IsKnown(string? language) => language is not null && Known.ContainsKey(language);
    public static CultureInfo Culture(string language) => Known[language].Culture;
    /// <summary>What the lang attribute says: zh-Hans, en, fr, bo.</summary>
    public static string Tag(string language) => Known[language].Tag;
    /// <summary>
    /// The language that the shop's own sentences stand in: nobody has written the Tibetan ones yet, so Chinese stands for them. The words that
    /// are Tibetan (Words.bo.resx) are marked one by one.
    /// </summary>
    public static string Spoken(string language) => language == "bo" ? Default : language;
    /// <summary>The language's own name.</summary>
    public static string Name(string language) => Known[language].Name;
    /// <summary>The language of the current request or of the culture set for the work at hand.</summary>
    public static string Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName is var two && Known.ContainsKey(two) ? two : Default;

    /// <summary>The tag of what somebody wrote in Chinese, a name or an address, on a page that speaks another language; null where it need not be said.</summary>
    public static string? TagOf(string? written) => Spoken(Current) != "zh" && written?.Any(c => c is >= '\u4E00' and <= '\u9FFF') == true ? Tag("zh") : null;

    /// <summary>Runs work, such as writing a notice, in a language.</summary>
    public static T In<T>(string language, Func<T> work)
    {
        var (culture, ui) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Culture(IsKnown(language) ? language : Default);
        try { return work(); }
        finally { (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, ui); }
    }
}

/// <summary>The languages that visitors are offered. Tibetan is a preview: in Production it waits until a reader of it has approved it.</summary>
public sealed record OfferedLanguages(IReadOnlyList<string> All)
{
    public static OfferedLanguages With(bool tibetan) => new([.. Languages.All.Where(l => tibetan || l != "bo")]);
    public bool Has(string? language) => All.Contains(language, StringComparer.Ordinal);

    /// <summary>Addresses in a language that waits lead to the Chinese ones for now, so that a shared link is not dead.</summary>
    public async Task LeadOn(HttpContext context, RequestDelegate next)
    {
        var (request, path) = (context.Request, context.Request.Path.Value ?? "");
        if ((HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && LanguageOfRequest.In(path) is { } language && !Has(language))
            context.Response.Redirect($"/{Languages.Default}{path[3..]}{request.QueryString}");
        else await next(context);
    }
}

/// <summary>The language stands in the path; pages without one (/o/..., /t/...) take it from ?lang, the cookie, or what the browser accepts.</summary>
public sealed class LanguageOfRequest : RequestCultureProvider
{
    public const string Cookie = "lang";

    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext context) =>
        Task.FromResult<ProviderCultureResult?>(new(Languages.Culture(Choose(context.Request)).Name));

    public static string Choose(HttpRequest request)
    {
        var offered = request.HttpContext.RequestServices.GetRequiredService<OfferedLanguages>();
        if (In(request.Path.Value ?? "") is { } written && offered.Has(written)) return written;
        if (offered.Has(request.Query["lang"])) return request.Query["lang"]!;
        if (offered.Has(request.Cookies[Cookie])) return request.Cookies[Cookie]!;
        foreach (var accepted in request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1))
            if (accepted.Value.Value?.Split('-')[0].ToLowerInvariant() is { } language && offered.Has(language)) return language;
        return Languages.Default;
    }

    /// <summary>The language that a path begins with: /fr, /fr/goods.</summary>
    public static string? In(string path) => path.Length >= 3 && path[0] == '/' && (path.Length == 3 || path[3] == '/') && Languages.IsKnown(path[1..3]) ? path[1..3] : null;
}

/// <summary>
/// <c>{lang:lang}</c> in routes: one of those offered. The router asks it of the first words that are none (pictures, o, payments), or it would
/// grow all pages once more under each of them, to four times the states.
/// </summary>
public sealed class LanguageConstraint(OfferedLanguages offered) : IRouteConstraint, IParameterLiteralNodeMatchingPolicy
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values.TryGetValue(routeKey, out var value) && offered.Has(value?.ToString());

    public bool MatchesLiteral(string parameterName, string literal) => offered.Has(literal);
}
