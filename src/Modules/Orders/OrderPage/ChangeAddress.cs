using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Orders;
using Storefront.Contracts.Shipping;
using Storefront.Orders.Checkout;
using Storefront.Platform.Data;

namespace Storefront.Orders.OrderPage;

/// <summary>What the form for another address begins with.</summary>
internal sealed record LookAtAddress(string Token) : IQuery<AddressOfOrder>;

/// <param name="Gift">Name and number are whoever's it goes to; the buyer's own stay as they are.</param>
internal sealed record AddressOfOrder(string Token, string Number, TypedAddress Typed, bool Gift, bool CanChange);

/// <summary>
/// Another address, name or number, as long as nothing is packed. Within the area that was paid for: what delivery costs and when the boxes come was agreed for
/// it. Who bought a gift stays; news goes to whoever bought. Sent twice it is done once.
/// </summary>
internal sealed record ChangeAddress(string Token, TypedAddress Typed) : ICommand<Unit>;

internal sealed class ChangeAddressRules : AbstractValidator<ChangeAddress>
{
    public ChangeAddressRules() => RuleFor(c => c).Custom((asked, found) =>
    {
        foreach (var failure in TypedAddressRules.FailuresOf(asked.Typed)) found.AddFailure(failure);
    });
}

internal sealed class ChangeAddressHandler(StoreDb db, IMediator shop, TimeProvider clock) : IRequestHandler<LookAtAddress, AddressOfOrder>, IRequestHandler<ChangeAddress, Unit>
{
    static readonly OrderState[] Open = [OrderState.Placed, OrderState.Confirmed];

    public async Task<AddressOfOrder> Handle(LookAtAddress asked, CancellationToken ct)
    {
        var order = await db.Orders.AsNoTracking().SingleOrDefaultAsync(o => o.Token == asked.Token, ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        return new(order.Token, order.Number, Typed(order), order.Gift is not null, Open.Contains(order.State) && !await Packed(order.Id, ct));
    }

    public async Task<Unit> Handle(ChangeAddress asked, CancellationToken ct)
    {
        var id = await db.Orders.Where(o => o.Token == asked.Token).Select(o => (Guid?)o.Id).SingleOrDefaultAsync(ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        await db.LockRows<Order>([id], ct);
        // A farmer may be marking one of them packed at this moment: one of us waits for the other.
        await db.LockRows<SellerOrder>(await db.SellerOrders.Where(s => s.OrderId == id).Select(s => s.Id).ToListAsync(ct), ct);
        var order = await db.Orders.AsNoTracking().SingleAsync(o => o.Id == id, ct);
        if (!Open.Contains(order.State)) throw new Refusal("address-too-late", RefusalKind.Conflict);
        if (await Packed(id, ct)) throw new Refusal("address-packed", RefusalKind.Conflict);

        var typed = asked.Typed;
        var address = order.Address is null ? null : typed.ToAddress();
        if (address is not null && await shop.Send(new FindArea(address), ct) != order.Area)
            throw new Refusal("address-other-area", RefusalKind.Invalid, typed.InChina ? "address-level1" : "country");
        var gift = order.Gift is { } was ? was with { Name = typed.Name!.Trim(), Phone = typed.Phone } : null;
        var contact = gift is null ? typed.ToContact(order.Language) : order.Contact;
        var buyer = gift is null ? typed.Buyer : order.Buyer;
        if (order.Address == address && order.Gift == gift && order.Contact == contact) return Unit.Value;

        await db.Orders.Where(o => o.Id == id).ExecuteUpdateAsync(o =>
            o.SetProperty(x => x.Address, address).SetProperty(x => x.Gift, gift).SetProperty(x => x.Contact, contact).SetProperty(x => x.Buyer, buyer), ct);
        db.Tell(new OrderAddressChanged(id, contact, clock.GetUtcNow().UtcDateTime));
        return Unit.Value;
    }

    Task<bool> Packed(Guid order, CancellationToken ct) =>
        db.SellerOrders.AnyAsync(s => s.OrderId == order && s.CancelledAt == null && !s.Vouchers && s.Fulfilment != Fulfilment.None && s.Fulfilment != Fulfilment.Allocated, ct);

    static TypedAddress Typed(Order order) => order switch
    {
        { Address: null } => new(Countries.China, order.Contact.Name, order.Contact.Phone, order.Contact.Email, ContactOnly: true),
        { Gift: { } gift, Address: { } to } => TypedAddress.Of(new(gift.Name, gift.Phone, null, order.Language), to),
        { Address: { } to } => TypedAddress.Of(order.Contact, to),
    };
}
