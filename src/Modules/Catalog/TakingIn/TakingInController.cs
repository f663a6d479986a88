using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Storefront.Catalog.Applying;
using Storefront.Catalog.MyGoods;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform.Web;

namespace Storefront.Catalog.TakingIn;

/// <summary>The office takes producers in.</summary>
[Area("Catalog"), Route("{lang:lang}/office/producers"), Authorize(Roles = Roles.Office), AutoValidateAntiforgeryToken, ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class TakingInController(IMediator shop) : ShopController
{
    protected override Func<PhotoSent, Task<string>>? KeepsPhotos => photo => shop.Send(new KeepPhotoForNextTry(photo, KeptPhotos.AtLeast));

    [HttpGet("")]
    public Task<IActionResult> Index(string? done, string? application, CancellationToken ct)
    {
        ViewData["Done"] = done is not null;
        return Show(application, ct);
    }

    [HttpPost(""), LargestForm(SentPhoto.FormAtMost), RequestSizeLimit(SentPhoto.FormAtMost), RequestFormLimits(MultipartBodyLengthLimit = SentPhoto.FormAtMost)]
    public Task<IActionResult> Add(
        [FromForm] string? id, [FromForm] string? name, [FromForm(Name = "name-en")] string? nameEn, [FromForm(Name = "name-fr")] string? nameFr, [FromForm] string? place,
        [FromForm] string? household, [FromForm(Name = "household-en")] string? householdEn, [FromForm(Name = "household-fr")] string? householdFr,
        [FromForm] string? story, [FromForm(Name = "story-en")] string? storyEn, [FromForm(Name = "story-fr")] string? storyFr, [FromForm] string? since,
        [FromForm] string? application, [FromForm] string? seen, CancellationToken ct) => Answer(async () =>
    {
        decimal? year = string.IsNullOrWhiteSpace(since) ? null : Typed.Number(since) ?? -1;      // no number is refused like a year that cannot be
        await shop.Send(new AddProducer(Typed.Id(id) ?? Guid.CreateVersion7(), new(name, nameEn, nameFr), place, new(household, householdEn, householdFr),
            new(story, storyEn, storyFr), year, await SentPhoto.Of(Request, ct), Typed.Id(application) is { } read ? new(read, seen) : null), ct);
        return SeeOther($"/{Lang}/office/producers?done=1");
    }, () => Show(application, ct));

    // A refused form stands at the POST's address: a language link or a restored tab GETs it.
    [HttpGet("decline")]
    public IActionResult Declined() => SeeOther($"/{Lang}/office/producers");

    [HttpPost("decline")]
    public Task<IActionResult> Decline([FromForm] string? application, [FromForm] string? seen, CancellationToken ct) => Answer(async () =>
    {
        var id = Typed.Id(application) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        await shop.Send(new DeclineApplication(id, Request.Form[$"reason-{id}"], seen), ct);
        return SeeOther($"/{Lang}/office/producers");
    }, () =>
    {
        this.PutBackWhatWasTyped();
        return Show(null, ct);
    });

    async Task<IActionResult> Show(string? application, CancellationToken ct) => View("Index", await shop.Send(new ListProducers(Typed.Id(application)), ct));
}
