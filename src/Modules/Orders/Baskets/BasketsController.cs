using MediatR;
using Microsoft.AspNetCore.Mvc;
using Storefront.Contracts.Catalog;
using Storefront.Platform.Web;

namespace Storefront.Orders.Baskets;

[Area("Orders"), Route("{lang:lang}/basket"), ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class BasketsController(IMediator shop) : ShopController
{
    /// <param name="removed">What was just taken out, and how many boxes, so that it can be put back.</param>
    /// <param name="missing">Boxes of an earlier order that could not be put in once more.</param>
    [HttpGet("")]
    public async Task<IActionResult> Index(string? to, string? removed, string? units, string? missing, CancellationToken ct)
    {
        if (Typed.Whole(missing) is > 0 and var boxes) ViewData["Missing"] = boxes;
        ViewData["Gathered"] = HttpContext.TakeGathered();
        if (Typing.Id(removed) is { } taken)
        {
            ViewData["Removed"] = taken;
            // What is no longer sold has no way back.
            ViewData["RemovedUnits"] = (await shop.Send(new DescribeVariants([taken]), ct)).Count > 0 ? Typed.Whole(units) ?? 1 : null;
        }
        return await Seen(to, ct);
    }

    // A refused form stands at the POST's address: a language link or a restored tab GETs it.
    [HttpGet("add"), HttpGet("change"), HttpGet("remove")]
    public IActionResult Back() => SeeOther($"/{Lang}/basket");

    // What the page said one costs stands behind the variant's id, for a sentence in the basket when it changes. What is charged is read from the books alone.
    [HttpPost("add")]
    public Task<IActionResult> Add(string? variant, string? units, string? now, string? to, CancellationToken ct) => Answer(async () =>
    {
        var basket = HttpContext.BasketOrNew;
        var (id, seen) = Typing.Chosen(variant);
        var boxes = await shop.Send(new AddToBasket(basket, id, Typed.Whole(units), seen), ct);
        HttpContext.KeepBasket(basket, boxes);
        return SeeOther((now is null ? $"/{Lang}/basket" : $"/{Lang}/checkout/address") + Towards(to));
    }, async () =>
    {
        // The number was typed on the product's page: this one names it and leads back there.
        if (Typing.Chosen(variant).Id is { } id) ViewData["Asked"] = (await shop.Send(new DescribeVariants([id]), ct)).SingleOrDefault();
        return await Seen(to, ct);
    });

    [HttpPost("change")]
    public Task<IActionResult> Change(string? variant, string? units, string? to, CancellationToken ct) => Answer(async () =>
    {
        HttpContext.KeepCount(await shop.Send(new ChangeBasket(HttpContext.BasketOrNew, Typing.Id(variant), Typed.Whole(units)), ct));
        return SeeOther($"/{Lang}/basket{Towards(to)}");
    }, () => Seen(to, ct));

    [HttpPost("remove")]
    public async Task<IActionResult> Remove(string? variant, string? units, string? to, CancellationToken ct)
    {
        var id = Typing.Id(variant);
        HttpContext.KeepCount(await shop.Send(new RemoveFromBasket(HttpContext.BasketOrNew, id), ct));
        return SeeOther(id is null ? $"/{Lang}/basket{Towards(to)}" : $"/{Lang}/basket{Towards(to, "&")}removed={id}&units={Typed.Whole(units) ?? 1}");
    }

    /// <summary>The area that somebody looks at windows for goes along; anything else that stands there does not.</summary>
    static string Towards(string? to, string? then = null) =>
        to is { Length: > 0 and <= 20 } && to.All(c => char.IsAsciiLetter(c) || c == '-') ? $"?to={to}{then}" : then is null ? "" : "?";

    async Task<IActionResult> Seen(string? to, CancellationToken ct)
    {
        // No matter what was posted, the page shows what the basket holds: typed units stand in ModelState under their own names.
        return View("Index", await shop.Send(new LookAtBasket(HttpContext.Basket, to), ct));
    }
}
