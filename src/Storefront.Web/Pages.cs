using System.Text.RegularExpressions;
using System.Text.Unicode;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.WebEncoders;
using Storefront.Platform;
using Storefront.Platform.Tibetan;
using Storefront.Platform.Web;

namespace Storefront.Web;

/// <summary>How pages are made: views in modules, the language in the path, one inlined style, compressed and cached public pages.</summary>
static partial class Pages
{
    public static void AddPages(this IServiceCollection services, IConfiguration settings, bool demo)
    {
        services.AddSingleton(OfferedLanguages.With(tibetan: demo || settings["Languages:TibetanApprovedBy"] is { Length: > 0 }));
        foreach (var path in new[] { "/help", "/about", "/licences", "/privacy", "/terms" }) services.AddSingleton(new StandingPage(path));
        var contact = settings["Public:Contact"];
        if (string.IsNullOrWhiteSpace(contact) && !demo) services.AddSingleton(new Missing("Public:Contact is not set: buyers would not know whom to write to or call."));
        services.AddSingleton(new Start.OfficeContact(string.IsNullOrWhiteSpace(contact) ? "office@example.com" : contact));
        services.AddLocalization().AddSingleton<ResourceManagerStringLocalizerFactory>().AddSingleton<IStringLocalizerFactory, TibetanWords>();
        services.AddRouting(routes => routes.ConstraintMap["lang"] = typeof(LanguageConstraint));
        services.AddControllersWithViews(mvc =>
            {
                mvc.Filters.Add<Refusals>();
                mvc.Filters.Add<PlainForms>();
            })
            .AddViewLocalization()
            .Services.Configure<RazorViewEngineOptions>(razor => razor.AreaViewLocationFormats.Add("/{2}/{1}/{0}.cshtml"));

        // Chinese and Tibetan leave the server as they are, not as numeric entities: the page is a quarter smaller.
        services.Configure<WebEncoderOptions>(encoding => encoding.TextEncoderSettings = new(UnicodeRanges.All));
        services.AddSingleton(new StyleSheets(Sheet("site.css"), Sheet("goods.css"), Sheet("lists.css"), Sheet("staff.css"), Sheet("road.css"), Sheet("steps.css")));

        services.AddSingleton<PackedPages>().AddSingleton<IResponseCompressionProvider, Packing>();
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;      // the secret that a page repeats, its antiforgery token, differs in each answer: sizes betray nothing of it
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/atom+xml"];
            compression.Providers.Add<Brotli>();
            compression.Providers.Add<GzipCompressionProvider>();
        });
        services.AddOutputCache(cache =>
        {
            cache.AddPolicy(PublicPage.Name, new PublicPage(TimeSpan.FromSeconds(5), "to", "page", "v"));
            cache.AddPolicy(PublicPage.Machines, new PublicPage(TimeSpan.FromMinutes(10)));      // what crawlers fetch: large, and never urgent
        });
    }

    /// <summary>The sheet as it is inlined: without comments and needless white space.</summary>
    static string Sheet(string name)
    {
        using var stream = typeof(Pages).Assembly.GetManifestResourceStream($"styles/{name}");
        if (stream is null) return "";
        using var reader = new StreamReader(stream);
        return Blanks().Replace(Comments().Replace(reader.ReadToEnd(), ""), "");
    }

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comments();

    [GeneratedRegex(@"\r?\n\s*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Blanks();
}

/// <summary>A page that is the same for everyone: kept for a while, apart by path, these keys of the query, encoding and whether data are to be spared.</summary>
/// <param name="keys">Never one that anyone can vary at will.</param>
sealed class PublicPage(TimeSpan kept, params string[] keys) : IOutputCachePolicy
{
    public const string Name = "public";
    public const string Machines = "machines";

    /// <summary>What goods are narrowed and sorted by: anyone can vary it at will, so pages with it are not kept.</summary>
    static readonly HashSet<string> Narrowing = new(["q", "category", "producer", "village", "month", "price", "by", "sort"], StringComparer.OrdinalIgnoreCase);

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var request = context.HttpContext.Request;
        var cacheable = (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && !request.Query.Keys.Any(Narrowing.Contains);
        (context.EnableOutputCaching, context.AllowCacheLookup, context.AllowCacheStorage, context.AllowLocking) = (cacheable, cacheable, cacheable, true);
        context.ResponseExpirationTimeSpan = kept;
        context.CacheVaryByRules.QueryKeys = keys;
        var accepts = request.Headers.AcceptEncoding.ToString();
        context.CacheVaryByRules.VaryByValues["encoding"] = accepts.Contains("br", StringComparison.Ordinal) ? "br" : accepts.Contains("gzip", StringComparison.Ordinal) ? "gzip" : "";
        context.CacheVaryByRules.VaryByValues["spared"] = SpareData.AskedFor(request) ? "1" : "";
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        if (context.HttpContext.Response.StatusCode != StatusCodes.Status200OK || context.HttpContext.Response.Headers.SetCookie.Count > 0) context.AllowCacheStorage = false;
        return ValueTask.CompletedTask;
    }
}
