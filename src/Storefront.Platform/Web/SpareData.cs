using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Net.Http.Headers;

namespace Storefront.Platform.Web;

/// <summary>Whoever asks to be spared (Save-Data: on) gets each picture at its smallest, whatever the screen. All pages with such pictures say that they differ by it.</summary>
[HtmlTargetElement("img", Attributes = "srcset", TagStructure = TagStructure.WithoutEndTag)]
[HtmlTargetElement("img", Attributes = "[src$='-640.webp']", TagStructure = TagStructure.WithoutEndTag)]
public sealed class SpareData : TagHelper
{
    public const string Header = "Save-Data";

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public static bool AskedFor(HttpRequest request) => string.Equals(request.Headers[Header], "on", StringComparison.OrdinalIgnoreCase);

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var http = ViewContext.HttpContext;
        if (!http.Response.Headers.GetCommaSeparatedValues(HeaderNames.Vary).Contains(Header, StringComparer.Ordinal))
            http.Response.Headers.AppendCommaSeparatedValues(HeaderNames.Vary, Header);
        if (!AskedFor(http.Request)) return;
        output.Attributes.SetAttribute("src", output.Attributes["srcset"] is { } widths ? $"{widths.Value}".Split(' ')[0]
            : $"{output.Attributes["src"].Value}".Replace("-640.", "-320.", StringComparison.Ordinal));
        output.Attributes.RemoveAll("srcset");
        output.Attributes.RemoveAll("sizes");
    }
}
