using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Storefront.Catalog.MyGoods;
using Storefront.Catalog.Revisions;
using Storefront.Catalog.Uploads;
using Storefront.Catalog.Vouchers;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Listings;

[Area("Catalog"), Route("{lang:lang}/farm/listings"), Authorize(Roles = $"{Roles.Farmer},{Roles.ServicePoint}"), AutoValidateAntiforgeryToken,
    ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ListingsController(IMediator shop) : ShopController
{
    protected override Func<PhotoSent, Task<string>>? KeepsPhotos => photo => shop.Send(new KeepPhotoForNextTry(photo, KeptPhotos.AtLeast));

    protected override Task<IReadOnlyList<PhotoSent>> PhotosSent(CancellationToken ct) => shop.PhotosOf(Request, ct);

    [HttpGet("")]
    public async Task<IActionResult> Index([FromQuery(Name = "for")] string? producer, string? listed, string? ended, CancellationToken ct)
    {
        if (ChooseProducerFirst(producer) is { } choose) return choose;
        ViewData["Listed"] = listed;
        ViewData["Ended"] = ended is not null;
        return View(await shop.Send(new ShowListings(Typed.Id(producer)), ct));
    }

    [HttpGet("new")]
    public async Task<IActionResult> New([FromQuery(Name = "for")] string? producer, string? like, CancellationToken ct) => ChooseProducerFirst(producer) ?? await Form(producer, ct, like);

    [HttpPost("new"), LargestForm(SentPhoto.FormAtMost), RequestSizeLimit(SentPhoto.FormAtMost), RequestFormLimits(MultipartBodyLengthLimit = SentPhoto.FormAtMost)]
    public Task<IActionResult> List([FromForm(Name = "for")] string? producer, ListingTyped typed, CancellationToken ct) => Answer(async () =>
    {
        var actedFor = Acting(producer);
        var slug = await shop.Send(new ListProduct(FormId(typed.Id), actedFor, typed.Category ?? "", typed.Name ?? "", typed.About, Typed.Day(typed.Picked),
            Typed.Kilograms(typed.Kilograms), Typed.Kilograms(typed.Box),
            Boxes(typed.Boxes), Typed.Yuan(typed.Price), await shop.PhotosOf(Request, ct), Lang), ct);
        return SeeOther($"/{Lang}/farm/listings?for={actedFor}&listed={slug}");
    }, () => Form(producer, ct));

    [HttpGet("voucher")]
    public async Task<IActionResult> Voucher([FromQuery(Name = "for")] string? producer, CancellationToken ct) => ChooseProducerFirst(producer) ?? await VoucherForm(producer, ct);

    [HttpPost("voucher"), LargestForm(SentPhoto.FormAtMost), RequestSizeLimit(SentPhoto.FormAtMost), RequestFormLimits(MultipartBodyLengthLimit = SentPhoto.FormAtMost)]
    public Task<IActionResult> ListVoucher([FromForm(Name = "for")] string? producer, VoucherTyped typed, CancellationToken ct) => Answer(async () =>
    {
        var actedFor = Acting(producer);
        var slug = await shop.Send(new ListVoucher(FormId(typed.Id), actedFor, typed.Name ?? "", typed.About, Typed.Day(typed.From), Typed.Day(typed.Until),
            Typed.Count(typed.Units), Typed.Yuan(typed.Price), await shop.PhotoOf(Request, ct), Lang), ct);
        return SeeOther($"/{Lang}/farm/listings?for={actedFor}&listed={slug}");
    }, () => VoucherForm(producer, ct));

    async Task<IActionResult> VoucherForm(string? producer, CancellationToken ct) => View("~/Catalog/Vouchers/New.cshtml", await shop.Send(new ShowListings(Typed.Id(producer)), ct));

    [HttpPost("{slug}/day")]
    public Task<IActionResult> OfferDay(string slug, [FromForm(Name = "for")] string? producer, [FromForm] string? day, [FromForm] string? places, CancellationToken ct) => Answer(async () =>
    {
        await shop.Send(new OfferDay(Acting(producer), slug, Typed.Day(day), Typed.Count(places)), ct);
        return Saved(slug, producer, "day");
    }, () => Again(slug, producer, ct));

    [HttpGet("{slug}")]
    public async Task<IActionResult> Edit(string slug, [FromQuery(Name = "for")] string? producer, string? saved, CancellationToken ct)
    {
        ViewData["Saved"] = saved;
        // A message's link names nobody: whose it is says the listing.
        return producer is null ? SeeOther($"/{Lang}/farm/listings/{slug}?for={await shop.Send(new OwnerOf(slug), ct)}") : await Open(slug, producer, ct);
    }

    [HttpPost("{slug}")]
    public Task<IActionResult> Change(string slug, [FromForm] string? id, [FromForm(Name = "for")] string? producer, CancellationToken ct) => Answer(async () =>
    {
        var packs = Request.Form.Keys.Where(k => k.StartsWith("price-", StringComparison.Ordinal)).Select(k => k["price-".Length..])
            .Select(pack => new PackTyped(pack, slug, pack, Typed.Yuan(Request.Form[$"price-{pack}"]), Typed.Count(Request.Form[$"boxes-{pack}"]),
                PackSeen.Parse(Request.Form[$"seen-{pack}"]))).ToList();
        await shop.Send(new ChangeGoods(FormId(id), Acting(producer), packs), ct);
        return Saved(slug, producer, "change");
    }, () => Again(slug, producer, ct));

    [HttpPost("{slug}/season")]
    public Task<IActionResult> SetSeason(string slug, [FromForm(Name = "for")] string? producer, [FromForm] string? opens, [FromForm] string? closes,
        [FromForm] string? seen, CancellationToken ct) => Answer(async () =>
    {
        await shop.Send(new SetSeason(Acting(producer), slug, opens, closes, Season.Parse(seen)), ct);
        return Saved(slug, producer, "season");
    }, () => Again(slug, producer, ct));

    [HttpPost("{slug}/photos"), LargestForm(SentPhoto.FormAtMost), RequestSizeLimit(SentPhoto.FormAtMost), RequestFormLimits(MultipartBodyLengthLimit = SentPhoto.FormAtMost)]
    public Task<IActionResult> AddPhotos(string slug, [FromForm(Name = "for")] string? producer, CancellationToken ct) => Answer(async () =>
    {
        await shop.Send(new AddPhotos(Acting(producer), slug, await shop.PhotosOf(Request, ct)), ct);
        return Saved(slug, producer, "photos");
    }, () => Open(slug, producer, ct));

    [HttpPost("{slug}/photos/first")]
    public Task<IActionResult> PutPhotoFirst(string slug, [FromForm(Name = "for")] string? producer, [FromForm] string? stem, CancellationToken ct) => Answer(async () =>
    {
        await shop.Send(new PutPhotoFirst(Acting(producer), slug, stem ?? ""), ct);
        return Saved(slug, producer, "photos");
    }, () => Open(slug, producer, ct));

    [HttpPost("{slug}/photos/remove")]
    public Task<IActionResult> RemovePhoto(string slug, [FromForm(Name = "for")] string? producer, [FromForm] string? stem, CancellationToken ct) => Answer(async () =>
    {
        await shop.Send(new RemovePhoto(Acting(producer), slug, stem ?? ""), ct);
        return Saved(slug, producer, "photos");
    }, () => Open(slug, producer, ct));

    [HttpPost("{slug}/harvest")]
    public Task<IActionResult> AddHarvest(string slug, [FromForm(Name = "for")] string? producer, HarvestTyped typed, CancellationToken ct) => Answer(async () =>
    {
        await shop.Send(new AddHarvest(FormId(typed.Id), Acting(producer), slug, typed.Pack ?? "", Typed.Day(typed.Picked), Typed.Kilograms(typed.Kilograms),
            Boxes(Request.Form[Listings.AddHarvest.BoxesField])), ct);
        return Saved(slug, producer, "harvest");
    }, () => Again(slug, producer, ct));

    [HttpPost("{slug}/pack")]
    public Task<IActionResult> AddPack(string slug, [FromForm] string? id, [FromForm(Name = "for")] string? producer, [FromForm] string? box, CancellationToken ct) => Answer(async () =>
    {
        await shop.Send(new AddPack(FormId(id), Acting(producer), slug, Typed.Kilograms(box), Typed.Yuan(Request.Form[Listings.AddPack.PriceField]),
            Boxes(Request.Form[Listings.AddPack.BoxesField])), ct);
        return Saved(slug, producer, "pack");
    }, () => Again(slug, producer, ct));

    [HttpPost("{slug}/pack/remove")]
    public Task<IActionResult> RemovePack(string slug, [FromForm(Name = "for")] string? producer, [FromForm] string? pack, CancellationToken ct) => Answer(async () =>
    {
        await shop.Send(new RemovePack(Acting(producer), slug, pack ?? ""), ct);
        return Saved(slug, producer, "pack");
    }, () => Open(slug, producer, ct));

    [HttpPost("{slug}/withdraw")]
    public async Task<IActionResult> Withdraw(string slug, [FromForm(Name = "for")] string? producer, [FromForm] string? revision, CancellationToken ct)
    {
        await shop.Send(new WithdrawRevision(Acting(producer), Typed.Id(revision) ?? throw new Refusal("not-found", RefusalKind.NotFound)), ct);
        return SeeOther($"/{Lang}/farm/listings/{slug}?for={producer}");
    }

    // A refused form stands at the POST's address: a language link or a restored tab GETs it.
    [HttpGet("{slug}/season"), HttpGet("{slug}/day"), HttpGet("{slug}/end"), HttpGet("{slug}/withdraw"), HttpGet("{slug}/photos"), HttpGet("{slug}/photos/first"),
        HttpGet("{slug}/photos/remove"), HttpGet("{slug}/harvest"), HttpGet("{slug}/pack"), HttpGet("{slug}/pack/remove")]
    public IActionResult Back(string slug, [FromQuery(Name = "for")] string? producer) =>
        SeeOther(producer is null ? $"/{Lang}/farm/listings" : $"/{Lang}/farm/listings/{slug}?for={producer}");

    [HttpPost("{slug}/end")]
    public Task<IActionResult> End(string slug, [FromForm(Name = "for")] string? producer, CancellationToken ct) => Answer(async () =>
    {
        await shop.Send(new EndListing(Acting(producer), slug), ct);
        return SeeOther($"/{Lang}/farm/listings?for={producer}&ended=1");
    }, () => Open(slug, producer, ct));

    /// <summary>Back to the part of the page that was changed, which says so.</summary>
    IActionResult Saved(string slug, string? producer, string part) => SeeOther($"/{Lang}/farm/listings/{slug}?for={producer}&saved={part}#{part}");

    Task<IActionResult> Again(string slug, string? producer, CancellationToken ct)
    {
        this.PutBackWhatWasTyped();
        return Open(slug, producer, ct);
    }

    async Task<IActionResult> Open(string slug, string? producer, CancellationToken ct) => View("Edit", await shop.Send(new LookAtListing(Acting(producer), slug), ct));

    /// <summary>A form that was sent without its id is told apart from every other one.</summary>
    static Guid FormId(string? id) => Typed.Id(id) ?? Guid.CreateVersion7();

    /// <summary>Left empty, as many as the harvest fills; what is no number is refused.</summary>
    static decimal? Boxes(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : Typed.Count(typed) ?? 0;

    static Guid Acting(string? producer) => Typed.Id(producer) ?? throw new Refusal("not-found", RefusalKind.NotFound);

    async Task<IActionResult> Form(string? producer, CancellationToken ct, string? like = null) => View("New", await shop.Send(new ShowListings(Typed.Id(producer), like), ct));
}

/// <summary>The form as it was typed; numbers are read by <see cref="Typed"/>, since a phone's keyboard knows no culture.</summary>
public sealed record ListingTyped(string? Id, string? Category, string? Name, string? About, string? Picked, string? Kilograms, string? Box, string? Boxes, string? Price);
public sealed record HarvestTyped(string? Id, string? Pack, string? Picked, string? Kilograms);
public sealed record VoucherTyped(string? Id, string? Name, string? About, string? From, string? Until, string? Units, string? Price);
