using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Accounts;
using Storefront.Platform.Data;

namespace Storefront.Accounts.Mandates;

sealed class ProducersOfHandler(StoreDb db, TimeProvider clock) : IRequestHandler<ProducersOf, IReadOnlyList<ProducerActedFor>>
{
    public async Task<IReadOnlyList<ProducerActedFor>> Handle(ProducersOf asked, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var own = await db.People.AsNoTracking().Where(p => p.Id == asked.PersonId && p.ProducerId != null)
            .Select(p => new { Id = p.ProducerId!.Value, Name = p.ProducerName ?? new Text(p.DisplayName, null, null, null) }).ToListAsync(ct);
        var mandates = await db.Assignments.AsNoTracking()
            .Where(a => a.PersonId == asked.PersonId && a.From <= now && (a.Until == null || a.Until > now))
            .OrderBy(a => a.From).ThenBy(a => a.Id).Select(a => new { a.ProducerId, a.ProducerName }).ToListAsync(ct);
        return [.. own.Select(o => new ProducerActedFor(o.Id, o.Name, Own: true)),
            .. mandates.Where(m => own.All(o => o.Id != m.ProducerId)).DistinctBy(m => m.ProducerId).Select(m => new ProducerActedFor(m.ProducerId, m.ProducerName, Own: false))];
    }
}
