using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Storefront.Contracts;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Pictures;

[Area("Catalog")]
public sealed class PicturesController(IMediator shop) : ShopController
{
    /// <summary>A drawing that stands where a photo is not ready yet.</summary>
    const string BeingShrunk = "/pictures/house-valley-320.webp";

    /// <summary>The ending is always webp in our links; what the file really is, its type says.</summary>
    [HttpGet("/media/{hash:regex(^[[0-9a-f]]{{32}}$)}-{width:int:range(1,4096)}.{ending:regex(^(webp|jpg|png)$)}")]
    public async Task<IActionResult> Photo(string hash, int width, CancellationToken ct)
    {
        if (await shop.Send(new ReadPhoto(hash, width), ct) is not { } file) return NotFound();
        if (file.Bytes.Length > Picture.ShownAtMost)
        {
            // Until somebody's browser has shrunk it: what a camera wrote takes a quarter of an hour on a slow line.
            Response.Headers.CacheControl = "no-store";
            if (!User.IsInRole(Roles.Farmer) && !User.IsInRole(Roles.ServicePoint) && !User.IsInRole(Roles.Office)
                && await shop.Send(new IsOnShow($"/media/{hash}"), ct)) return Redirect(BeingShrunk);
        }
        // Under a hash nothing else ever changes.
        else Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return File(file.Bytes, file.Type);
    }

    /// <summary>Sent by shrink.js.</summary>
    [HttpPost("/media/{hash:regex(^[[0-9a-f]]{{32}}$)}"), Authorize(Roles = $"{Roles.Farmer},{Roles.ServicePoint},{Roles.Office}"), ValidateAntiForgeryToken]
    public async Task<IActionResult> Shrink(string hash, CancellationToken ct)
    {
        await shop.Send(new ShrinkPhoto(hash, await SentPhoto.Of(Request, ct)), ct);
        return NoContent();
    }
}
