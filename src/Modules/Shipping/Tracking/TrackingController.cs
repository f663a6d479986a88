using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Platform.Web;

namespace Storefront.Shipping.Tracking;

/// <summary>What anybody who has the link may see: the boxes and the road, nobody's name.</summary>
[Area("Shipping")]
public sealed class TrackingController(IMediator mediator) : ShopController
{
    [HttpGet("/t/{token}"), ReadOnTheRoad]
    public async Task<IActionResult> Show(string token, string? parcel, CancellationToken ct)
    {
        Response.Headers.CacheControl = "private, no-store";
        Response.Headers["Referrer-Policy"] = "no-referrer";
        if (await mediator.Send(new TrackOrder(token, parcel), ct) is { } tracked)
        {
            // It may stay with its reader, who asks each time whether it still holds: most often it does.
            Response.Headers.CacheControl = "private, no-cache";
            return View(tracked);
        }
        // The link stands on the order's page from the moment it is paid, the parcels a moment later.
        Response.StatusCode = StatusCodes.Status404NotFound;
        return View("Unknown");
    }

    [HttpGet("/t/{token}/events"), EnableRateLimiting(Limits.Streams)]
    public async Task<IActionResult> Events(string token, int? since, CancellationToken ct)
    {
        if (!await mediator.Send(new KnowsTracking(token), ct)) return NotFound();
        var changes = HttpContext.RequestServices.GetRequiredService<TrackingChanges>();
        if (changes.Full) return StatusCode(StatusCodes.Status503ServiceUnavailable);
        if (int.TryParse(Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var last)) since = last;
        return new ChangeStream(changes.Watch(token, since, ct));
    }
}
