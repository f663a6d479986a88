using System.Security.Claims;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Accounts.Mandates;

/// <summary>Who acts for whom, now and before, and between whom a mandate can be given.</summary>
[Allow(Roles.Office)]
internal sealed record ListMandates : IQuery<MandatesSeen>;

internal sealed record MandatesSeen(IReadOnlyList<MandateSeen> Running, IReadOnlyList<MandateSeen> Ended, IReadOnlyList<PersonToChoose> People, IReadOnlyList<ProducerToChoose> Producers);
internal sealed record MandateSeen(Guid Id, string Person, Text Producer, DateTime From, DateTime? Until, string? GivenBy, string? EndedBy);
internal sealed record PersonToChoose(Guid Id, string Name);
internal sealed record ProducerToChoose(Guid Id, Text Name);

sealed class ListMandatesHandler(StoreDb db, TimeProvider clock) : IRequestHandler<ListMandates, MandatesSeen>
{
    const int EndedShown = 50;

    public async Task<MandatesSeen> Handle(ListMandates asked, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var running = await db.Assignments.AsNoTracking().Where(a => a.Until == null || a.Until > now).OrderByDescending(a => a.From).ToListAsync(ct);
        var ended = await db.Assignments.AsNoTracking().Where(a => a.Until <= now).OrderByDescending(a => a.Until).Take(EndedShown).ToListAsync(ct);
        var ids = running.Concat(ended).SelectMany(a => new[] { a.PersonId, a.GivenBy, a.EndedBy }).OfType<Guid>().Distinct().ToList();
        var names = await db.People.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.DisplayName, ct);
        MandateSeen Seen(Assignment a) => new(a.Id, names[a.PersonId], a.ProducerName, a.From, a.Until, Name(a.GivenBy), Name(a.EndedBy));
        string? Name(Guid? person) => person is { } id ? names.GetValueOrDefault(id) : null;

        var people = await db.PeopleOfPoints().AsNoTracking().OrderBy(p => p.DisplayName).Select(p => new PersonToChoose(p.Id, p.DisplayName)).ToListAsync(ct);
        var producers = await db.KnownProducers.AsNoTracking().Select(p => new ProducerToChoose(p.Id, p.Name)).ToListAsync(ct);
        return new(running.ConvertAll(Seen), ended.ConvertAll(Seen), people, [.. producers.OrderBy(p => p.Name.Zh, StringComparer.Ordinal)]);
    }
}

static class PointPeople
{
    extension(StoreDb db)
    {
        /// <summary>Staff of service points: the only ones who act for others by mandate.</summary>
        internal IQueryable<Person> PeopleOfPoints()
        {
            var claims = db.Set<IdentityUserClaim<Guid>>().Where(c => c.ClaimType == ClaimTypes.Role && c.ClaimValue == Roles.ServicePoint);
            return db.People.Where(p => claims.Any(c => c.UserId == p.Id));
        }
    }
}
