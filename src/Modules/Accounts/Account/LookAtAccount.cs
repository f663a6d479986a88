using System.Buffers.Text;
using System.Security.Claims;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Accounts.Account;

/// <summary>What the shop keeps of a person, for that person.</summary>
internal sealed record LookAtAccount(Guid Person) : IQuery<AccountSeen>;

public sealed record AccountSeen(string UserName, string DisplayName, string? Language, string? Phone, bool HasPassword, bool SecondStep, bool Staff)
{
    public IReadOnlyList<PasskeySeen> Passkeys { get; init; } = [];
    /// <summary>Names the message that changing the number sends, once.</summary>
    public Guid Form { get; } = Guid.NewGuid();
    /// <summary>Whoever has a proven number can do without a password; staff never.</summary>
    public bool MayBeWithoutPassword => !Staff && Phone is not null;
}

public sealed record PasskeySeen(string Id, DateTime MadeAt);

sealed class LookAtAccountHandler(StoreDb db) : IRequestHandler<LookAtAccount, AccountSeen>
{
    static readonly string[] StaffRoles = [Roles.ServicePoint, Roles.Coordinator, Roles.Office];

    public async Task<AccountSeen> Handle(LookAtAccount asked, CancellationToken ct)
    {
        var seen = await db.People.AsNoTracking().Where(p => p.Id == asked.Person)
            .Select(p => new AccountSeen(p.UserName!, p.DisplayName, p.Language, p.PhoneNumber, p.PasswordHash != null, p.TwoFactorEnabled,
            db.Set<IdentityUserClaim<Guid>>().Any(c => c.UserId == p.Id && c.ClaimType == ClaimTypes.Role && StaffRoles.Contains(c.ClaimValue)))).SingleOrDefaultAsync(ct)
            ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var passkeys = await db.Set<IdentityUserPasskey<Guid>>().AsNoTracking().Where(k => k.UserId == asked.Person).ToListAsync(ct);
        return seen with { Passkeys = [.. passkeys.OrderBy(k => k.Data.CreatedAt).Select(k => new PasskeySeen(Base64Url.EncodeToString(k.CredentialId), k.Data.CreatedAt.UtcDateTime))] };
    }
}

/// <summary>The person as the cookie is to say it from now on: after a change of what it says, or of what it was given for.</summary>
sealed record PrincipalOf(Guid Person) : IQuery<ClaimsPrincipal>;

sealed class PrincipalOfHandler(UserManager<Person> people, SignInManager<Person> checks) : IRequestHandler<PrincipalOf, ClaimsPrincipal>
{
    public async Task<ClaimsPrincipal> Handle(PrincipalOf asked, CancellationToken ct) => await checks.CreateUserPrincipalAsync((await people.FindByIdAsync(asked.Person.ToString()))!);
}
