using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Storefront.Platform.Web;

namespace Storefront.Web;

/// <summary>What stands before every page: the shopper's real address, limits by address, no posts from other sites, safe headers.</summary>
static class Guards
{
    /// <summary>Bytes of what is sent at once, where a page does not say otherwise of itself.</summary>
    public const int SentAtMost = 30_000_000;

    public static void AddGuards(this IServiceCollection services, ConfigurationManager settings)
    {
        // A search of ten thousand Chinese characters is answered by the page, not by an empty 414.
        services.Configure<KestrelServerOptions>(kestrel => (kestrel.Limits.MaxRequestLineSize, kestrel.Limits.MaxRequestBodySize,
            kestrel.AddServerHeader) = (100 * 1024, SentAtMost, false));
        // A form of ten megabytes is answered beside its field, with what was typed; by default it could not even be read.
        services.Configure<FormOptions>(forms => forms.ValueLengthLimit = 12_000_000);
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            var proxies = settings.GetSection("Proxy:Trusted").Get<string[]>() ?? [];
            // Without a list of proxies ASP.NET Core believes everybody: then no header is believed.
            forwarded.ForwardedHeaders = proxies.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var proxy in proxies) forwarded.KnownProxies.Add(IPAddress.Parse(proxy));
        });
        services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.OnRejected = (rejected, _) =>
            {
                rejected.HttpContext.Response.Headers.RetryAfter = "10";
                return ValueTask.CompletedTask;
            };
            // An open stream costs nothing but its line; a household has a few pages open, a script as many as it can.
            limits.AddPolicy(Limits.Streams, context => RateLimitPartition.GetConcurrencyLimiter(context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new() { PermitLimit = settings.GetValue("Guards:StreamsPerAddress", 10), QueueLimit = 0 }));
            // Nobody asks twenty questions in ten minutes; whoever shares an address with others may.
            limits.AddPolicy(Limits.Letters, context => RateLimitPartition.GetFixedWindowLimiter(context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new() { PermitLimit = settings.GetValue("Guards:LettersPerTenMinutes", 20), Window = TimeSpan.FromMinutes(10), QueueLimit = 0 }));
            // A person clicks; a script hammers. Reading is cheap (most of it is cached), writing is not.
            limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            {
                var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
                if (Refusals.IsForMachines(context.Request) || Refusals.IsErrorPage(context)) return RateLimitPartition.GetNoLimiter("unlimited");
                return Reads(context.Request.Method)
                    ? RateLimitPartition.GetFixedWindowLimiter($"r{address}",
                        _ => new() { PermitLimit = settings.GetValue("Guards:ReadsPerTenSeconds", 600), Window = TimeSpan.FromSeconds(10), QueueLimit = 0 })
                    : RateLimitPartition.GetFixedWindowLimiter($"w{address}",
                        _ => new() { PermitLimit = settings.GetValue("Guards:WritesPerTenSeconds", 60), Window = TimeSpan.FromSeconds(10), QueueLimit = 0 });
            });
        });
    }

    static bool Reads(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    /// <summary>A form on another site cannot act here: browsers say where a post comes from. Webhooks are signed instead.</summary>
    public static async Task RefuseCrossSite(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (!Reads(request.Method) && !Refusals.IsForMachines(request) && !Refusals.IsErrorPage(context) && !FromHere(request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        await next(context);
    }

    /// <summary>
    /// What is too large by its own word is refused before anybody reads it: a form that cannot be read looks like an empty one, and its page asked for what had been typed.
    /// Pages that take more, or less, say so beside their field (LargestForm).
    /// </summary>
    public static async Task RefuseTooLarge(HttpContext context, RequestDelegate next)
    {
        if (context.Request.ContentLength > SentAtMost && !Refusals.IsErrorPage(context) && context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is null)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }
        await next(context);
    }

    static bool FromHere(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site) return site is "same-origin" or "none";
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value);
    }

    public static Task SafeHeaders(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = PageStyle.Policy("'none'");      // a page with a style replaces it
        context.Response.OnStarting(LeaveOutWhatOnlyPagesNeed, context);
        return next(context);
    }

    /// <summary>
    /// Half a kilobyte that nobody reads on a picture or a page's script: on gprs eight of them are a second. A worker's script is ruled by its own.
    /// Of a page that its reader has, the policy that came with it stands: a browser would put this one, which allows no style, in its place.
    /// </summary>
    static Task LeaveOutWhatOnlyPagesNeed(object state)
    {
        var context = (HttpContext)state;
        var type = context.Response.ContentType ?? "";
        var bare = context.Response.StatusCode == StatusCodes.Status304NotModified || type is "image/webp" or "image/jpeg" or "image/png"
            || (type.StartsWith("text/javascript", StringComparison.Ordinal) && context.Request.Path.StartsWithSegments("/js", StringComparison.Ordinal));
        if (!bare) return Task.CompletedTask;
        foreach (var name in new[] { "Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy", "Content-Security-Policy" }) context.Response.Headers.Remove(name);
        return Task.CompletedTask;
    }
}
