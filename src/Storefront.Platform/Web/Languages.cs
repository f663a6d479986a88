using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Routing;

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
    /// <summary>The language that the shop's own sentences stand in: nobody has written the Tibetan ones yet, so Chinese stands for them.</summary>
    public static string Spoken(string language) => language == "bo" ? Default : language;
    /// <summary>The language's own name.</summary>
    public static string Name(string language) => Known[language].Name;
    /// <summary>The language of the current request or of the culture set for the work at hand.</summary>
    public static string Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName is var two && Known.ContainsKey(two) ? two : Default;

    /// <summary>Runs work, such as writing a notice, in a language.</summary>
    public static T In<T>(string language, Func<T> work)
    {
        var (culture, ui) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Culture(IsKnown(language) ? language : Default);
        try { return work(); }
        finally { (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, ui); }
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
        var path = request.Path.Value ?? "";
        if (path.Length >= 3 && path[0] == '/' && (path.Length == 3 || path[3] == '/') && Languages.IsKnown(path[1..3])) return path[1..3];
        if (Languages.IsKnown(request.Query["lang"])) return request.Query["lang"]!;
        if (Languages.IsKnown(request.Cookies[Cookie])) return request.Cookies[Cookie]!;
        foreach (var accepted in request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1))
            if (accepted.Value.Value?.Split('-')[0].ToLowerInvariant() is { } language && Languages.IsKnown(language)) return language;
        return Languages.Default;
    }
}

/// <summary><c>{lang:lang}</c> in routes: one of the four.</summary>
public sealed class LanguageConstraint : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values.TryGetValue(routeKey, out var value) && Languages.IsKnown(value?.ToString());
}
