using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Storefront.Contracts;
using Storefront.Contracts.Accounts;
using Storefront.Platform.Pipeline;
using Storefront.Platform.Web;

namespace Storefront.Accounts.Mandates;

/// <summary>Whom a service point may act for: the first page of its people.</summary>
[Area("Accounts"), Authorize(Roles = Roles.ServicePoint), AutoValidateAntiforgeryToken]
public sealed class MandatesController(IMediator mediator, Caller caller) : ShopController
{
    [HttpGet("{lang:lang}/point"), ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
    public async Task<IActionResult> Index() => View(await mediator.Send(new ProducersOf(caller.Person), HttpContext.RequestAborted));
}
