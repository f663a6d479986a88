using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Storefront.Contracts;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Uploads;

/// <summary>Photos in pieces, for the script of the form: <c>{"bytes": 16384}</c> says how much of one is here.</summary>
[Area("Catalog"), Route("{lang:lang}/farm/uploads/{hash}"), Authorize(Roles = $"{Roles.Farmer},{Roles.ServicePoint}"), AutoValidateAntiforgeryToken, ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class UploadsController(IMediator shop) : ShopController
{
    [HttpGet("")]
    public async Task<IActionResult> Look(string hash, CancellationToken ct) => Json(new { bytes = await shop.Send(new CountArrived(hash), ct) });

    [HttpPatch(""), RequestSizeLimit(KeepPieceHandler.PieceAtMost)]
    public async Task<IActionResult> Keep(string hash, int at, CancellationToken ct)
    {
        using var body = new MemoryStream();
        await Request.Body.CopyToAsync(body, ct);
        return body.Length > KeepPieceHandler.PieceAtMost ? StatusCode(413) : Json(new { bytes = await shop.Send(new KeepPiece(hash, at, body.ToArray()), ct) });
    }
}
