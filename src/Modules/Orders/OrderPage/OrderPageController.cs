using MediatR;
using Microsoft.AspNetCore.Mvc;
using Storefront.Contracts;
using Storefront.Orders.Addresses;
using Storefront.Orders.Baskets;
using Storefront.Orders.Checkout;
using Storefront.Orders.Fapiaos;
using Storefront.Orders.MyOrders;
using Storefront.Orders.Vouchers;
using Storefront.Platform.Pipeline;
using Storefront.Platform.Web;

namespace Storefront.Orders.OrderPage;

[Area("Orders"), Route("o/{token}")]
public sealed class OrderPageController(IMediator shop, Caller caller) : ByLinkController
{
    /// <summary>So often a page without script looks again for what the provider says.</summary>
    internal const int Looks = 12;

    /// <param name="returned">How often somebody who came back from the provider has looked: its word may take seconds.</param>
    [HttpGet("")]
    public async Task<IActionResult> Index(string token, string? returned, CancellationToken ct)
    {
        ViewData["Returned"] = Typed.Whole(returned) is > 0 and <= Looks and var look ? look : null;
        var seen = await shop.Send(new LookAtOrder(token), ct);
        if (caller.PersonId is { } person && seen.PersonId is null && await shop.Send(new JoinOrder(token, person), ct)) seen = seen with { PersonId = person };
        return Seen(seen);
    }

    /// <summary>To the provider; what is paid or over leads back to the order, which says so.</summary>
    [HttpGet("pay")]
    public async Task<IActionResult> Pay(string token, CancellationToken ct) =>
        SeeOther(await shop.Send(new PayOrder(token, Lang), ct) ?? $"/o/{token}?lang={Lang}");

    // A refused form stands at the POST's address: a language link or a restored tab GETs it.
    [HttpGet("cancel")]
    public IActionResult Cancel(string token) => SeeOther($"/o/{token}?lang={Lang}");

    [HttpPost("cancel")]
    public Task<IActionResult> Cancel(string token, string? part, CancellationToken ct) => Answer(async () =>
    {
        // No part means all of it; a part that was sent and cannot be read must never come to mean that.
        var one = Typing.Id(part);
        if (one is null && ModelState.ContainsKey(nameof(part))) throw new Refusal("not-found", RefusalKind.NotFound);
        await shop.Send(new CancelOrder(token, one), ct);
        return SeeOther($"/o/{token}?lang={Lang}");
    }, () => Show(token, ct));

    [HttpGet("address")]
    public async Task<IActionResult> Address(string token, string? saved, CancellationToken ct)
    {
        ViewData["Saved"] = saved is not null;
        var seen = await shop.Send(new LookAtAddress(token), ct);
        return seen.CanChange ? View("Address", seen) : SeeOther($"/o/{token}?lang={Lang}");
    }

    [HttpPost("address")]
    public async Task<IActionResult> Address(string token, PostedAddress posted, AddressButtons buttons, CancellationToken ct)
    {
        var seen = await shop.Send(new LookAtAddress(token), ct);
        var typed = posted.Typed(seen.Typed.ContactOnly) with { Email = seen.Gift ? null : posted.Email };
        return await Answer(async () =>
        {
            if (buttons.After(typed) is { } open)
            {
                ModelState.Clear();      // or the fields would show what they said before
                return View("Address", seen with { Typed = open });
            }
            await shop.Send(new ChangeAddress(token, typed), ct);
            // What looks odd is said, and never in the way.
            return SeeOther(Divisions.China.Doubts(typed).Any() ? $"/o/{token}/address?lang={Lang}&saved=1" : $"/o/{token}?lang={Lang}#to");
        }, () => Task.FromResult<IActionResult>(View("Address", seen with { Typed = typed })));
    }

    /// <summary>To print, or to keep.</summary>
    [HttpGet("receipt")]
    public async Task<IActionResult> Receipt(string token, CancellationToken ct) => View(await shop.Send(new LookAtOrder(token), ct));

    /// <summary>A voucher as a card to print, to keep or to give.</summary>
    [HttpGet("card")]
    public async Task<IActionResult> Card(string token, string? voucher, CancellationToken ct) =>
        View("~/Orders/Vouchers/Card.cshtml", await shop.Send(new LookAtCard(token, Typing.Id(voucher)), ct));

    [HttpGet("back")]
    public IActionResult Back(string token) => SeeOther($"/o/{token}?lang={Lang}");

    [HttpPost("back")]
    public Task<IActionResult> Back(string token, string? voucher, CancellationToken ct) => Answer(async () =>
    {
        await shop.Send(new GiveBackVoucher(token, Typing.Id(voucher)), ct);
        return SeeOther($"/o/{token}?lang={Lang}");
    }, () => Show(token, ct));

    // A refused form stands at the POST's address.
    [HttpGet("fapiao")]
    public IActionResult Fapiao(string token) => SeeOther($"/o/{token}?lang={Lang}");

    [HttpPost("fapiao")]
    public Task<IActionResult> Fapiao(string token, [FromForm(Name = "fapiao-title")] string? title, [FromForm(Name = "fapiao-number")] string? number,
        [FromForm(Name = "fapiao-email")] string? email, CancellationToken ct) => Answer(async () =>
    {
        await shop.Send(new AskFapiao(token, title, number, email), ct);
        return SeeOther($"/o/{token}?lang={Lang}#fapiao");
    }, () => Show(token, ct));

    [HttpGet("again")]
    public IActionResult Again(string token) => SeeOther($"/o/{token}?lang={Lang}");

    /// <summary>The same boxes once more, as far as there are any; the basket says what is missing.</summary>
    [HttpPost("again")]
    public Task<IActionResult> Reorder(string token, CancellationToken ct) => Answer(async () =>
    {
        var basket = HttpContext.BasketOrNew;
        var again = await shop.Send(new Reorder(token, basket), ct);
        HttpContext.KeepBasket(basket, again.Boxes);
        return SeeOther($"/{Lang}/basket{(again.Missing > 0 ? $"?missing={again.Missing}" : "")}");
    }, () => Show(token, ct));

    async Task<IActionResult> Show(string token, CancellationToken ct) => Seen(await shop.Send(new LookAtOrder(token), ct));

    IActionResult Seen(OrderSeen seen)
    {
        ViewData["Mine"] = seen.PersonId is { } person && person == caller.PersonId;
        return View("Index", seen);
    }
}
