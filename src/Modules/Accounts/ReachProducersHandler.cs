using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Accounts;
using Storefront.Platform.Data;

namespace Storefront.Accounts;

sealed class ReachProducersHandler(StoreDb db, TimeProvider clock) : IRequestHandler<ReachProducers, IReadOnlyList<FarmerReached>>
{
    public async Task<IReadOnlyList<FarmerReached>> Handle(ReachProducers asked, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var reachable = db.People.AsNoTracking().Where(p => p.PhoneNumber != null || p.Email != null);
        var own = await reachable.Where(p => p.ProducerId != null && asked.ProducerIds.Contains(p.ProducerId.Value)).OrderBy(p => p.Id)
            .Select(p => new FarmerReached(p.ProducerId!.Value, p.Id, new(p.DisplayName, p.PhoneNumber, p.Email, p.Language ?? "zh"))).ToListAsync(ct);
        // Whom no household of its own can be reached by, the service point hears for.
        var others = asked.ProducerIds.Except(own.Select(o => o.ProducerId)).ToList();
        if (others.Count == 0) return own;
        var mandates = db.Assignments.Where(a => others.Contains(a.ProducerId) && a.From <= now && (a.Until == null || a.Until > now));
        return [.. own, .. await reachable.Join(mandates, p => p.Id, a => a.PersonId,
            (p, a) => new FarmerReached(a.ProducerId, p.Id, new(p.DisplayName, p.PhoneNumber, p.Email, p.Language ?? "zh"))).ToListAsync(ct)];
    }
}
