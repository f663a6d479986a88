using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Storefront.Catalog.Revisions;
using Storefront.Catalog.Uploads;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform.Web;

namespace Storefront.Catalog.AboutMe;

[Area("Catalog"), Route("{lang:lang}/farm/page"), Authorize(Roles = $"{Roles.Farmer},{Roles.ServicePoint},{Roles.Office}"), AutoValidateAntiforgeryToken,
    ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class AboutMeController(IMediator shop) : ShopController
{
    protected override Func<PhotoSent, Task<string>>? KeepsPhotos => photo => shop.Send(new KeepPhotoForNextTry(photo, KeptPhotos.AtLeast));

    protected override Task<IReadOnlyList<PhotoSent>> PhotosSent(CancellationToken ct) => shop.PhotosOf(Request, ct);

    [HttpGet("")]
    public async Task<IActionResult> Index([FromQuery(Name = "for")] string? producer, string? done, CancellationToken ct)
    {
        if (ChooseProducerFirst(producer) is { } choose) return choose;
        ViewData["Done"] = done is not null;
        return await Show(producer, ct);
    }

    [HttpPost("")]
    public Task<IActionResult> Change([FromForm(Name = "for")] string? producer, [FromForm] string? sold, [FromForm] string? minimum, CancellationToken ct) => Answer(async () =>
    {
        var actedFor = Typed.Id(producer) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        await shop.Send(new ChangeMyPage(actedFor, sold == "1", string.IsNullOrWhiteSpace(minimum) ? null : Typed.Yuan(minimum) ?? -1), ct);
        return SeeOther($"/{Lang}/farm/page?for={actedFor}&done=1");
    }, () => Show(producer, ct));

    // A refused form stands at the POST's address: a language link or a restored tab GETs it.
    [HttpGet("story")]
    public IActionResult Back([FromQuery(Name = "for")] string? producer) => SeeOther($"/{Lang}/farm/page?for={producer}");

    [HttpPost("story"), LargestForm(SentPhoto.FormAtMost), RequestSizeLimit(SentPhoto.FormAtMost), RequestFormLimits(MultipartBodyLengthLimit = SentPhoto.FormAtMost)]
    public Task<IActionResult> Tell([FromForm] string? id, [FromForm(Name = "for")] string? producer, [FromForm] string? seen, CancellationToken ct) => Answer(async () =>
    {
        var actedFor = Typed.Id(producer) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        await shop.Send(new ChangeStory(Typed.Id(id) ?? Guid.CreateVersion7(), actedFor, Request.Written("household"), Request.Written("story"),
            Request.Written("quote"), await shop.PhotoOf(Request, ct), seen), ct);
        return SeeOther($"/{Lang}/farm/page?for={actedFor}&done=1");
    }, () =>
    {
        foreach (var (name, typed) in Request.Form) ModelState.SetModelValue(name, new(typed));
        return Show(producer, ct);
    });

    async Task<IActionResult> Show(string? producer, CancellationToken ct) => View("Index", await shop.Send(new LookAtMyPage(Typed.Id(producer)), ct));
}
