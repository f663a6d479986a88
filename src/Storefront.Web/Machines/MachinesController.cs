using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Localization;
using Storefront.Platform.Web;

namespace Storefront.Web.Machines;

/// <summary>What programs ask every site for: where they may look, how the shop installs on a phone, whom to tell of a hole.</summary>
[OutputCache(PolicyName = PublicPage.Machines)]
public sealed class MachinesController(PublicAddress address, OfferedLanguages languages) : ShopController
{
    /// <summary>Behind the language, with all below: of one person, of staff, or of the demonstration.</summary>
    static readonly string[] Private = ["/basket", "/sign-in", "/sign-out", "/account", "/farm", "/point", "/dispatch", "/office", "/revisions", "/mailbox",
        "/start", "/p/*/ask", "/p/*/tell-me", "/back", "/offline"];
    static readonly string[] PrivateEverywhere = ["/o/", "/t/", "/s/", "/payments/", "/api/", "/error/"];

    [HttpGet("/robots.txt")]
    public ContentResult Robots()
    {
        var text = new StringBuilder("User-agent: *\n");
        foreach (var language in languages.All)
            foreach (var path in Private)
                text.Append(CultureInfo.InvariantCulture, $"Disallow: /{language}{path}$\nDisallow: /{language}{path}/\nDisallow: /{language}{path}?\n");
        foreach (var path in PrivateEverywhere) text.Append(CultureInfo.InvariantCulture, $"Disallow: {path}\n");
        return Content(text.Append(CultureInfo.InvariantCulture, $"\nSitemap: {address.On(Request)}/sitemap.xml\n").ToString(), "text/plain");
    }

    [HttpGet("{lang:lang}/app.webmanifest")]
    public IActionResult Manifest([FromServices] IStringLocalizer<Words> words) => new JsonResult(new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["id"] = $"/{Lang}",
        ["name"] = words["brand"].Value,
        ["short_name"] = words["brand"].Value,
        ["lang"] = Languages.Tag(Languages.Spoken(Lang)),
        ["start_url"] = $"/{Lang}",
        ["scope"] = "/",
        ["display"] = "standalone",
        ["background_color"] = "#FBF6EE",
        ["theme_color"] = "#FBF6EE",
        ["icons"] = new[]
        {
            new { src = "/icons/icon.svg", sizes = "any", type = "image/svg+xml", purpose = "any" },
            new { src = "/icons/icon-192.png", sizes = "192x192", type = "image/png", purpose = "any" },
            new { src = "/icons/icon-512.png", sizes = "512x512", type = "image/png", purpose = "any" },
            new { src = "/icons/maskable-512.png", sizes = "512x512", type = "image/png", purpose = "maskable" },
        },
    }) { ContentType = "application/manifest+json" };

    /// <summary>RFC 9116; not there while nobody is named. It is to expire within a year, so that a forgotten one is seen to be.</summary>
    [HttpGet("/.well-known/security.txt")]
    public IActionResult Security([FromServices] IConfiguration settings, [FromServices] TimeProvider clock) =>
        settings["Public:SecurityContact"] is not { Length: > 0 } contact ? NotFound() : Content(string.Create(CultureInfo.InvariantCulture,
            $"Contact: {contact}\nExpires: {clock.GetUtcNow().UtcDateTime.Date.AddDays(180):yyyy-MM-dd'T'HH:mm:ss'Z'}\nPreferred-Languages: zh, en, fr\nCanonical: {address.On(Request)}/.well-known/security.txt\n"), "text/plain");
}
