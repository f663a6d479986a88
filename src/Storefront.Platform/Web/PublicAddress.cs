using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Storefront.Platform.Web;

/// <summary>How the shop's addresses begin for the world outside, without a slash at the end: the setting Public:BaseUrl.</summary>
public sealed class PublicAddress(IConfiguration settings)
{
    readonly string? given = settings["Public:BaseUrl"] is { Length: > 0 } url ? url.TrimEnd('/') : null;

    /// <summary>On a page: where no address is set, the one that the page was asked for at.</summary>
    public string On(HttpRequest request) => given ?? $"{request.Scheme}://{request.Host}";

    /// <summary>In what is read far from any request: a message, a feed.</summary>
    public string Everywhere => given ?? "http://localhost:5080";
}
