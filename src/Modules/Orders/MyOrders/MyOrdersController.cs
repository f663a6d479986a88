using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Storefront.Platform.Pipeline;
using Storefront.Platform.Web;

namespace Storefront.Orders.MyOrders;

[Area("Orders"), Authorize, Route("{lang:lang}/account/orders"), ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class MyOrdersController(IMediator shop, Caller caller) : ShopController
{
    [HttpGet("")]
    public async Task<IActionResult> Index(string? page, CancellationToken ct) => View(await shop.Send(new ShowMyOrders(caller.Person, Typed.Whole(page) ?? 1), ct));
}
