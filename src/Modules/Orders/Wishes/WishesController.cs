using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Storefront.Orders.Baskets;
using Storefront.Platform.Pipeline;
using Storefront.Platform.Web;

namespace Storefront.Orders.Wishes;

[Area("Orders"), Route("{lang:lang}/account/wishes"), ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class WishesController(IMediator shop, Caller caller) : ShopController
{
    [HttpGet(""), Authorize]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        // What was pressed before signing in. It was this browser's own post, so it is done now.
        if (Typing.Id(Request.Cookies[PersonalCookies.Wish]) is not { } wish) return await Seen(ct);
        Response.Cookies.Delete(PersonalCookies.Wish);
        return await Answer(async () =>
        {
            await shop.Send(new AddWish(caller.Person, wish), ct);
            return SeeOther($"/{Lang}/account/wishes");
        }, () => Seen(ct));
    }

    // A refused form stands at the POST's address: a language link or a restored tab GETs it.
    [HttpGet("add"), HttpGet("remove")]
    public IActionResult Back() => SeeOther($"/{Lang}/account/wishes");

    // No token: the product's page is the same for everyone. Posts of other sites are refused before they come here.
    [HttpPost("add")]
    public Task<IActionResult> Add(string? variant, CancellationToken ct) => Answer(async () =>
    {
        if (caller.PersonId is { } person) await shop.Send(new AddWish(person, Typing.Chosen(variant).Id), ct);
        else if (Typing.Chosen(variant).Id is { } wish) Response.Cookies.Append(PersonalCookies.Wish, wish.ToString(),
            new() { HttpOnly = true, Secure = Request.IsHttps, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromHours(1), Path = "/" });
        return Back();
    }, () => Seen(ct));

    [HttpPost("remove"), Authorize]
    public async Task<IActionResult> Remove(string? variant, CancellationToken ct)
    {
        await shop.Send(new RemoveWish(caller.Person, Typing.Id(variant)), ct);
        return Back();
    }

    async Task<IActionResult> Seen(CancellationToken ct) => View("Index", await shop.Send(new ShowWishes(caller.Person), ct));
}
