using Microsoft.AspNetCore.Mvc;

namespace Storefront.Load.Floor;

/// <summary>The floor a real page is compared with.</summary>
[Route("")]
public sealed class FloorController(IServiceProvider services) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index() =>
        View("/Floor/Index.cshtml", await services.GetRequiredService<Books>().Many("select slug from catalog_listings order by slug limit 24", r => r.GetString(0)));
}
