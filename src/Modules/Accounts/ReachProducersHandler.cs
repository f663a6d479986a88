using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Accounts;
using Storefront.Platform.Data;

namespace Storefront.Accounts;

sealed class ReachProducersHandler(StoreDb db) : IRequestHandler<ReachProducers, IReadOnlyList<FarmerReached>>
{
    public async Task<IReadOnlyList<FarmerReached>> Handle(ReachProducers asked, CancellationToken ct) =>
        await db.People.AsNoTracking().Where(p => p.ProducerId != null && asked.ProducerIds.Contains(p.ProducerId.Value) && (p.PhoneNumber != null || p.Email != null)).OrderBy(p => p.Id)
            .Select(p => new FarmerReached(p.ProducerId!.Value, p.Id, new(p.DisplayName, p.PhoneNumber, p.Email, p.Language ?? "zh"))).ToListAsync(ct);
}
