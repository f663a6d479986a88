using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;
using Storefront.Platform.Tibetan;

namespace Storefront.Platform.Web;

/// <summary>
/// <c>&lt;field name="tel" label="..." value="..." type="tel" autocomplete="tel" hint="..." /&gt;</c>: a labelled control with its hint and, after a
/// refusal, what was typed and the sentence beside it. Other attributes (min, rows, inputmode, required ...) go to the control. With rows it is a
/// textarea; with options inside (&lt;option&gt;) a select, whose chosen option is marked. A narrow one is no wider than a telephone number.
/// </summary>
[HtmlTargetElement("field", Attributes = "name,label")]
public sealed class Field(IStringLocalizer<Words> words) : TagHelper
{
    public required string Name { get; set; }
    /// <summary>One of the shop's words, or text.</summary>
    public required object Label { get; set; }
    public string? Value { get; set; }
    public string? Hint { get; set; }
    public string Type { get; set; } = "text";
    public bool Narrow { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var id = $"f-{Name}";
        var entry = ViewContext.ViewData.ModelState.TryGetValue(Name, out var known) ? known : null;
        var value = entry?.AttemptedValue ?? Value;
        var error = entry?.Errors.FirstOrDefault()?.ErrorMessage;
        var inner = (await output.GetChildContentAsync()).GetContent();
        var isSelect = inner.Contains("<option", StringComparison.Ordinal);
        var isArea = context.AllAttributes.ContainsName("rows");

        var control = new TagBuilder(isSelect ? "select" : isArea ? "textarea" : "input");
        control.Attributes["id"] = id;
        control.Attributes["name"] = Name;
        foreach (var attribute in output.Attributes) control.Attributes[attribute.Name] = attribute.Value?.ToString();
        if (isSelect) control.InnerHtml.AppendHtml(Chosen(inner, value));
        else if (isArea) control.InnerHtml.Append(value ?? "");
        else
        {
            control.TagRenderMode = TagRenderMode.SelfClosing;
            control.Attributes["type"] = Type;
            if (Type is not ("password" or "file")) control.Attributes["value"] = value ?? "";
        }
        var described = string.Join(' ', new[] { Hint is null ? null : $"{id}-hint", error is null ? null : $"{id}-error" }.OfType<string>());
        if (described.Length > 0) control.Attributes["aria-describedby"] = described;
        if (error is not null) control.Attributes["aria-invalid"] = "true";

        output.Attributes.Clear();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Narrow ? "field short" : "field");
        var label = new TagBuilder("label");
        label.Attributes["for"] = id;
        if (Label is TibetanWord word) label.InnerHtml.AppendHtml(word.Marked);
        else label.InnerHtml.Append(Label.ToString()!);
        output.Content.AppendHtml(label);
        if (Hint is not null) output.Content.AppendHtml(Small($"{id}-hint", "hint", Hint));
        output.Content.AppendHtml(control);
        if (error is null) return;
        var refused = Small($"{id}-error", "bad", "");
        var spoken = new TagBuilder("span");
        spoken.AddCssClass("vh");
        spoken.InnerHtml.Append(words["field.error"]);
        refused.InnerHtml.AppendHtml(spoken).Append(error);
        output.Content.AppendHtml(refused);
    }

    static TagBuilder Small(string id, string css, string text)
    {
        var line = new TagBuilder("p");
        line.Attributes["id"] = id;
        line.AddCssClass(css);
        line.InnerHtml.Append(text);
        return line;
    }

    static string Chosen(string options, string? value) => value is null ? options
        : options.Replace(" selected", "", StringComparison.Ordinal)
            .Replace($"value=\"{System.Text.Encodings.Web.HtmlEncoder.Default.Encode(value)}\"",
                $"value=\"{System.Text.Encodings.Web.HtmlEncoder.Default.Encode(value)}\" selected", StringComparison.Ordinal);
}

/// <summary><c>&lt;error-summary title="..." /&gt;</c>: at the top of a refused form, each sentence linked to its field; focus goes there.</summary>
[HtmlTargetElement("error-summary", Attributes = "title", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ErrorSummary : TagHelper
{
    /// <summary>Where ViewData keeps the order of the rules, which is the form's; ModelState sorts by name.</summary>
    internal const string InOrder = "ErrorOrder";

    public required string Title { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var state = ViewContext.ViewData.ModelState;
        if (state.IsValid) { output.SuppressOutput(); return; }
        output.TagName = "section";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "err");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Attributes.SetAttribute("id", "errors");
        output.Attributes.SetAttribute("aria-labelledby", "errors-title");
        output.Content.AppendHtml("""<svg class="i" aria-hidden="true"><use href="#i-err"/></svg>""");
        var title = new TagBuilder("h2");
        title.Attributes["id"] = "errors-title";
        title.InnerHtml.Append(Title);
        output.Content.AppendHtml(title);
        var list = new TagBuilder("ul");
        var order = ViewContext.ViewData[InOrder] as List<string> ?? [];
        foreach (var (name, entry) in state.OrderBy(e => order.IndexOf(e.Key)))
            foreach (var error in entry!.Errors)
            {
                var item = new TagBuilder("li");
                if (name.Length == 0) item.InnerHtml.Append(error.ErrorMessage);
                else
                {
                    var link = new TagBuilder("a");
                    link.Attributes["href"] = $"#f-{name}";
                    link.InnerHtml.Append(error.ErrorMessage);
                    item.InnerHtml.AppendHtml(link);
                }
                list.InnerHtml.AppendHtml(item);
            }
        output.Content.AppendHtml(list);
    }
}
