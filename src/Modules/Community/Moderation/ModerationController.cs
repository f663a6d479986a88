using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Storefront.Community.Questions;
using Storefront.Community.Reviews;
using Storefront.Contracts;
using Storefront.Platform.Web;

namespace Storefront.Community.Moderation;

[Area("Community"), Route("{lang:lang}/office/moderation"), Authorize(Roles = Roles.Office), AutoValidateAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ModerationController(IMediator shop) : ShopController
{
    [HttpGet("")]
    public Task<IActionResult> Index(string? done, CancellationToken ct)
    {
        ViewData["Done"] = done is not null;
        return Show(ct);
    }

    // A refused form stands at the POST's address: a language link or a restored tab GETs it.
    [HttpGet("{what:regex(^(review|question)$)}")]
    public IActionResult Again() => SeeOther($"/{Lang}/office/moderation");

    [HttpPost("review")]
    public Task<IActionResult> Review([FromForm] Guid id, [FromForm] string? version, [FromForm] string? decision, CancellationToken ct) => Act(async () =>
    {
        _ = int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var seen);
        await shop.Send(new DecideReview(id, seen, decision == "publish", Request.Form[$"reason-{id}"]), ct);
    }, ct);

    [HttpPost("question")]
    public Task<IActionResult> Question([FromForm(Name = "for")] Guid producer, [FromForm] Guid id, [FromForm] string? decision, CancellationToken ct) => Act(async () =>
    {
        if (decision == "drop") await shop.Send(new DropQuestion(id), ct);
        else await shop.Send(new AnswerQuestion(producer, id, Request.Form[$"answer-{id}"]), ct);
    }, ct);

    Task<IActionResult> Act(Func<Task> send, CancellationToken ct) => Answer(async () =>
    {
        await send();
        return SeeOther($"/{Lang}/office/moderation?done=1");
    }, () =>
    {
        foreach (var (name, typed) in Request.Form) ModelState.SetModelValue(name, new(typed));
        return Show(ct);
    });

    async Task<IActionResult> Show(CancellationToken ct) => View("Index", await shop.Send(new LookAtModeration(), ct));
}
