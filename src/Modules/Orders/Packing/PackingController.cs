using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Primitives;
using Storefront.Contracts;
using Storefront.Orders.Baskets;
using Storefront.Platform.Web;

namespace Storefront.Orders.Packing;

[Area("Orders"), Route("{lang:lang}/farm"), Authorize(Roles = $"{Roles.Farmer},{Roles.ServicePoint}"), AutoValidateAntiforgeryToken,
    ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class PackingController(IMediator shop) : ShopController
{
    [HttpGet("")]
    public async Task<IActionResult> Index([FromQuery(Name = "for")] string? producer, string? page, CancellationToken ct) => ChooseProducerFirst(producer)
        ?? await Show(Typing.Id(producer), page, ct);

    // A refused form stands at the POST's address: a language link or a restored tab GETs it.
    [HttpGet("packed")]
    public IActionResult Packed() => SeeOther($"/{Lang}/farm");

    /// <summary>One press on the list: the boxes weigh what was sold.</summary>
    [HttpPost("packed")]
    public Task<IActionResult> Packed([FromForm(Name = "for")] string? producer, string? part, [FromForm] string? page, CancellationToken ct) => Answer(async () =>
    {
        var actedFor = Known(producer);
        await shop.Send(new MarkPacked(actedFor, Known(part), [], Money.Zero), ct);
        return SeeOther($"/{Lang}/farm?for={actedFor}{(Typed.Whole(page) is > 1 and var number ? $"&page={number}" : "")}");
    }, () => Show(Typing.Id(producer), page, ct));

    [HttpGet("pick")]
    public async Task<IActionResult> Pick([FromQuery(Name = "for")] string? producer, CancellationToken ct) => View(await shop.Send(new ListToPick(Typing.Id(producer)), ct));

    /// <summary>With weights in the query it says what they would give back, before anybody confirms it.</summary>
    [HttpGet("part/{id}")]
    public Task<IActionResult> Part(string id, [FromQuery(Name = "for")] string? producer, CancellationToken ct) =>
        Answer(() => Open(id, producer, Weights(Request.Query), ct), () => Again(id, producer, Request.Query, ct));

    [HttpPost("part/{id}")]
    public Task<IActionResult> Weigh(string id, [FromForm(Name = "for")] string? producer, [FromForm] string? agreed, CancellationToken ct) => Answer(async () =>
    {
        var (actedFor, part, weights) = (Known(producer), Known(id), Weights(Request.Form));
        var here = $"/{Lang}/farm/part/{part}?for={actedFor}";
        var open = await shop.Send(new LookAtPart(actedFor, part, weights), ct);
        if (open.Waits && open.Back.Fen != (Typed.Whole(agreed) ?? 0))
            return SeeOther(here + string.Concat(weights.Select(w => $"&{Weighing.FieldOf(w.LineId)}={Uri.EscapeDataString(Request.Form[Weighing.FieldOf(w.LineId)].ToString())}")));
        await shop.Send(new MarkPacked(actedFor, part, weights, open.Back), ct);
        return SeeOther(here);
    }, () => Again(id, producer, Request.Form, ct));

    [HttpGet("part/{id}/labels")]
    public Task<IActionResult> Labels(string id, [FromQuery(Name = "for")] string? producer, CancellationToken ct) => Print("Labels", id, producer, ct);

    [HttpGet("part/{id}/slip")]
    public Task<IActionResult> Slip(string id, [FromQuery(Name = "for")] string? producer, CancellationToken ct) => Print("Slip", id, producer, ct);

    /// <summary>Asked for too early, the part's own page says what to press first.</summary>
    Task<IActionResult> Print(string sheet, string id, string? producer, CancellationToken ct) =>
        Answer(async () => View(sheet, await shop.Send(new LookAtParcel(Known(producer), Known(id)), ct)), () =>
    {
        ViewData["Printing"] = true;
        return Open(id, producer, [], ct);
    });

    async Task<IActionResult> Show(Guid? producer, string? page, CancellationToken ct) => View("Index", await shop.Send(new ListToPack(producer, Typed.Whole(page) ?? 1), ct));

    async Task<IActionResult> Open(string id, string? producer, IReadOnlyList<LineWeight> weights, CancellationToken ct) =>
        View("Part", await shop.Send(new LookAtPart(Known(producer), Known(id), weights), ct));

    Task<IActionResult> Again(string id, string? producer, IEnumerable<KeyValuePair<string, StringValues>> typed, CancellationToken ct)
    {
        foreach (var (name, value) in typed) ModelState.SetModelValue(name, new ValueProviderResult(value));
        return Open(id, producer, [], ct);
    }

    /// <summary>What was typed, line by line; a field left empty says that the boxes weigh what was sold.</summary>
    static List<LineWeight> Weights(IEnumerable<KeyValuePair<string, StringValues>> typed) =>
        [.. from field in typed
            where field.Key.StartsWith("kg-", StringComparison.Ordinal) && !string.IsNullOrWhiteSpace(field.Value)
            let line = Typing.Id(field.Key["kg-".Length..])
            where line is not null
            select new LineWeight(line.Value, Typed.Kilograms(field.Value) ?? 0)];

    static Guid Known(string? id) => Typing.Id(id) ?? throw new Refusal("not-found", RefusalKind.NotFound);
}
