using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Orders.Baskets;
using Storefront.Orders.OrderPage;
using Storefront.Platform.Web;

namespace Storefront.Orders.Reviews;

/// <summary>What the buyer says of goods that were handed over, by the order's link.</summary>
[Area("Orders"), Route("o/{token}/review")]
public sealed class ReviewsController(IMediator shop) : ByLinkController
{
    protected override Func<PhotoSent, Task<string>>? KeepsPhotos => photo => shop.Send(new KeepPhotoForNextTry(photo, KeptPhotos.AtLeast));

    [HttpGet("")]
    public async Task<IActionResult> Index(string token, string? listing, string? sent, CancellationToken ct)
    {
        if (Typing.Id(listing) is null) return SeeOther($"/o/{token}?lang={Lang}");
        ViewData["Sent"] = sent is not null;
        return await Form(token, listing, ct);
    }

    [HttpPost(""), LargestForm(SentPhoto.FormAtMost), RequestSizeLimit(SentPhoto.FormAtMost), RequestFormLimits(MultipartBodyLengthLimit = SentPhoto.FormAtMost)]
    public Task<IActionResult> Send(string token, [FromForm] string? id, [FromForm] string? listing, [FromForm] string? stars, [FromForm] string? words,
        [FromForm] string? name, [FromForm] string? photos, CancellationToken ct) => Answer(async () =>
    {
        await shop.Send(new SendReview(Typing.Id(id) ?? Guid.CreateVersion7(), token, Typing.Id(listing) ?? Guid.Empty, Typed.Whole(stars), words, name,
            await SentPhoto.AllOf(Request, SendReview.MostPhotos, ct), photos == "none", Lang), ct);
        return SeeOther($"/o/{token}/review?lang={Lang}&listing={listing}&sent=1");
    }, () =>
    {
        foreach (var (field, typed) in Request.Form) ModelState.SetModelValue(field, new ValueProviderResult(typed));
        return Form(token, listing, ct);
    });

    async Task<IActionResult> Form(string token, string? listing, CancellationToken ct) =>
        View("Index", await shop.Send(new LookAtReview(token, Typing.Id(listing) ?? throw new Refusal("not-found", RefusalKind.NotFound)), ct));
}
