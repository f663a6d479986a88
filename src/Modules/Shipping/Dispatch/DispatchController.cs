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

    [HttpPost("new")]
    public Task<IActionResult> Create(Guid id, string? truck, string? driver, int? capacity, string? from, string? to, string? via, CancellationToken ct) => Answer(
        async () => SeeOther($"/{Lang}/dispatch/{await mediator.Send(new CreateRun(id, truck ?? "", driver ?? "", capacity ?? 0, from ?? "", to ?? "", via), ct)}"),
        () => New(from, to, via, ct));

    [HttpGet("{run}")]
    public async Task<IActionResult> Run(string run, int page, int waiting, CancellationToken ct) => View("Run", await mediator.Send(new ShowRun(run, page, waiting), ct));

    [HttpPost("{run}/load")]
    public Task<IActionResult> Load(string run, Guid id, Guid[] parcels, bool all, CancellationToken ct) =>
        Then(run, new LoadParcels(id, all ? null : parcels ?? []), ct);

    [HttpPost("{run}/depart")]
    public Task<IActionResult> Depart(string run, Guid id, CancellationToken ct) => Then(run, new DepartRun(id), ct);

    [HttpPost("{run}/scan")]
    public Task<IActionResult> Scan(string run, Guid id, Guid scan, string? place, string? time, string? parcel, CancellationToken ct) =>
        Then(run, new RecordScan(scan, id, place ?? "", FromChina(time), parcel), ct);

    [HttpPost("{run}/deliver")]
    public Task<IActionResult> Deliver(string run, Guid id, Guid parcel, string? receivedBy, string? note, CancellationToken ct) =>
        Then(run, new DeliverParcel(id, parcel, receivedBy ?? "", note), ct);

    [HttpGet("close")]
    public async Task<IActionResult> Close(string? leg, ClosureKind? kind, string? until, CancellationToken ct) =>
        View("Close", new ClosingLeg(leg, kind, until, await mediator.Send(new ListLegs(), ct), leg is { Length: > 0 } ? await mediator.Send(new PreviewClosure(leg, FromChina(until)), ct) : null));

    [HttpPost("close")]
    public Task<IActionResult> Confirm(Guid id, string? leg, ClosureKind? kind, string? until, CancellationToken ct) => Answer(
        async () =>
        {
            await mediator.Send(new CloseLeg(id, leg ?? "", kind, FromChina(until)), ct);
            return SeeOther($"/{Lang}/dispatch");
        },
        () => Close(leg, kind, until, ct));

    [HttpPost("reopen")]
    public async Task<IActionResult> Reopen(Guid id, CancellationToken ct)
    {
        await mediator.Send(new ReopenLeg(id), ct);
        return SeeOther($"/{Lang}/dispatch");
    }

    Task<IActionResult> Then<T>(string run, IRequest<T> message, CancellationToken ct) => Answer(
        async () =>
        {
            await mediator.Send(message, ct);
            return SeeOther($"/{Lang}/dispatch/{run}");
        },
        () => Run(run, 1, 1, ct));

    /// <summary>A datetime-local field is read as China time, wherever the browser stands.</summary>
    static DateTime? FromChina(string? field) =>
        DateTime.TryParseExact(field, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? ChinaTime.ToUtc(time) : null;
}

/// <param name="Link">To a page of the list, but for its number.</param>
internal sealed record Pages(Sheet Sheet, string Link, string Name);
internal sealed record NewRun(ProposeWay Asked, WayProposed Proposed);
internal sealed record ClosingLeg(string? Leg, ClosureKind? Kind, string? Until, IReadOnlyList<LegNamed> Legs, ClosurePreview? Preview);
