using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Storefront.Orders.Checkout;
using Storefront.Orders.OrderPage;
using Storefront.Platform.Pipeline;

namespace Storefront.Orders.Baskets;

/// <summary>Before a page of basket and checkout, or the account's, on which a sign-in lands: whoever is signed in has one basket, wherever it was filled.</summary>
internal sealed class GatherBaskets(IMediator shop, Caller caller) : IAsyncActionFilter
{
    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        var web = context.HttpContext;
        if (caller.PersonId is { } person && IsOfTheBasket(context))
        {
            var (cookie, ct) = (web.Basket, web.RequestAborted);
            if (!(await shop.Send(new BasketsOf(person, cookie), ct)).Together(cookie)) web.Gather(await shop.Send(new GatherBasket(person, cookie), ct));
        }
        await next();
    }

    static bool IsOfTheBasket(ActionExecutingContext context) => context.Controller is BasketsController or CheckoutController or OrderPageController or Addresses.AddressesController
        || context.RouteData.Values is { } route && route["area"] is "Accounts" && route["controller"] is "Account";
}
