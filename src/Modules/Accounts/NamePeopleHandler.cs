using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts.Accounts;
using Storefront.Platform.Data;

namespace Storefront.Accounts;

sealed class NamePeopleHandler(StoreDb db) : IRequestHandler<NamePeople, IReadOnlyDictionary<Guid, PersonNamed>>
{
    public async Task<IReadOnlyDictionary<Guid, PersonNamed>> Handle(NamePeople asked, CancellationToken ct) =>
        await db.People.AsNoTracking().Where(p => asked.PersonIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => new PersonNamed(p.DisplayName, p.ProducerId), ct);
}
