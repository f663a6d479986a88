using System.Security.Cryptography;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Storefront.Platform.Web;

namespace Storefront.Web;

/// <summary>
/// Whoever has a page already is told so in a line instead of the page: those that are kept for everybody and those that are read on the road carry a tag. It is
/// set inside the output cache, which keeps it and answers by it for as long as it keeps the page; after that a page is made anew, and what is outside compares.
/// </summary>
static class EntityTags
{
    const int Bytes = 12;

    static bool Has(HttpContext context) => context.GetEndpoint()?.Metadata is { } page && HttpMethods.IsGet(context.Request.Method)
        && (page.GetMetadata<OutputCacheAttribute>() is not null || page.GetMetadata<ReadOnTheRoadAttribute>() is not null);

    /// <summary>Over the page as it leaves, packed: gathered again, since the tag goes before it. Weak, so that a proxy may pack it otherwise.</summary>
    public static async Task Set(HttpContext context, RequestDelegate next)
    {
        if (!Has(context))
        {
            await next(context);
            return;
        }
        var (response, body) = (context.Response, context.Response.Body);
        using var page = new MemoryStream(16 * 1024);
        response.Body = page;
        try { await next(context); }
        finally { response.Body = body; }
        var whole = page.GetBuffer().AsMemory(0, (int)page.Length);
        if (response.StatusCode == StatusCodes.Status200OK) response.Headers.ETag = $"W/\"{Convert.ToBase64String(SHA256.HashData(whole.Span).AsSpan(0, Bytes))}\"";
        if (!whole.IsEmpty) await body.WriteAsync(whole, context.RequestAborted);
    }

    /// <summary>The output cache keeps the whole page also when only the line goes out.</summary>
    public static async Task Compare(HttpContext context, RequestDelegate next)
    {
        if (!Has(context) || context.Request.Headers.IfNoneMatch is not { Count: > 0 } had)
        {
            await next(context);
            return;
        }
        var (response, body) = (context.Response, context.Response.Body);
        var rest = new WhatIsNew(response, had, body);
        response.Body = rest;
        try { await next(context); }
        finally { response.Body = body; }
        if (!rest.Nothing) return;
        response.StatusCode = StatusCodes.Status304NotModified;
        response.ContentLength = null;
        response.ContentType = null;
        response.Headers.ContentEncoding = default;
    }

    /// <summary>Lets a page through unless its reader has it.</summary>
    sealed class WhatIsNew(HttpResponse response, StringValues had, Stream output) : Stream
    {
        bool? same;

        public bool Nothing => same == true;

        bool Same() => same ??= response.StatusCode == StatusCodes.Status200OK && EntityTagHeaderValue.TryParse(response.Headers.ETag.ToString(), out var tag)
            && EntityTagHeaderValue.TryParseList(had, out var all) && all.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(tag, useStrongComparison: false));

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (!Same()) output.Write(buffer, offset, count);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => Same() ? default : output.WriteAsync(buffer, cancellationToken);
        // The output cache asks for it before the page has come.
        public override void Flush() { }
        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
