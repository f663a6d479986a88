using MediatR;
using Microsoft.AspNetCore.Mvc;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Pictures;

[Area("Catalog")]
public sealed class PicturesController(IMediator shop) : ShopController
{
    /// <summary>The ending is always webp in our links; what the file really is, its type says.</summary>
    [HttpGet("/media/{hash:regex(^[[0-9a-f]]{{32}}$)}-{width:int:range(1,4096)}.{ending:regex(^(webp|jpg|png)$)}")]
    public async Task<IActionResult> Photo(string hash, int width, CancellationToken ct)
    {
        if (await shop.Send(new ReadPhoto(hash, width), ct) is not { } file) return NotFound();
        // Under a hash nothing ever changes.
        Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return File(file.Bytes, file.Type);
    }
}
