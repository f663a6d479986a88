using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Storefront.Platform.Web;

/// <summary>The shop's style sheets as they are inlined, without comments and line breaks.</summary>
/// <param name="Road">The drawn road and the log of a journey, which only tracking shows (and the log the start page): half a kilobyte that the others need not carry.</param>
/// <param name="Steps">Where one stands in a row of steps: the checkout and tracking.</param>
public sealed record StyleSheets(string Site, string Staff, string Road, string Steps);

/// <summary>
/// <c>&lt;page-style /&gt;</c> in the layout: the one style element of a page, and the Content-Security-Policy that allows it by its hash, so
/// that a cached page stays valid. A page adds rules of its own (a truck's position) by ViewData["Css"], a staff page sets ViewData["Staff"], the checkout ViewData["Steps"], tracking that and ViewData["Road"].
/// </summary>
[HtmlTargetElement("page-style", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PageStyle(StyleSheets sheets) : TagHelper
{
    static readonly ConcurrentDictionary<string, string> Hashes = new(StringComparer.Ordinal);

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var own = (ViewContext.ViewData["Road"] is true ? sheets.Road : "") + ViewContext.ViewData["Css"];
        var shared = ViewContext.ViewData["Staff"] is true ? sheets.Site + sheets.Staff : ViewContext.ViewData["Steps"] is true ? sheets.Site + sheets.Steps : sheets.Site;
        var css = shared + own;
        var hash = own.Length == 0 ? Hashes.GetOrAdd(css, HashOf) : HashOf(css);
        ViewContext.HttpContext.Response.Headers.ContentSecurityPolicy = Policy($"'sha256-{hash}'");
        output.TagName = "style";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Content.SetHtmlContent(css);
    }

    static string HashOf(string css) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(css)));

    /// <summary>Nothing from elsewhere, no inline script, one style.</summary>
    public static string Policy(string style) =>
        $"default-src 'none'; script-src 'self'; style-src {style}; img-src 'self' data: blob:; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
}
