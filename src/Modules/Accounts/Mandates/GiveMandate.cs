using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Accounts.Mandates;

/// <summary>From now on a person of a service point acts for a producer who asked for it.</summary>
[Allow(Roles.Office)]
internal sealed record GiveMandate(Guid? PersonId, Guid? ProducerId) : ICommand<Unit>;

sealed class GiveMandateRules : AbstractValidator<GiveMandate>
{
    public GiveMandateRules()
    {
        RuleFor(m => m.PersonId).NotNull().WithMessage("mandate-person").OverridePropertyName("person");
        RuleFor(m => m.ProducerId).NotNull().WithMessage("mandate-producer").OverridePropertyName("producer");
    }
}

sealed class GiveMandateHandler(StoreDb db, Caller caller, TimeProvider clock) : IRequestHandler<GiveMandate, Unit>
{
    public async Task<Unit> Handle(GiveMandate asked, CancellationToken ct)
    {
        var (person, producer) = (asked.PersonId!.Value, asked.ProducerId!.Value);
        // Two who give the same mandate meet at the person.
        await db.LockRows<Person>([person], ct);
        if (!await db.PeopleOfPoints().AnyAsync(p => p.Id == person, ct)) throw new Refusal("mandate-person", field: "person");
        var name = await db.KnownProducers.Where(p => p.Id == producer).Select(p => p.Name).SingleOrDefaultAsync(ct) ?? throw new Refusal("mandate-producer", field: "producer");
        var now = clock.GetUtcNow().UtcDateTime;
        if (await db.Assignments.AnyAsync(a => a.PersonId == person && a.ProducerId == producer && (a.Until == null || a.Until > now), ct))
            throw new Refusal("mandate-given", RefusalKind.Conflict, "producer");
        db.Add(new Assignment { Id = Guid.CreateVersion7(), PersonId = person, ProducerId = producer, ProducerName = name, From = now, GivenBy = caller.PersonId });
        return Unit.Value;
    }
}
