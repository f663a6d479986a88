using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts.Accounts;
using Storefront.Platform.Data;

namespace Storefront.Accounts.Mandates;

/// <summary>Asked before every command for a producer, so it is one query.</summary>
sealed class MayActForHandler(StoreDb db, TimeProvider clock) : IRequestHandler<MayActFor, bool>
{
    public Task<bool> Handle(MayActFor asked, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var mandates = db.Assignments.Where(a => a.ProducerId == asked.ProducerId && a.From <= now && (a.Until == null || a.Until > now));
        return db.People.AnyAsync(p => p.Id == asked.PersonId
            && (p.ProducerId == asked.ProducerId || mandates.Any(m => m.PersonId == p.Id)), ct);
    }
}
