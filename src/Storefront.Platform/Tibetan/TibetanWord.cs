using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Localization;

namespace Storefront.Platform.Tibetan;

/// <summary>
/// A word of a Tibetan page. Its value is the Chinese one, for titles, attributes and code, where nothing can say what language it is in; between
/// tags it stands in Tibetan, marked.
/// </summary>
public sealed class TibetanWord(string key, string chinese, string tibetan) : LocalizedString(key, chinese)
{
    public IHtmlContent Marked { get; } = new HtmlContentBuilder().AppendHtml("<span lang=\"bo\">").Append(tibetan).AppendHtml("</span>");
}
