using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Catalog.Revisions;

/// <summary>A farmer no longer wants a price or words that nobody has read yet; all stays as it is. A new listing is ended instead.</summary>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record WithdrawRevision(Guid ProducerId, Guid RevisionId) : ICommand<Unit>, IForProducer;

internal sealed class WithdrawRevisionHandler(StoreDb db, Caller caller, TimeProvider clock) : IRequestHandler<WithdrawRevision, Unit>
{
    public async Task<Unit> Handle(WithdrawRevision asked, CancellationToken ct)
    {
        var own = db.Revisions.Where(r => r.Id == asked.RevisionId && r.ProducerId == asked.ProducerId && r.Kind != RevisionKind.Listing);
        var (now, person) = (clock.GetUtcNow().UtcDateTime, caller.Person);
        if (await own.Where(r => r.State == RevisionState.Submitted)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.State, RevisionState.Withdrawn).SetProperty(x => x.DecidedAt, now).SetProperty(x => x.DecidedBy, person),
                ct) > 0) return Unit.Value;
        var state = await own.Select(r => (RevisionState?)r.State).SingleOrDefaultAsync(ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        return state == RevisionState.Withdrawn ? Unit.Value : throw new Refusal("revision-decided", RefusalKind.Conflict);
    }
}
