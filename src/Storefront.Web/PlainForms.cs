using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Primitives;
using Storefront.Platform.Web;

namespace Storefront.Web;

/// <summary>
/// Ends the lines of a form as one character, as a person counts them, and takes out what nobody sees: the marks that turn the direction of what
/// follows them (Unicode's embeddings, overrides and isolates), which in a name would turn the shop's own sentences round and which no script from right to left needs, and characters without width, of which a name could be made that is none.
/// </summary>
sealed class PlainForms : IAsyncResourceFilter
{
    const string Marks = "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";
    /// <summary>Spaces, hyphens, operators and fillers without width, and formats that Unicode has given up: no script and no emoji needs one.</summary>
    const string Unseen = "\u00AD\u200B\u2060\u2061\u2062\u2063\u2064\u206A\u206B\u206C\u206D\u206E\u206F\u3164\uFEFF\uFFA0\uFFF9\uFFFA\uFFFB";
    /// <summary>Something is made of them only together with a letter or an emoji: joiners, directions, variants.</summary>
    const string Joiners = "\u200C\u200D",
        SeenWithOthers = "\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B\u180C\u180D\u180E\u180F\u200E\u200F\u2800\uFE00\uFE01\uFE02\uFE03\uFE04\uFE05\uFE06\uFE07\uFE08\uFE09\uFE0A\uFE0B\uFE0C\uFE0D\uFE0E\uFE0F";
    /// <summary>What the tags and the rarer variants begin with (plane 14).</summary>
    const string Plane14 = "\uDB40";
    static readonly SearchValues<char> AnyMark = SearchValues.Create(Marks + Unseen + Joiners + SeenWithOthers + Plane14 + "\r");

    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var request = context.HttpContext.Request;
        // The error page of a form that could not be read would be refused for it once more, and be empty.
        if (request.HasFormContentType && !Refusals.IsErrorPage(context.HttpContext))
            try
            {
                var form = await request.ReadFormAsync(context.HttpContext.RequestAborted);
                if (form.Any(f => f.Value.Any(Marked)))
                    request.Form = new FormCollection(form.ToDictionary(f => f.Key, f => new StringValues([.. f.Value.Select(Plain)]), StringComparer.OrdinalIgnoreCase), form.Files);
            }
            // More than any form holds: no action could bind it, and the browser still has what was typed.
            catch (Exception unread) when (unread is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }
                || (unread is InvalidDataException && request.ContentType!.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)))
            {
                context.Result = new StatusCodeResult(StatusCodes.Status413PayloadTooLarge);
                return;
            }
            catch (Exception unread) when (unread is InvalidDataException or IOException) { }      // whoever binds the form meets it again and answers
        await next();
    }

    static bool Marked(string? text) => text.AsSpan().ContainsAny(AnyMark);

    static string? Plain(string? text)
    {
        if (!Marked(text)) return text;
        var (runes, plain, last) = (text!.ReplaceLineEndings("\n").EnumerateRunes().Where(r => !IsOneOf(r, Marks + Unseen)).ToList(), new StringBuilder(), default(Rune));
        for (var i = 0; i < runes.Count; i++)
        {
            // A virama's joiner ends a word in Malayalam, every other one stands between two; tags spell a flag's country and nothing else.
            if (IsOneOf(runes[i], Joiners) ? !Joins(last) || (Rune.GetUnicodeCategory(last) != UnicodeCategory.NonSpacingMark
                && (i + 1 == runes.Count || !Joins(runes[i + 1]))) : IsTag(runes[i]) && !IsTag(last) && last.Value != BlackFlag) continue;
            plain.Append(last = runes[i]);
        }
        return runes.Exists(IsSeen) ? plain.ToString() : "";
    }

    const int BlackFlag = 0x1F3F4;

    static bool IsOneOf(Rune rune, string among) => rune.IsBmp && among.Contains((char)rune.Value, StringComparison.Ordinal);

    static bool IsTag(Rune rune) => rune.Value is >= 0xE0000 and <= 0xE007F;

    static bool Joins(Rune rune) => Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
        or UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.MathSymbol;

    static bool IsSeen(Rune rune) => !Rune.IsWhiteSpace(rune) && !IsOneOf(rune, Joiners + SeenWithOthers) && rune.Value is not (>= 0xE0000 and <= 0xE0FFF);
}
