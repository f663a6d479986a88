using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Catalog.Applying;

/// <summary>The office says why not, and the household is told. Approved it is by taking the producer in.</summary>
/// <param name="Seen">What was read (<see cref="Application.Mark"/>): what came since is read first.</param>
[Allow(Roles.Office)]
internal sealed record DeclineApplication(Guid Id, string? Reason, string? Seen) : ICommand<Unit>
{
    public const int ReasonAtMost = 200;
}

internal sealed class DeclineApplicationHandler(StoreDb db, Caller caller, TimeProvider clock) : IRequestHandler<DeclineApplication, Unit>
{
    public async Task<Unit> Handle(DeclineApplication asked, CancellationToken ct)
    {
        var (field, reason) = ($"reason-{asked.Id}", (asked.Reason ?? "").Trim());
        if (reason.Length is 0 or > DeclineApplication.ReasonAtMost) throw new Refusal("apply-reason", field: field);
        await db.Decide(asked.Id, asked.Seen, ApplicationState.Declined, reason, caller.Person, clock.GetUtcNow().UtcDateTime, ct);
        return Unit.Value;
    }
}

internal static class Deciding
{
    extension(StoreDb db)
    {
        /// <exception cref="Refusal">Somebody else has decided it, or it was sent anew since it was read.</exception>
        internal async Task<Application> Decide(Guid id, string? seen, ApplicationState decided, string? reason, Guid by, DateTime now, CancellationToken ct)
        {
            var read = await db.Applications.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
            if (read.Mark != seen) throw new Refusal("apply-changed", RefusalKind.Conflict);
            if (await db.Applications.Where(a => a.Id == id && a.State == ApplicationState.Submitted && a.AppliedAt == read.AppliedAt).ExecuteUpdateAsync(a => a
                .SetProperty(x => x.State, decided).SetProperty(x => x.Reason, reason).SetProperty(x => x.DecidedAt, now).SetProperty(x => x.DecidedBy, by),
                ct) == 0) throw new Refusal("apply-decided", RefusalKind.Conflict);
            var application = await db.Applications.AsNoTracking().SingleAsync(a => a.Id == id, ct);
            db.Tell(new ApplicationDecided(id, application.Times, new(application.Name, application.Phone, null, application.Language), reason));
            return application;
        }
    }
}
