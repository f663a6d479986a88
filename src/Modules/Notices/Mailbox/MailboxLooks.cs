using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Storefront.Platform.Web;

namespace Storefront.Notices.Mailbox;

/// <summary>How a plain message is shown: its lines kept, its links live.</summary>
internal static partial class MailboxLooks
{
    public const string Css = ".letter{white-space:pre-line}.find .field{flex:1 1 14rem}.find .btn{flex:0 0 auto}.mail li:last-child{border:0}.mail h2{font-size:1.0625rem}.mail .tags{margin-block:.25rem}";

    /// <summary>A text message has no subject: it is its own title.</summary>
    public static string TitleOf(Mailed message) => message.Subject.Length > 0 ? message.Subject : Links().Replace(message.Body, "").Trim(' ', ':', '：', '\u00A0');

    public static string LanguageOf(Mailed message) => Languages.Spoken(message.Language);

    /// <summary>The text with its links live; they lead to this shop, wherever it listens.</summary>
    public static IHtmlContent Live(string body)
    {
        var live = new HtmlContentBuilder();
        var at = 0;
        foreach (Match link in Links().Matches(body))
        {
            // A buyer's name may look like the beginning of an address.
            if (!Uri.TryCreate(link.Value, UriKind.Absolute, out var address)) continue;
            var anchor = new TagBuilder("a");
            anchor.Attributes["href"] = address.PathAndQuery;
            anchor.InnerHtml.Append(link.Value);
            live.Append(body[at..link.Index]).AppendHtml(anchor);
            at = link.Index + link.Length;
        }
        return live.Append(body[at..]);
    }

    [GeneratedRegex(@"https?://[^\s]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Links();
}
