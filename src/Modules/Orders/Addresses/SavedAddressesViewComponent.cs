using MediatR;
using Microsoft.AspNetCore.Mvc;
using Storefront.Platform.Pipeline;

namespace Storefront.Orders.Addresses;

/// <summary>The addresses of whoever is signed in, offered on checkout's first step.</summary>
public sealed class SavedAddressesViewComponent(IMediator shop, Caller caller) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync() =>
        View("~/Orders/Addresses/_Offered.cshtml", caller.PersonId is { } person ? await shop.Send(new ShowAddresses(person), HttpContext.RequestAborted) : []);
}
