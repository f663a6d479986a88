using System.Security.Cryptography;
using System.Text.RegularExpressions;
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

/// <summary>Somebody who works for a service point, on the road or in the office. Answers the first password, which is kept nowhere in words.</summary>
[Allow(Roles.Office)]
internal sealed record AddStaff(string? Name, string? UserName, string? Role) : ICommand<string>
{
    public static IReadOnlyList<string> Staff { get; } = [Roles.ServicePoint, Roles.Coordinator, Roles.Office];
}

sealed partial class AddStaffRules : AbstractValidator<AddStaff>
{
    public AddStaffRules()
    {
        RuleFor(s => s.Name).Must(n => !string.IsNullOrWhiteSpace(n)).WithMessage("display-name-missing").AtMost(ChangeDataRules.LongestName)
            .WithMessage("display-name-long").OverridePropertyName("staff-name");
        RuleFor(s => s.UserName).Must(n => Fit().IsMatch(n?.Trim() ?? "")).WithMessage("people-user-name").OverridePropertyName("username");
        RuleFor(s => s.Role).Must(r => AddStaff.Staff.Contains(r ?? "", StringComparer.Ordinal)).WithMessage("people-role").OverridePropertyName("role");
    }

    [GeneratedRegex("^[A-Za-z0-9._@+-]{3,40}$", RegexOptions.None, 100)]
    private static partial Regex Fit();
}

sealed class AddStaffHandler(StoreDb db, IPasswordHasher<Person> passwords, ILookupNormalizer names) : IRequestHandler<AddStaff, string>
{
    public async Task<string> Handle(AddStaff asked, CancellationToken ct)
    {
        var userName = asked.UserName!.Trim();
        var normalized = names.NormalizeName(userName);
        await db.TakeTurn($"accounts/user-name/{normalized}", ct);
        if (await db.People.AnyAsync(p => p.NormalizedUserName == normalized, ct)) throw new Refusal("people-user-name-taken", RefusalKind.Conflict, "username");
        // Twelve of 31 characters: 59 bits, and none that are taken for one another when they are read out.
        var password = string.Join('-', Enumerable.Range(0, 3).Select(_ => RandomNumberGenerator.GetString("23456789abcdefghjkmnpqrstuvwxyz", 4)));
        var person = new Person { Id = Guid.CreateVersion7(), UserName = userName, NormalizedUserName = normalized, DisplayName = asked.Name!.Trim(), LockoutEnabled = true };
        person.PasswordHash = passwords.HashPassword(person, password);
        db.Add(person);
        await db.Become(person, asked.Role!, ct);
        return password;
    }
}
