using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Accounts;
using Storefront.Orders.Checkout;
using Storefront.Platform.Data;

namespace Storefront.Orders.Addresses;

/// <summary>A person's addresses, the default one first.</summary>
internal sealed record ShowAddresses(Guid Person) : IQuery<IReadOnlyList<AddressSeen>>;

internal sealed record AddressSeen(Guid Id, TypedAddress Typed, bool IsDefault);

/// <summary>One of them, to be changed or sent to; whoever else's is not found.</summary>
internal sealed record OpenAddress(Guid Person, Guid Id) : IQuery<AddressSeen>;

/// <summary>One of them as whoever receives a gift, and whoever gives it as far as the account knows: by the default address, else by the number of the sign-in.</summary>
internal sealed record OpenAsGift(Guid Person, Guid Id) : IQuery<TypedAddress>;

internal sealed class ShowAddressesHandler(StoreDb db, IMediator shop)
    : IRequestHandler<ShowAddresses, IReadOnlyList<AddressSeen>>, IRequestHandler<OpenAddress, AddressSeen>, IRequestHandler<OpenAsGift, TypedAddress>
{
    public async Task<TypedAddress> Handle(OpenAsGift asked, CancellationToken ct)
    {
        var addresses = await Handle(new ShowAddresses(asked.Person), ct);
        var receiver = addresses.SingleOrDefault(a => a.Id == asked.Id) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var own = addresses.FirstOrDefault(a => a.IsDefault && a.Id != asked.Id)?.Typed;
        return receiver.Typed with
        {
            Gift = true, FromName = own?.Name, FromTel = own?.Phone ?? await shop.Send(new ProvenNumber(asked.Person), ct), FromEmail = own?.Email,
        };
    }

    public async Task<IReadOnlyList<AddressSeen>> Handle(ShowAddresses asked, CancellationToken ct) =>
        await db.SavedAddresses.AsNoTracking().Where(a => a.PersonId == asked.Person).OrderByDescending(a => a.IsDefault).ThenByDescending(a => a.SavedAt)
            .ThenBy(a => a.Id).Select(a => new AddressSeen(a.Id, a.Typed, a.IsDefault)).ToListAsync(ct);

    public async Task<AddressSeen> Handle(OpenAddress asked, CancellationToken ct) =>
        await db.SavedAddresses.AsNoTracking().Where(a => a.PersonId == asked.Person && a.Id == asked.Id).Select(a => new AddressSeen(a.Id, a.Typed, a.IsDefault))
            .SingleOrDefaultAsync(ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
}
