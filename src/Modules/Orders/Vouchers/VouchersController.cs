using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Storefront.Contracts;
using Storefront.Platform.Web;

namespace Storefront.Orders.Vouchers;

/// <summary>Where vouchers are redeemed: the code is typed, or stands in the link of the card's QR code; what it is for is shown before anything happens.</summary>
[Area("Orders"), Route("{lang:lang}/point/vouchers"), Authorize(Roles = $"{Roles.ServicePoint},{Roles.Office}"), AutoValidateAntiforgeryToken,
    ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class VouchersController(IMediator shop) : ShopController
{
    [HttpGet("")]
    public Task<IActionResult> Index(string? code, CancellationToken ct) => Answer(async () => View("Index", code is null ? null : await shop.Send(new LookAtVoucher(code), ct)), Blank);

    [HttpGet("redeem")]
    public IActionResult Redeem() => SeeOther($"/{Lang}/point/vouchers");

    [HttpPost("redeem")]
    public Task<IActionResult> Redeem(string? code, CancellationToken ct) => Answer(async () =>
    {
        ViewData["Redeemed"] = true;
        return View("Index", await shop.Send(new RedeemVoucher(code), ct));
    }, Blank);

    Task<IActionResult> Blank()
    {
        ViewData.Remove("Redeemed");
        return Task.FromResult<IActionResult>(View("Index", null));
    }
}
