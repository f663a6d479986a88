using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Orders.Checkout;
using Storefront.Platform.Data;

namespace Storefront.Orders.Addresses;

/// <summary>A person's addresses, the default one first.</summary>
internal sealed record ShowAddresses(Guid Person) : IQuery<IReadOnlyList<AddressSeen>>;

internal sealed record AddressSeen(Guid Id, TypedAddress Typed, bool IsDefault);

/// <summary>One of them, to be changed or sent to; whoever else's is not found.</summary>
internal sealed record OpenAddress(Guid Person, Guid Id) : IQuery<AddressSeen>;

internal sealed class ShowAddressesHandler(StoreDb db) : IRequestHandler<ShowAddresses, IReadOnlyList<AddressSeen>>, IRequestHandler<OpenAddress, AddressSeen>
{
    public async Task<IReadOnlyList<AddressSeen>> Handle(ShowAddresses asked, CancellationToken ct) =>
        await db.SavedAddresses.AsNoTracking().Where(a => a.PersonId == asked.Person).OrderByDescending(a => a.IsDefault).ThenByDescending(a => a.SavedAt)
            .ThenBy(a => a.Id).Select(a => new AddressSeen(a.Id, a.Typed, a.IsDefault)).ToListAsync(ct);

    public async Task<AddressSeen> Handle(OpenAddress asked, CancellationToken ct) =>
        await db.SavedAddresses.AsNoTracking().Where(a => a.PersonId == asked.Person && a.Id == asked.Id).Select(a => new AddressSeen(a.Id, a.Typed, a.IsDefault))
            .SingleOrDefaultAsync(ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
}
