using System.Security.Claims;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts.Account;
using Storefront.Contracts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;
using Storefront.Platform.Web;

namespace Storefront.Accounts.Access;

/// <summary>Somebody of a producer's household, who signs in by a code sent to that number. Whoever shops by it already farms with the same account.</summary>
[Allow(Roles.Office)]
internal sealed record AddFarmer(string? Name, string? Tel, Guid? ProducerId) : ICommand<Unit>;

sealed class AddFarmerRules : AbstractValidator<AddFarmer>
{
    public AddFarmerRules()
    {
        RuleFor(f => f.Name).Must(n => !string.IsNullOrWhiteSpace(n)).WithMessage("display-name-missing").AtMost(ChangeDataRules.LongestName)
            .WithMessage("display-name-long").OverridePropertyName("name");
        RuleFor(f => f.Tel).Must(t => Phones.Mobile(t) is not null).WithMessage("people-tel").OverridePropertyName("tel");
        RuleFor(f => f.ProducerId).NotNull().WithMessage("mandate-producer").OverridePropertyName("producer");
    }
}

sealed class AddFarmerHandler(StoreDb db, ILookupNormalizer names) : IRequestHandler<AddFarmer, Unit>
{
    public async Task<Unit> Handle(AddFarmer asked, CancellationToken ct)
    {
        var (phone, name) = (Phones.Mobile(asked.Tel)!, asked.Name!.Trim());
        var producer = await db.KnownProducers.AsNoTracking().SingleOrDefaultAsync(p => p.Id == asked.ProducerId, ct) ?? throw new Refusal("mandate-producer", field: "producer");
        await db.TakeTurn($"accounts/number/{phone}", ct);
        var person = await db.People.SingleOrDefaultAsync(p => p.PhoneNumber == phone, ct);
        if (person is null)
        {
            var id = Guid.CreateVersion7();
            var userName = id.ToString("N");      // as of anybody who signs in by number
            person = new() { Id = id, UserName = userName, NormalizedUserName = names.NormalizeName(userName), DisplayName = name, PhoneNumber = phone, LockoutEnabled = true };
            db.Add(person);
        }
        else if (await db.RolesOf(person.Id).AnyAsync(c => c.ClaimValue != Roles.Shopper, ct)) throw new Refusal("people-number-taken", RefusalKind.Conflict, "tel");
        (person.DisplayName, person.ProducerId, person.ProducerName) = (person.DisplayName.Length > 0 ? person.DisplayName : name, producer.Id, producer.Name);
        await db.Become(person, Roles.Farmer, ct);
        return Unit.Value;
    }
}

static class Becoming
{
    extension(StoreDb db)
    {
        internal IQueryable<IdentityUserClaim<Guid>> RolesOf(Guid person) => db.Set<IdentityUserClaim<Guid>>().Where(c => c.UserId == person && c.ClaimType == ClaimTypes.Role);

        /// <summary>This role and no other. Sign-ins end within half an hour: what they may is said in their cookies.</summary>
        internal async Task Become(Person person, string role, CancellationToken ct)
        {
            await db.RolesOf(person.Id).ExecuteDeleteAsync(ct);
            db.Add(new IdentityUserClaim<Guid> { UserId = person.Id, ClaimType = ClaimTypes.Role, ClaimValue = role });
            person.SecurityStamp = Guid.NewGuid().ToString("N");
        }
    }
}
