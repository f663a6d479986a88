using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Accounts;
using Storefront.Orders.Addresses;
using Storefront.Orders.Checkout;
using Storefront.Platform.Data;

namespace Storefront.Orders.MyOrders;

/// <summary>
/// A guest's order joins the account of whoever opens it by its link and has proven the number it was placed with: the link alone is not enough, it may have been
/// shown to others, and the number alone neither, since numbers are given to new people. Answers whether it joined now.
/// </summary>
internal sealed record JoinOrder(string Token, Guid Person) : ICommand<bool>;

internal sealed class JoinOrderHandler(StoreDb db, IMediator shop) : IRequestHandler<JoinOrder, bool>
{
    public async Task<bool> Handle(JoinOrder asked, CancellationToken ct)
    {
        if (await shop.Send(new ProvenNumber(asked.Person), ct) is not { } number) return false;
        var joined = await db.Orders.Where(o => o.Token == asked.Token && o.PersonId == null && o.Buyer == number).ExecuteUpdateAsync(o => o.SetProperty(x => x.PersonId, asked.Person), ct);
        if (joined == 0) return false;
        var order = await db.Orders.AsNoTracking().SingleAsync(o => o.Token == asked.Token, ct);
        // Whoever was given something lives where the giver does not.
        if (order is { Address: { } address, Gift: null }) await shop.Send(new RememberAddress(asked.Person, TypedAddress.Of(order.Contact, address)), ct);
        return true;
    }
}
