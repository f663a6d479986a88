using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace Storefront.Shipping.Tracking;

/// <summary>Server-sent events written by hand, since the framework's result writes no comment lines.</summary>
internal sealed class ChangeStream(IAsyncEnumerable<int?> changes) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        var (http, response) = (context.HttpContext, context.HttpContext.Response);
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "private, no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        try
        {
            await Write("retry: 4000\n: listening\n\n");
            await foreach (var revision in changes.WithCancellation(http.RequestAborted))
                await Write(revision is { } changed ? $"id: {changed}\nevent: changed\ndata: {changed}\n\n" : ": still here\n\n");
        }
        catch (OperationCanceledException) { }      // the page was left

        async Task Write(string text)
        {
            await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), http.RequestAborted);
            await response.Body.FlushAsync(http.RequestAborted);
        }
    }
}
