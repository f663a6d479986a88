using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Storefront.Platform.Web;

namespace Storefront.Web.About;

/// <summary>What the shop says of itself: who sells, what it is built from, what it keeps of people.</summary>
[OutputCache(PolicyName = PublicPage.Name)]
public sealed class AboutController : ShopController
{
    [HttpGet("{lang:lang}/about")]
    public IActionResult About() => View("~/About/About.cshtml");

    [HttpGet("{lang:lang}/licences")]
    public IActionResult Licences() => View("~/About/Licences.cshtml");

    [HttpGet("{lang:lang}/privacy")]
    public IActionResult Privacy() => View("~/About/Privacy.cshtml");

    [HttpGet("{lang:lang}/terms")]
    public IActionResult Terms() => View("~/About/Terms.cshtml");

    /// <summary>What farm-worker.js keeps on a farmer's phone and shows where a page cannot come.</summary>
    [HttpGet("{lang:lang}/offline")]
    public IActionResult Offline() => View("~/About/Offline.cshtml");
}
