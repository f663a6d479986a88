using System.Buffers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Primitives;
using Storefront.Platform.Web;

namespace Storefront.Web;

/// <summary>
/// Ends the lines of a form as one character, as a browser counts them against maxlength, and takes the marks out that turn the direction of what follows them (Unicode's embeddings, overrides and isolates): in a name they would turn the shop's own
/// sentences round. Scripts that run from right to left need none of them.
/// </summary>
sealed class PlainForms : IAsyncResourceFilter
{
    const string Marks = "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";
    static readonly SearchValues<char> AnyMark = SearchValues.Create(Marks + "\r");

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
            catch (Exception unread) when (unread is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } || (unread is InvalidDataException && request.ContentType!.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)))
            {
                context.Result = new StatusCodeResult(StatusCodes.Status413PayloadTooLarge);
                return;
            }
            catch (Exception unread) when (unread is InvalidDataException or IOException) { }      // whoever binds the form meets it again and answers
        await next();
    }

    static bool Marked(string? text) => text.AsSpan().ContainsAny(AnyMark);
    static string? Plain(string? text) => Marked(text) ? string.Concat(text!.ReplaceLineEndings("\n").Where(c => !Marks.Contains(c, StringComparison.Ordinal))) : text;
}
