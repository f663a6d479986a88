using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Orders.Baskets;
using Storefront.Orders.OrderPage;
using Storefront.Platform.Web;

namespace Storefront.Orders.Claims;

/// <summary>The buyer's side: something is wrong with boxes that were handed over.</summary>
[Area("Orders"), Route("o/{token}/claim")]
public sealed class ClaimsController(IMediator shop) : ByLinkController
{
    protected override Func<PhotoSent, Task<string>>? KeepsPhotos => photo => shop.Send(new KeepPhotoForNextTry(photo, KeptPhotos.AtLeast));

    [HttpGet("")]
    public async Task<IActionResult> Index(string token, string? part, CancellationToken ct) =>
        Typing.Id(part) is null ? SeeOther($"/o/{token}?lang={Lang}") : await Form(token, part, ct);

    [HttpPost(""), LargestForm(SentPhoto.FormAtMost), RequestSizeLimit(SentPhoto.FormAtMost), RequestFormLimits(MultipartBodyLengthLimit = SentPhoto.FormAtMost)]
    public Task<IActionResult> Make(string token, [FromForm] string? id, [FromForm] string? part, [FromForm] string? kind, [FromForm] string? wish,
        [FromForm] string? note, CancellationToken ct) => Answer(async () =>
    {
        var lines = Request.Form.Keys.Where(k => k.StartsWith("units-", StringComparison.Ordinal) && Typing.Id(k["units-".Length..]) is not null)
            .Select(k => new UnitsClaimed(Typing.Id(k["units-".Length..])!.Value, Request.Form[k].ToString().Trim().Length == 0 ? 0 : Typed.Whole(Request.Form[k]))).ToList();
        await shop.Send(new MakeClaim(Typing.Id(id) ?? Guid.CreateVersion7(), token, Typing.Id(part) ?? Guid.Empty, Chosen<ClaimKind>(kind),
            Chosen<ClaimWish>(wish) ?? ClaimWish.Refund, lines, note, await SentPhoto.Of(Request, ct)), ct);
        return SeeOther($"/o/{token}?lang={Lang}#claims");
    }, () =>
    {
        foreach (var (name, typed) in Request.Form) ModelState.SetModelValue(name, new ValueProviderResult(typed));
        return Form(token, part, ct);
    });

    async Task<IActionResult> Form(string token, string? part, CancellationToken ct) =>
        View("Index", await shop.Send(new LookAtClaim(token, Typing.Id(part) ?? throw new Refusal("not-found", RefusalKind.NotFound)), ct));

    internal static T? Chosen<T>(string? text) where T : struct, Enum => Enum.GetValues<T>().Cast<T?>()
        .FirstOrDefault(v => string.Equals(v.ToString(), text, StringComparison.OrdinalIgnoreCase));
}
