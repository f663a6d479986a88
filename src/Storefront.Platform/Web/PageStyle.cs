using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Storefront.Platform.Web;

/// <summary>The style of a page, without comments and line breaks, and the hash by which the page allows it.</summary>
public sealed record StyleSheet(string Css)
{
    public string Hash { get; } = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)));
}

/// <summary>The shop's style sheets as they are inlined, put together and hashed once, since most of a page's letters are its style.</summary>
public sealed class StyleSheets(string site, string goods, string lists, string staff, string road, string steps)
{
    public StyleSheet Site { get; } = new(site + goods + lists);
    public StyleSheet Staff { get; } = new(site + goods + lists + staff);

    /// <summary>Without lists, sums and choices: a product's page holds twelve kilobytes, and has most to say.</summary>
    public StyleSheet Product { get; } = new(site + goods);

    /// <summary>With where one stands in a row of steps: the checkout.</summary>
    public StyleSheet Steps { get; } = new(site + goods + lists + steps);

    /// <summary>Without what shows and sells goods: tracking is read on the weakest links.</summary>
    public StyleSheet Tracking { get; } = new(site + steps + road);

    /// <summary>The drawn road and the log of a journey, for the start page.</summary>
    public string Road => road;

    public IEnumerable<StyleSheet> All => [Site, Staff, Product, Steps, Tracking];
}

/// <summary>
/// <c>&lt;page-style /&gt;</c> in the layout: the one style element of a page, and the Content-Security-Policy that allows it by its hash, so
/// that a cached page stays valid. A page adds rules of its own (a truck's position) by ViewData["Css"], a staff page sets ViewData["Staff"], the checkout
/// ViewData["Steps"], tracking ViewData["Tracking"], a product's page ViewData["Product"], the start page ViewData["Road"].
/// </summary>
[HtmlTargetElement("page-style", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PageStyle(StyleSheets sheets) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var own = (ViewContext.ViewData["Road"] is true ? sheets.Road : "") + ViewContext.ViewData["Css"];
        var sheet = ViewContext.ViewData["Staff"] is true ? sheets.Staff
            : ViewContext.ViewData["Steps"] is true ? sheets.Steps : ViewContext.ViewData["Tracking"] is true ? sheets.Tracking
            : ViewContext.ViewData["Product"] is true ? sheets.Product : sheets.Site;
        if (own.Length > 0) sheet = new StyleSheet(sheet.Css + own);
        ViewContext.HttpContext.Response.Headers.ContentSecurityPolicy = Policy($"'sha256-{sheet.Hash}'");
        output.TagName = "style";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Content.SetHtmlContent(sheet.Css);
    }

    /// <summary>Nothing from elsewhere, no inline script, one style.</summary>
    public static string Policy(string style) =>
        $"default-src 'none'; script-src 'self'; style-src {style}; img-src 'self' data: blob:; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
}
