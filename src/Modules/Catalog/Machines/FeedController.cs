using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Machines;

public sealed class FeedController : Controller
{
    /// <summary>Leaves as it lies on the disk: a type that is not packed, since packing would gather it in memory.</summary>
    [HttpGet("/feeds/{lang:lang}/products.xml")]
    public async Task<IActionResult> Products(string lang, CancellationToken ct)
    {
        Response.Headers.CacheControl = "public, max-age=600";
        return File(await HttpContext.RequestServices.GetRequiredService<Feeds>().Open(lang, ct), "application/rss+xml");
    }
}
