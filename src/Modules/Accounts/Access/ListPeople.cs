using System.Security.Claims;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts.Mandates;
using Storefront.Contracts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;
using Storefront.Platform.Web;

namespace Storefront.Accounts.Access;

/// <summary>Who works here and who farms, and for which producers somebody can be named.</summary>
[Allow(Roles.Office)]
internal sealed record ListPeople : IQuery<PeopleSeen>;

internal sealed record PeopleSeen(IReadOnlyList<PersonSeen> People, IReadOnlyList<ProducerToChoose> Producers);

/// <param name="SignsInAs">A user name, or a number with its middle hidden.</param>
/// <param name="Own">Whoever asks: nobody takes his own access.</param>
internal sealed record PersonSeen(Guid Id, string Name, string Role, string SignsInAs, Text? Producer, bool Own);

sealed class ListPeopleHandler(StoreDb db, Caller caller) : IRequestHandler<ListPeople, PeopleSeen>
{
    public async Task<PeopleSeen> Handle(ListPeople asked, CancellationToken ct)
    {
        var people = await (
            from person in db.People.AsNoTracking()
            join claim in db.Set<IdentityUserClaim<Guid>>() on person.Id equals claim.UserId
            where claim.ClaimType == ClaimTypes.Role && claim.ClaimValue != Roles.Shopper
            orderby claim.ClaimValue, person.DisplayName
            select new { person.Id, person.DisplayName, Role = claim.ClaimValue!, person.UserName, person.PhoneNumber, person.PasswordHash, person.ProducerName }).ToListAsync(ct);
        var producers = await db.KnownProducers.AsNoTracking().Select(p => new ProducerToChoose(p.Id, p.Name)).ToListAsync(ct);
        return new(people.ConvertAll(p => new PersonSeen(p.Id, p.DisplayName, p.Role, p.PasswordHash is null ? Show.MaskedPhone(p.PhoneNumber) : p.UserName!,
            p.ProducerName, p.Id == caller.Person)),
            [.. producers.OrderBy(p => p.Name.Zh, StringComparer.Ordinal)]);
    }
}
