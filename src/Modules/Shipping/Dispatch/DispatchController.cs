using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Storefront.Contracts;
using Storefront.Platform.Web;

namespace Storefront.Shipping.Dispatch;

[Area("Shipping"), Route("{lang:lang}/dispatch"), Authorize(Roles = $"{Roles.Coordinator},{Roles.Office}"), AutoValidateAntiforgeryToken]
public sealed class DispatchController(IMediator mediator) : ShopController
{
    [HttpGet("")]
    public async Task<IActionResult> Board(CancellationToken ct) => View("Board", await mediator.Send(new ShowBoard(), ct));

    [HttpGet("new")]
    public async Task<IActionResult> New(string? from, string? to, string? via, CancellationToken ct)
    {
        var asked = new ProposeWay(from ?? "zhongde", to ?? "chengdu", via);
        return View("New", new NewRun(asked, await mediator.Send(asked, ct)));
    }

    // What a form sends is read by the rules, never by the framework: that one's sentences are English on every page.
    [HttpPost("new")]
    public Task<IActionResult> Create(string? id, string? truck, string? driver, string? capacity, string? from, string? to, string? via, CancellationToken ct) => Answer(
        async () => SeeOther($"/{Lang}/dispatch/{await mediator.Send(new CreateRun(Id(id), truck ?? "", driver ?? "", Typed.Kilograms(capacity) is { Scale: 0 } kilograms ? (int)Math.Min(kilograms, 1_000_000) : 0, from ?? "", to ?? "", via), ct)}"),
        () => New(from, to, via, ct));

    [HttpGet("{run}")]
    public async Task<IActionResult> Run(string run, string? page, string? waiting, CancellationToken ct) =>
        View("Run", await mediator.Send(new ShowRun(run, Typed.Whole(page) ?? 0, Typed.Whole(waiting) ?? 0), ct));

    [HttpPost("{run}/load")]
    public Task<IActionResult> Load(string run, string? id, string[]? parcels, string? all, string? page, string? waiting, CancellationToken ct) =>
        Then(run, () => new LoadParcels(Id(id), all == "true" ? null : [.. (parcels ?? []).Select(Id)]), page, waiting, ct);

    [HttpPost("{run}/depart")]
    public Task<IActionResult> Depart(string run, string? id, CancellationToken ct) => Then(run, () => new DepartRun(Id(id)), null, null, ct);

    [HttpPost("{run}/scan")]
    public Task<IActionResult> Scan(string run, string? id, string? scan, string? place, string? time, string? parcel, CancellationToken ct) =>
        Then(run, () => new RecordScan(Id(scan), Id(id), place ?? "", FromChina(time, "time"), parcel), null, null, ct);

    /// <param name="box">The parcel's id; <c>parcel</c> is what is typed into the form above it.</param>
    [HttpPost("{run}/deliver")]
    public Task<IActionResult> Deliver(string run, string? id, string? box, string? receivedBy, string? note, string? page, CancellationToken ct) =>
        Then(run, () => new DeliverParcel(Id(id), Id(box), receivedBy ?? "", note), page, null, ct);

    [HttpGet("close")]
    public Task<IActionResult> Close(string? leg, string? kind, string? until, CancellationToken ct) => Answer(
        async () => await Closing(leg, kind, until, leg is { Length: > 0 } ? await mediator.Send(new PreviewClosure(leg, FromChina(until, "until")), ct) : null, ct),
        () => Closing(leg, kind, until, null, ct));

    /// <summary>Refused, it shows the form only: whom it delays is asked anew with what is put right.</summary>
    [HttpPost("close")]
    public Task<IActionResult> Confirm(string? id, string? leg, string? kind, string? until, CancellationToken ct) => Answer(
        async () =>
        {
            await mediator.Send(new CloseLeg(Id(id), leg ?? "", Kind(kind), FromChina(until, "until")), ct);
            return SeeOther($"/{Lang}/dispatch");
        },
        () => Closing(leg, kind, until, null, ct));

    [HttpPost("reopen")]
    public async Task<IActionResult> Reopen(string? id, CancellationToken ct)
    {
        await mediator.Send(new ReopenLeg(Id(id)), ct);
        return SeeOther($"/{Lang}/dispatch");
    }

    async Task<IActionResult> Closing(string? leg, string? kind, string? until, ClosurePreview? preview, CancellationToken ct) =>
        View("Close", new ClosingLeg(leg, kind, until, await mediator.Send(new ListLegs(), ct), preview));

    /// <param name="page">The pages that the form stood on, so that a refused one is found again.</param>
    Task<IActionResult> Then<T>(string run, Func<IRequest<T>> message, string? page, string? waiting, CancellationToken ct) => Answer(
        async () =>
        {
            await mediator.Send(message(), ct);
            return SeeOther($"/{Lang}/dispatch/{run}");
        },
        () => Run(run, page, waiting, ct));

    static Guid Id(string? sent) => Guid.TryParse(sent, out var id) ? id : Guid.Empty;

    static ClosureKind? Kind(string? sent) => Enum.TryParse<ClosureKind>(sent, out var kind) && Enum.IsDefined(kind) ? kind : null;

    /// <summary>A datetime-local field is read as China time, wherever the browser stands. A browser without such fields sends what was typed.</summary>
    static DateTime? FromChina(string? typed, string field) =>
        string.IsNullOrWhiteSpace(typed) ? null
        : DateTime.TryParseExact(typed.Trim(), ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm"], CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var time) ? ChinaTime.ToUtc(time)
        : throw new Refusal("time-unreadable", field: field);
}

/// <param name="Link">To a page of the list, but for its number.</param>
internal sealed record Pages(Sheet Sheet, string Link, string Name);
internal sealed record NewRun(ProposeWay Asked, WayProposed Proposed);
internal sealed record ClosingLeg(string? Leg, string? Kind, string? Until, IReadOnlyList<LegNamed> Legs, ClosurePreview? Preview);
