using System.Security.Claims;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts.Codes;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Accounts.SigningIn;

/// <summary>Who this is, by a code sent to a number. Whoever proves a number that nobody here has is a new shopper.</summary>
sealed record SignInByCode(Guid? CodeId, string? Typed) : IRequest<SignedIn>;

sealed class SignInByCodeHandler(IMediator mediator, UserManager<Person> people, SignInManager<Person> checks) : IRequestHandler<SignInByCode, SignedIn>
{
    public async Task<SignedIn> Handle(SignInByCode asked, CancellationToken ct)
    {
        var phone = await mediator.Send(new ProveNumber(asked.CodeId, asked.Typed), ct);
        var id = await mediator.Send(new FindOrMakeShopper(phone), ct);
        var person = (await people.FindByIdAsync(id.ToString()))!;
        var principal = await checks.CreateUserPrincipalAsync(person);
        // A number alone opens no door to the office.
        if (Homes.IsStaff(principal)) throw new Refusal("code-staff", field: "code");
        return new(person.Id, principal, Homes.Of(principal), person.Language);
    }
}

internal sealed record FindOrMakeShopper(string Phone) : ICommand<Guid>;

sealed class FindOrMakeShopperHandler(StoreDb db, ILookupNormalizer names) : IRequestHandler<FindOrMakeShopper, Guid>
{
    public async Task<Guid> Handle(FindOrMakeShopper asked, CancellationToken ct)
    {
        await db.TakeTurn($"accounts/number/{asked.Phone}", ct);
        if (await db.People.SingleOrDefaultAsync(p => p.PhoneNumber == asked.Phone, ct) is { } known)
        {
            known.PhoneNumberConfirmed = true;      // a farmer's whom the office added was not proven until now
            return known.Id;
        }
        var id = Guid.CreateVersion7();
        // Identity wants a user name of each; nobody types this one, and it stays when the number changes.
        var name = id.ToString("N");
        db.Add(new Person
        {
            Id = id, UserName = name, NormalizedUserName = names.NormalizeName(name), DisplayName = "", PhoneNumber = asked.Phone, PhoneNumberConfirmed = true,
            SecurityStamp = Guid.NewGuid().ToString("N"), LockoutEnabled = true,
        });
        db.Add(new IdentityUserClaim<Guid> { UserId = id, ClaimType = ClaimTypes.Role, ClaimValue = Roles.Shopper });
        return id;
    }
}
