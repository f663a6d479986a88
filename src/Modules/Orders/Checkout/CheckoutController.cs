using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Storefront.Contracts;
using Storefront.Orders.Baskets;
using Storefront.Platform.Web;

namespace Storefront.Orders.Checkout;

/// <summary>Four steps, each with its URL: address, delivery, payment, check. Whoever comes too early is led to the first that is missing.</summary>
[Area("Orders"), Route("{lang:lang}/checkout"), ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class CheckoutController(IMediator shop, Sentences sentences) : ShopController
{
    [HttpGet("")]
    public IActionResult Index() => SeeOther(PathOf(Step.Address));

    [HttpGet("address")]
    public Task<IActionResult> Address(CancellationToken ct) => Show(Step.Address, ct);

    /// <param name="country">By its own button the labels and rules follow it, and nothing is checked yet.</param>
    [HttpPost("address")]
    public Task<IActionResult> Address(
        string? country, string? name, string? tel, string? email, [FromForm(Name = "address-level1")] string? level1, [FromForm(Name = "address-level2")] string? level2,
        [FromForm(Name = "address-level3")] string? level3, [FromForm(Name = "address-level4")] string? level4, [FromForm(Name = "street-address")] string? street,
        [FromForm(Name = "postal-code")] string? postalCode, [FromForm(Name = "change-country")] string? changeCountry, CancellationToken ct) => Answer(async () =>
    {
        var typed = new TypedAddress(country ?? "", name, tel, email, level1, level2, level3, level4, street, postalCode);
        await shop.Send(new KeepAddress(HttpContext.BasketOrNew, typed, Unchecked: changeCountry is not null), ct);
        return SeeOther(PathOf(changeCountry is not null ? Step.Address : Step.Delivery));
    }, () =>
    {
        ViewData["Country"] = country;
        return Again(Step.Address, ct);
    });

    [HttpGet("delivery")]
    public Task<IActionResult> Delivery(CancellationToken ct) => Show(Step.Delivery, ct);

    [HttpPost("delivery")]
    public Task<IActionResult> Delivery(string? delivery, CancellationToken ct) => Answer(async () =>
    {
        await shop.Send(new KeepDelivery(HttpContext.BasketOrNew, delivery), ct);
        return SeeOther(PathOf(Step.Payment));
    }, () => Again(Step.Delivery, ct));

    [HttpGet("payment")]
    public Task<IActionResult> Payment(CancellationToken ct) => Show(Step.Payment, ct);

    [HttpPost("payment")]
    public Task<IActionResult> Payment(string? payment, CancellationToken ct) => Answer(async () =>
    {
        await shop.Send(new KeepPayment(HttpContext.BasketOrNew, payment), ct);
        return SeeOther(PathOf(Step.Check));
    }, () => Again(Step.Payment, ct));

    [HttpGet("check")]
    public async Task<IActionResult> Check(CancellationToken ct)
    {
        var seen = await shop.Send(new LookAtBasket(HttpContext.Basket), ct);
        var missing = seen.Kept?.FirstMissing ?? Step.Basket;
        return missing == Step.Check && seen.Gone.Count == 0 ? View("Check", seen) : Redirected(seen.Gone.Count > 0 ? Step.Basket : missing);
    }

    // A refused order stands at the POST's address: a language link or a restored tab GETs it.
    [HttpGet("place")]
    public IActionResult Place() => SeeOther(PathOf(Step.Check));

    /// <param name="total">This and what follows is what the page showed.</param>
    [HttpPost("check"), HttpPost("place")]
    public Task<IActionResult> Place(string? checkout, string? total, string? from, string? until, string? revision, CancellationToken ct) => Answer(async () =>
    {
        var token = await shop.Send(new PlaceOrder(HttpContext.Basket, Typing.Id(checkout), Read(total, from, until, revision), Lang), ct);
        HttpContext.KeepCount(0);
        return SeeOther($"/o/{token}/pay?lang={Lang}");
    }, async () =>
    {
        // A refused order shows the check page as it is now; what is gone or empty shows on the basket's page, with the same sentence.
        var seen = await shop.Send(new LookAtBasket(HttpContext.Basket), ct);
        var complete = seen.Kept?.FirstMissing == Step.Check && seen.Gone.Count == 0;
        return complete ? View("Check", seen) : View("~/Orders/Baskets/Index.cshtml", seen);
    });

    static Shown? Read(string? total, string? from, string? until, string? revision) =>
        long.TryParse(total, CultureInfo.InvariantCulture, out var fen) && Day(from) is { } first && Day(until) is { } last && long.TryParse(revision, CultureInfo.InvariantCulture, out var seen)
            ? new(new(fen), new(first, last), seen) : null;

    static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>The refused step once more; where there is no basket to show it for, the basket's page says so.</summary>
    async Task<IActionResult> Again(Step step, CancellationToken ct)
    {
        var seen = await shop.Send(new LookAtCheckout(HttpContext.Basket, step), ct);
        if (seen.Go is not Step.Basket) return Page(seen);
        var basket = await shop.Send(new LookAtBasket(HttpContext.Basket), ct);
        // That page has none of the step's fields to say anything beside.
        ModelState.Clear();
        ModelState.AddModelError("", sentences.Of(basket.Empty ? "empty-basket" : "gone", []));
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("~/Orders/Baskets/Index.cshtml", basket);
    }

    async Task<IActionResult> Show(Step step, CancellationToken ct) => Page(await shop.Send(new LookAtCheckout(HttpContext.Basket, step), ct));

    IActionResult Page(CheckoutSeen seen) => seen.Go is { } first ? Redirected(first) : View(seen.Step.ToString(), seen);

    IActionResult Redirected(Step step) => SeeOther(PathOf(step));

    static string PathOf(Step step) => step switch
    {
        Step.Basket => $"/{Lang}/basket",
        Step.Address => $"/{Lang}/checkout/address",
        Step.Delivery => $"/{Lang}/checkout/delivery",
        Step.Payment => $"/{Lang}/checkout/payment",
        Step.Check => $"/{Lang}/checkout/check",
    };
}
