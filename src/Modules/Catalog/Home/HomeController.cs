using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Home;

[Area("Catalog")]
public sealed class HomeController(IMediator shop) : ShopController
{
    [HttpGet("/")]
    public IActionResult Choose()
    {
        Response.Headers.Vary = "Cookie, Accept-Language";
        return Redirect($"/{LanguageOfRequest.Choose(Request)}");
    }

    [HttpGet("{lang:lang}"), OutputCache(PolicyName = "public")]
    public async Task<IActionResult> Index(string? to, CancellationToken ct) => View(await shop.Send(new ShowHome(to), ct));
}
