using System.Text;
using System.Text.RegularExpressions;

namespace Storefront.Tests.Architecture;

/// <summary>
/// What a Razor view says by itself: text between tags and in attributes that people read, without comments, code and expressions. Not a Razor
/// parser: it knows how views are written here, where code stands on lines of its own.
/// </summary>
static partial class ViewText
{
    public static string Spoken(string view)
    {
        view = Comments().Replace(view, "");
        view = WithoutExpressions(view);
        var spoken = new List<string>();
        foreach (Match attribute in ReadAttributes().Matches(view)) spoken.Add(attribute.Groups["text"].Value);
        view = NeverRead().Replace(view, "\n");
        view = Tags().Replace(view, "\n");
        foreach (var line in view.Split('\n', StringSplitOptions.TrimEntries))
            if (!Code().IsMatch(line)) spoken.Add(Entities().Replace(line, " "));
        return string.Join(' ', spoken.Where(s => Letters().IsMatch(s)).Select(s => s.Trim()));
    }

    /// <summary>Drops @{...}, @(...), @name(...)[...].more, and the heads of @if, @foreach and their like.</summary>
    static string WithoutExpressions(string view)
    {
        var left = new StringBuilder();
        for (var at = 0; at < view.Length;)
        {
            if (view[at] != '@') { left.Append(view[at++]); continue; }
            at++;
            if (at < view.Length && view[at] == '@') { at++; continue; }
            if (Directive().Match(view, at) is { Success: true } directive && directive.Index == at) { at += directive.Length; continue; }
            var block = at < view.Length && view[at] is '{' or '(';
            if (block) { at = AfterBracket(view, at); continue; }
            if (Name().Match(view, at) is not { Success: true } name || name.Index != at) continue;
            at += name.Length;
            var isStatement = name.Value is "if" or "foreach" or "for" or "while" or "switch" or "using" or "await" or "functions" or "section";
            while (at < view.Length && isStatement && view[at] == ' ') at++;
            if (name.Value is "section") { at += Name().Match(view, at).Length; continue; }
            while (at < view.Length)
            {
                if (view[at] is '(' or '[' || (view[at] == '{' && name.Value is "functions")) at = AfterBracket(view, at);
                else if (view[at] == '!' && at + 1 < view.Length && view[at + 1] is '.' or '[') at++;
                else if ((view[at] == '.' || (view[at] == '?' && at + 1 < view.Length && view[at + 1] == '.')) && Name()
                    .Match(view, at + (view[at] == '.' ? 1 : 2)) is { Success: true } more && more.Index == at + (view[at] == '.' ? 1 : 2)) at = more.Index
                    + more.Length;
                else if (name.Value is "await" && Name().Match(view, at) is { Success: true } awaited && awaited.Index == at) at += awaited.Length;
                else break;
            }
        }
        return left.ToString();
    }

    static int AfterBracket(string view, int at)
    {
        var depth = 0;
        for (; at < view.Length; at++)
        {
            switch (view[at])
            {
                case '"':
                    for (at++; at < view.Length && view[at] != '"'; at++) if (view[at] == '\\') at++;
                    break;
                case '(' or '[' or '{': depth++; break;
                case ')' or ']' or '}': if (--depth == 0) return at + 1; break;
            }
        }
        return at;
    }

    [GeneratedRegex(@"@\*.*?\*@|<!--.*?-->", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comments();

    [GeneratedRegex(@"(using|model|inject|addTagHelper|removeTagHelper|layout|namespace|inherits|implements|page|attribute)\b(?!\s*\()[^\n]*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Directive();

    [GeneratedRegex(@"[A-Za-z_]\w*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();

    [GeneratedRegex("""\b(alt|title|placeholder|aria-label|label|hint)="(?<text>[^"]*)\x22""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ReadAttributes();

    [GeneratedRegex(@"<(?<tag>script|style|code|svg)\b[^>]*>.*?</\k<tag>>|<meta\b[^>]*>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NeverRead();

    [GeneratedRegex("""</?[a-zA-Z!]("[^"]*"|[^">])*>""", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tags();

    // Lines of C# inside the braces of a statement.
    [GeneratedRegex(@"^((if|for|foreach|while|switch) \(|else\b|case\b|default:|break;|var\b|await\b|\}|\{|//)|[;{}]$|=>\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"&#?\w+;", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Entities();

    // Two letters of one word, or one Chinese character; a lone letter is a unit or a mark.
    [GeneratedRegex(@"\p{L}{2}|[一-鿿]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Letters();
}
