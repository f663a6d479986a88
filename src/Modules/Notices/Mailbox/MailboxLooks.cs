using System.Text.RegularExpressions;
using Storefront.Notices.Writing;

namespace Storefront.Notices.Mailbox;

/// <summary>How a plain message is shown: its lines kept, its links live.</summary>
internal static partial class MailboxLooks
{
    public const string Css = ".letter{white-space:pre-line}.mail li:last-child{border:0}.mail h2{font-size:1.0625rem}.mail .tags{margin-block:.25rem}";

    /// <summary>A text message has no subject: it is its own title.</summary>
    public static string TitleOf(Mailed message) => message.Subject.Length > 0 ? message.Subject : Links().Replace(message.Body, "").Trim(' ', ':', '：', '\u00A0');

    public static string LanguageOf(Mailed message) => Templates.Spoken(message.Language);

    /// <summary>The text in pieces, links with the path they lead to on this shop, wherever it listens.</summary>
    public static IEnumerable<(string Text, string? Link)> Parts(string body)
    {
        var at = 0;
        foreach (Match link in Links().Matches(body))
        {
            if (link.Index > at) yield return (body[at..link.Index], null);
            yield return (link.Value, new Uri(link.Value).PathAndQuery);
            at = link.Index + link.Length;
        }
        if (at < body.Length) yield return (body[at..], null);
    }

    [GeneratedRegex(@"https?://[^\s]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Links();
}
