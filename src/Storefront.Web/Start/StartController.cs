using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Storefront.Platform.Web;

namespace Storefront.Web.Start;

/// <summary>Where somebody who has just started the shop looks first, and the help that shoppers find in the footer.</summary>
public sealed class StartController(IHostEnvironment stage) : ShopController
{
    [HttpGet("{lang:lang}/start"), OutputCache(PolicyName = PublicPage.Name)]
    public IActionResult Start() => stage.IsProduction() ? NotFound() : View("~/Start/Start.cshtml");

    [HttpGet("{lang:lang}/help"), OutputCache(PolicyName = PublicPage.Name)]
    public IActionResult Help() => View("~/Start/Help.cshtml");
}
