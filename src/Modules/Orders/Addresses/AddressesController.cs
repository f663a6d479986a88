using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Storefront.Orders.Baskets;
using Storefront.Orders.Checkout;
using Storefront.Platform.Pipeline;
using Storefront.Platform.Web;

namespace Storefront.Orders.Addresses;

[Area("Orders"), Authorize, AutoValidateAntiforgeryToken, Route("{lang:lang}/account/addresses"), ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class AddressesController(IMediator shop, Caller caller) : ShopController
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct) => View(await shop.Send(new ShowAddresses(caller.Person), ct));

    [HttpGet("new")]
    public IActionResult New() => Form(Guid.NewGuid(), new(Countries.China), isNew: true, isDefault: false);

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Edit(Guid id, CancellationToken ct)
    {
        var address = await shop.Send(new OpenAddress(caller.Person, id), ct);
        return Form(id, address.Typed, isNew: false, address.IsDefault);
    }

    /// <param name="isNew">Not kept yet: the form that adds one comes back as such, where a language link may GET it.</param>
    [HttpPost("new"), HttpPost("{id:guid}")]
    public Task<IActionResult> Save(
        Guid id, [FromForm(Name = "new")] string? isNew, [FromForm(Name = "default")] string? isDefault, PostedAddress posted, AddressButtons buttons, CancellationToken ct)
    {
        var typed = posted.Typed();
        IActionResult Again() => Form(id, typed, isNew is not null, isDefault is not null);
        return Answer(async () =>
        {
            if (buttons.After(typed) is { } open)
            {
                typed = open;
                ModelState.Clear();      // or the fields would show what they said before
                return Again();
            }
            await shop.Send(new SaveAddress(caller.Person, id, typed, isDefault is not null), ct);
            return SeeOther($"/{Lang}/account/addresses");
        }, () => Task.FromResult(Again()));
    }

    // A language link or a restored tab GETs where a form was posted.
    [HttpGet("{id:guid}/remove"), HttpGet("{id:guid}/default")]
    public IActionResult Back() => SeeOther($"/{Lang}/account/addresses");

    [HttpPost("{id:guid}/remove")]
    public async Task<IActionResult> Remove(Guid id, CancellationToken ct)
    {
        await shop.Send(new RemoveAddress(caller.Person, id), ct);
        return Back();
    }

    [HttpPost("{id:guid}/default")]
    public async Task<IActionResult> Default(Guid id, CancellationToken ct)
    {
        await shop.Send(new MakeDefault(caller.Person, id), ct);
        return Back();
    }

    /// <summary>At checkout: the address is the basket's, as if it had been typed.</summary>
    /// <param name="gift">It goes there as a gift: who gives it and what the card says is asked next.</param>
    [HttpPost("{id:guid}/use")]
    public async Task<IActionResult> Use(Guid id, string? gift, CancellationToken ct)
    {
        if (gift is not null)
        {
            await shop.Send(new KeepAddress(HttpContext.BasketOrNew, await shop.Send(new OpenAsGift(caller.Person, id), ct), Unchecked: true), ct);
            return SeeOther($"/{Lang}/checkout/address#gift");
        }
        var address = await shop.Send(new OpenAddress(caller.Person, id), ct);
        // One that was kept before the rules of today is shown to be mended.
        var fits = TypedAddressRules.Hold(address.Typed);
        await shop.Send(new KeepAddress(HttpContext.BasketOrNew, address.Typed, Unchecked: !fits), ct);
        return SeeOther($"/{Lang}/checkout/{(fits ? "delivery" : "address")}");
    }

    IActionResult Form(Guid id, TypedAddress typed, bool isNew, bool isDefault) => View("Edit", new AddressForm(id, typed, isNew, isDefault));
}

/// <param name="Country">To begin with, where none was typed.</param>
/// <param name="Email">False where nobody writes there.</param>
internal sealed record AddressFields(TypedAddress Typed, string Country, bool Email = true);

/// <param name="Page">Where it was typed; empty when that is this page.</param>
internal sealed record DoubtsShown(TypedAddress Typed, string Page);

internal sealed record AddressForm(Guid Id, TypedAddress Typed, bool IsNew, bool IsDefault);
