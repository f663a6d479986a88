using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Storefront.Contracts;
using Storefront.Orders.Addresses;
using Storefront.Orders.Baskets;
using Storefront.Platform.Web;

namespace Storefront.Orders.Checkout;

/// <summary>Four steps, each with its URL: address, delivery, payment, check. Whoever comes too early is led to the first that is missing.</summary>
[Area("Orders"), Route("{lang:lang}/checkout"), ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class CheckoutController(IMediator shop, Sentences sentences) : ShopController
{
    [HttpGet("")]
    public IActionResult Index() => SeeOther(PathOf(Step.Address));

    /// <param name="to">The area that windows were shown for: a region abroad is the country to begin with.</param>
    /// <param name="pasted">A whole address was just split into the fields.</param>
    [HttpGet("address")]
    public Task<IActionResult> Address(string? to, string? pasted, CancellationToken ct)
    {
        ViewData["To"] = to;
        ViewData["Pasted"] = pasted is not null;
        return Show(Step.Address, ct);
    }

    /// <param name="contactOnly">The form of a basket of vouchers, which asks for no address.</param>
    [HttpPost("address")]
    public Task<IActionResult> Address(
        PostedAddress posted, string? gift, [FromForm(Name = "from-name")] string? fromName, [FromForm(Name = "from-tel")] string? fromTel,
        [FromForm(Name = "from-email")] string? fromEmail, string? message,
        [FromForm(Name = "contact-only")] string? contactOnly, AddressButtons buttons, CancellationToken ct)
    {
        var typed = posted.Typed(contactOnly is not null) with { Gift = gift is not null, FromName = fromName, FromTel = fromTel, FromEmail = fromEmail, Message = message };
        return Answer(async () =>
        {
            if (buttons.After(typed) is { } open)
            {
                await shop.Send(new KeepAddress(HttpContext.BasketOrNew, open, Unchecked: true), ct);
                return SeeOther(PathOf(Step.Address) + (buttons.Split is not null ? "?pasted=1#pasted" : buttons.ChangeCountry is null ? "#choose" : ""));
            }
            await shop.Send(new KeepAddress(HttpContext.BasketOrNew, typed), ct);
            return SeeOther(PathOf(Step.Delivery));
        }, async () =>
        {
            await KeepRefused(typed, ct);
            return await Again(Step.Address, ct, typed);
        });
    }

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
        return seen.Missing == Step.Check && seen.Sendable ? View("Check", seen) : Redirected(seen.Sendable ? seen.Missing : Step.Basket);
    }

    // A refused order stands at the POST's address: a language link or a restored tab GETs it.
    [HttpGet("place")]
    public IActionResult Place() => SeeOther(PathOf(Step.Check));

    /// <param name="total">This and what follows is what the page showed.</param>
    /// <param name="perishable">This and what follows was ticked.</param>
    /// <param name="forCaller">Staff place it for somebody on the phone.</param>
    [HttpPost("check"), HttpPost("place")]
    public Task<IActionResult> Place(string? checkout, string? total, string? from, string? until, string? revision,
        [FromForm(Name = "agree-perishable")] string? perishable, [FromForm(Name = "agree-carriers")] string? carriers, [FromForm(Name = "agree-abroad")] string? abroad,
        [FromForm(Name = "caller")] string? forCaller, CancellationToken ct) => Answer(async () =>
    {
        var token = await shop.Send(new PlaceOrder(HttpContext.Basket, Typing.Id(checkout), Read(total, from, until, revision),
            [.. new[] { (Agreeing.Perishable, perishable), (Agreeing.Carriers, carriers), (Agreeing.Abroad, abroad) }.Where(t => t.Item2 is not null)
                .Select(t => t.Item1)], Lang, forCaller is not null), ct);
        HttpContext.KeepCount(0);
        return SeeOther(forCaller is null ? $"/o/{token}/pay?lang={Lang}" : $"/o/{token}?lang={Lang}");
    }, async () =>
    {
        // A refused order shows the check page as it is now; what is gone or empty shows on the basket's page, with the same sentence.
        var seen = await shop.Send(new LookAtBasket(HttpContext.Basket), ct);
        var complete = seen.Missing == Step.Check && seen.Sendable;
        return complete ? View("Check", seen) : View("~/Orders/Baskets/Index.cshtml", seen);
    });

    static Shown? Read(string? total, string? from, string? until, string? revision) =>
        long.TryParse(total, CultureInfo.InvariantCulture, out var fen) && Day(from) is { } first && Day(until) is { } last
            && long.TryParse(revision, CultureInfo.InvariantCulture, out var seen)
            ? new(new(fen), new(first, last), seen) : null;

    static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>What was refused stands there again for whoever comes back from the basket or by another language's link.</summary>
    async Task KeepRefused(TypedAddress typed, CancellationToken ct)
    {
        try { await shop.Send(new KeepAddress(HttpContext.BasketOrNew, typed, Unchecked: true), ct); }
        catch (FluentValidation.ValidationException) { }      // longer than any address: it stands on the page alone
        catch (Refusal refusal) when (refusal.Code == "empty-basket") { }
    }

    /// <summary>The refused step once more; where there is no basket to show it for, the basket's page says so.</summary>
    /// <param name="typed">What the refused form said, if it was the address.</param>
    async Task<IActionResult> Again(Step step, CancellationToken ct, TypedAddress? typed = null)
    {
        var seen = await shop.Send(new LookAtCheckout(HttpContext.Basket, step), ct);
        if (seen.Go is not Step.Basket) return Page(typed is null ? seen : seen with { Typed = typed });
        var basket = await shop.Send(new LookAtBasket(HttpContext.Basket), ct);
        // That page has none of the step's fields to say anything beside.
        ModelState.Clear();
        ModelState.AddModelError("", sentences.Of(basket.Empty ? "empty-basket" : basket.Gone.Count > 0 ? "gone" : "checkout-incomplete", []));
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
