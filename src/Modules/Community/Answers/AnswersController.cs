using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Storefront.Community.Questions;
using Storefront.Community.Reviews;
using Storefront.Contracts;
using Storefront.Contracts.Accounts;
using Storefront.Platform.Pipeline;
using Storefront.Platform.Web;

namespace Storefront.Community.Answers;

/// <summary>The producer's side of what people ask and say.</summary>
[Area("Community"), Route("{lang:lang}/farm/answers"), Authorize(Roles = $"{Roles.Farmer},{Roles.ServicePoint},{Roles.Office}"), AutoValidateAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class AnswersController(IMediator shop, Caller caller) : ShopController
{
    [HttpGet("")]
    public async Task<IActionResult> Index([FromQuery(Name = "for")] Guid? producer, string? done, CancellationToken ct)
    {
        if (ChooseProducerFirst(producer?.ToString()) is { } choose) return choose;
        ViewData["Done"] = done is not null;
        return await Show(producer, ct);
    }

    // A refused form stands at the POST's address: a language link or a restored tab GETs it.
    [HttpGet("{what:regex(^(review|question)$)}")]
    public IActionResult Again() => SeeOther($"/{Lang}/farm/answers");

    [HttpPost("review")]
    public Task<IActionResult> Review([FromForm(Name = "for")] Guid producer, [FromForm] Guid id, CancellationToken ct) =>
        Answered(producer, id, answer => shop.Send(new AnswerReview(producer, id, answer), ct), ct);

    [HttpPost("question")]
    public Task<IActionResult> Question([FromForm(Name = "for")] Guid producer, [FromForm] Guid id, CancellationToken ct) =>
        Answered(producer, id, answer => shop.Send(new AnswerQuestion(producer, id, answer), ct), ct);

    Task<IActionResult> Answered(Guid producer, Guid id, Func<string?, Task> send, CancellationToken ct) => Answer(async () =>
    {
        await send(Request.Form[$"answer-{id}"]);
        return SeeOther($"/{Lang}/farm/answers?for={producer}&done=1");
    }, () =>
    {
        foreach (var (name, typed) in Request.Form) ModelState.SetModelValue(name, new(typed));
        return Show(producer, ct);
    });

    async Task<IActionResult> Show(Guid? producer, CancellationToken ct)
    {
        var producers = await shop.Send(new ProducersOf(caller.Person), ct);
        var chosen = producer ?? (producers is [var first, ..] ? first.ProducerId : null);
        return View("Index", new AnswersPage(producers, chosen, chosen is { } id ? await shop.Send(new LookAtAnswers(id), ct) : null));
    }
}

public sealed record AnswersPage(IReadOnlyList<ProducerActedFor> Producers, Guid? ProducerId, AnswersLook? Look)
{
    public ProducerActedFor? Producer => Producers.FirstOrDefault(p => p.ProducerId == ProducerId);
}
