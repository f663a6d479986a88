using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts.Accounts;
using Storefront.Platform.Data;

namespace Storefront.Accounts;

sealed class ProvenNumberHandler(StoreDb db) : IRequestHandler<ProvenNumber, string?>
{
    public Task<string?> Handle(ProvenNumber asked, CancellationToken ct) => db.People.Where(p => p.Id == asked.PersonId && p.PhoneNumberConfirmed)
        .Select(p => p.PhoneNumber).SingleOrDefaultAsync(ct);
}
