using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Storefront.Catalog.Listings;
using Storefront.Contracts;
using Storefront.Platform.Web;

namespace Storefront.Catalog.MyGoods;

[Area("Catalog"), Route("{lang:lang}/farm/goods"), Authorize(Roles = $"{Roles.Farmer},{Roles.ServicePoint}"), AutoValidateAntiforgeryToken,
    ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class MyGoodsController(IMediator shop) : ShopController
{
    // One that is too big is told so on its own page, up to here.
    const int FormAtMost = 16_000_000;
    // Three a row, for as many rows as a sheet may have.
    const int FieldsAtMost = 3 * Sheet.LinesAtMost + 100;

    [HttpGet("")]
    public async Task<IActionResult> Index([FromQuery(Name = "for")] string? producer, string? page, string? saved, string? waits, CancellationToken ct)
    {
        if (ChooseProducerFirst(producer) is { } choose) return choose;
        ViewData["Saved"] = saved is not null;
        ViewData["Waits"] = (int)Math.Clamp(Typed.Number(waits) ?? 0, 0, Sheet.LinesAtMost);
        return await Open(producer, page, null, ct);
    }

    /// <summary>What was typed on the page, and what a sheet would change: both are rows of one form.</summary>
    [HttpPost(""), RequestFormLimits(ValueCountLimit = FieldsAtMost)]
    public Task<IActionResult> Change([FromForm] string? id, [FromForm(Name = "for")] string? producer, [FromForm] string? page, CancellationToken ct)
    {
        var rows = Request.Form.Keys.Where(k => k.StartsWith("price-", StringComparison.Ordinal)).Select(k => k["price-".Length..]).ToList();
        return Answer(async () =>
        {
            var typed = rows.ConvertAll(row => new PackTyped(row, row.Split('_')[0], row.Split('_')[^1], Typed.Yuan(Request.Form[$"price-{row}"]),
                Typed.Count(Request.Form[$"boxes-{row}"]), PackSeen.Parse(Request.Form[$"seen-{row}"])));
            var waits = await shop.Send(new ChangeGoods(Typed.Id(id) ?? Guid.CreateVersion7(), Acting(producer), typed), ct);
            return SeeOther($"/{Lang}/farm/goods?for={producer}&page={Typed.Number(page) ?? 1}&saved=1&waits={waits}");
        }, () =>
        {
            this.PutBackWhatWasTyped();
            return Open(producer, page, rows, ct);
        });
    }

    [HttpGet("sheet")]
    public async Task<IActionResult> Download([FromQuery(Name = "for")] string? producer, string? template, CancellationToken ct) =>
        File(await shop.Send(new WriteSheet(Acting(producer), template is not null), ct), "text/csv; charset=utf-8", template is null ? "goods.csv" : "goods-template.csv");

    [HttpGet("import")]
    public async Task<IActionResult> Import([FromQuery(Name = "for")] string? producer, CancellationToken ct) => ChooseProducerFirst(producer) ?? await Form(producer, ct);

    [HttpPost("import"), LargestForm(FormAtMost, "sheet-too-big"), RequestSizeLimit(FormAtMost), RequestFormLimits(MultipartBodyLengthLimit = FormAtMost)]
    public Task<IActionResult> Read([FromForm(Name = "for")] string? producer, CancellationToken ct) => Answer(async () =>
    {
        var read = await shop.Send(new ReadSheet(Acting(producer), await Sent(ct)), ct);
        if (read.Faults.Count > 0) Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        ViewData["Read"] = read;
        return await Form(producer, ct);
    }, () => Form(producer, ct));

    static Guid Acting(string? producer) => Typed.Id(producer) ?? throw new Refusal("not-found", RefusalKind.NotFound);

    async Task<IActionResult> Open(string? producer, string? page, IReadOnlyList<string>? rows, CancellationToken ct)
    {
        var goods = await shop.Send(new LookAtGoods(Typed.Id(producer), (int)Math.Clamp(Typed.Number(page) ?? 1, 1, 1_000_000), rows), ct);
        return goods.Producer is null ? Redirect($"/{Lang}/farm/listings") : View("Index", goods);
    }

    async Task<IActionResult> Form(string? producer, CancellationToken ct)
    {
        var goods = await shop.Send(new LookAtGoods(Typed.Id(producer)), ct);
        return goods.Producer is null ? Redirect($"/{Lang}/farm/listings") : View("Import", goods);
    }

    async Task<byte[]> Sent(CancellationToken ct)
    {
        if (Request.Form.Files["sheet"] is not { Length: > 0 } file) throw new Refusal("sheet-missing", field: "sheet");
        if (file.Length > Sheet.BytesAtMost) throw new Refusal("sheet-too-big", field: "sheet");      // before it takes that much memory
        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }
}
