using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Accounts.Mandates;

/// <summary>Ends a mandate now; what was done under it stays recorded. Ended twice is ended once.</summary>
[Allow(Roles.Office)]
internal sealed record EndMandate(Guid MandateId) : ICommand<Unit>;

sealed class EndMandateHandler(StoreDb db, Caller caller, TimeProvider clock) : IRequestHandler<EndMandate, Unit>
{
    public async Task<Unit> Handle(EndMandate asked, CancellationToken ct)
    {
        var (now, by) = (clock.GetUtcNow().UtcDateTime, caller.PersonId);
        var ended = await db.Assignments.Where(a => a.Id == asked.MandateId && (a.Until == null || a.Until > now))
            .ExecuteUpdateAsync(a => a.SetProperty(x => x.Until, now).SetProperty(x => x.EndedBy, by), ct);
        if (ended == 0 && !await db.Assignments.AnyAsync(a => a.Id == asked.MandateId, ct)) throw new Refusal("not-found", RefusalKind.NotFound);
        return Unit.Value;
    }
}
