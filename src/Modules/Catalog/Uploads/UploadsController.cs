using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Storefront.Contracts;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Uploads;

/// <summary>Photos, and what a broken line let through of them, for the script of the form: <c>{"bytes": 16384}</c> says how much of one is here.</summary>
[Area("Catalog"), Route("{lang:lang}/farm/uploads/{hash}"), Authorize(Roles = $"{Roles.Farmer},{Roles.ServicePoint}"), AutoValidateAntiforgeryToken,
    ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class UploadsController(IMediator shop) : ShopController
{
    [HttpGet("")]
    public async Task<IActionResult> Look(string hash, CancellationToken ct) => Json(new { bytes = await shop.Send(new CountArrived(hash), ct) });

    [HttpPatch(""), RequestSizeLimit(KeepPieceHandler.WholeAtMost)]
    public async Task<IActionResult> Keep(string hash, int at, CancellationToken ct)
    {
        using var body = new MemoryStream();
        // What came before the line broke is kept: the sender asks how much it was, and goes on there.
        try { await Request.Body.CopyToAsync(body, ct); }
        catch (Exception broken) when (broken is OperationCanceledException or IOException
            and not BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }) { ct = CancellationToken.None; }
        return body.Length > KeepPieceHandler.WholeAtMost ? StatusCode(413) : Json(new { bytes = await shop.Send(new KeepPiece(hash, at, body.ToArray()), ct) });
    }
}
