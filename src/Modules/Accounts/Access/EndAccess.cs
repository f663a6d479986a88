using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Accounts.Access;

/// <summary>Somebody left: his mandates end at once and his sign-ins within half an hour. What he did stays recorded under his name, and he may shop like anybody.</summary>
[Allow(Roles.Office)]
internal sealed record EndAccess(Guid PersonId) : ICommand<Unit>;

sealed class EndAccessHandler(StoreDb db, Caller caller, TimeProvider clock) : IRequestHandler<EndAccess, Unit>
{
    public async Task<Unit> Handle(EndAccess asked, CancellationToken ct)
    {
        if (asked.PersonId == caller.Person) throw new Refusal("people-self", RefusalKind.Conflict);
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == asked.PersonId, ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var (now, by) = (clock.GetUtcNow().UtcDateTime, caller.PersonId);
        await db.Assignments.Where(a => a.PersonId == person.Id && (a.Until == null || a.Until > now))
            .ExecuteUpdateAsync(a => a.SetProperty(x => x.Until, now).SetProperty(x => x.EndedBy, by), ct);
        (person.ProducerId, person.ProducerName, person.ServicePointId) = (null, null, null);
        await db.Become(person, Roles.Shopper, ct);
        return Unit.Value;
    }
}
