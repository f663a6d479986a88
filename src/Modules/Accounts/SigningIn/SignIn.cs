using System.Security.Claims;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts.SecondStep;
using Storefront.Contracts;
using Storefront.Platform.Web;

namespace Storefront.Accounts.SigningIn;

/// <summary>
/// Who this is, by name (or proven number) and password. Neither a query nor a command: a wrong try is counted, and stays counted when the answer is a refusal,
/// where a command's transaction would roll it back.
/// </summary>
sealed record SignIn(string? Username, string? Password) : IRequest<SignedIn>;

/// <param name="Home">The page of the person's role, without its language: "/farm".</param>
/// <param name="Language">The language chosen for the account; null goes by the page.</param>
/// <param name="Then">What has to follow before the cookie is given.</param>
sealed record SignedIn(Guid Person, ClaimsPrincipal Principal, string Home, string? Language, Following Then = Following.Nothing);

sealed class SignInRules : AbstractValidator<SignIn>
{
    public SignInRules()
    {
        RuleFor(s => s.Username).NotEmpty().WithMessage("username-missing").OverridePropertyName("username");
        RuleFor(s => s.Password).NotEmpty().WithMessage("password-missing").OverridePropertyName("password");
    }
}

sealed class SignInHandler(UserManager<Person> people, SignInManager<Person> checks, SecondStepRule rule) : IRequestHandler<SignIn, SignedIn>
{
    // One answer for an unknown name, a wrong password and a resting account: it tells nobody which names exist.
    static Refusal Unfit() => new Refusal("sign-in-unfit", field: "password");

    public async Task<SignedIn> Handle(SignIn asked, CancellationToken ct)
    {
        var person = await people.FindByNameAsync(asked.Username!.Trim());
        if (person is null && Phones.Textable(asked.Username) is { } phone) person = await people.Users.SingleOrDefaultAsync(p => p.PhoneNumber == phone, ct);
        if (person?.PasswordHash is null || await people.IsLockedOutAsync(person))
        {
            // As much work as where a password is compared, so that the clock tells nothing either.
            people.PasswordHasher.HashPassword(Person.Nobody, asked.Password!);
            throw Unfit();
        }
        if (!(await checks.CheckPasswordSignInAsync(person, asked.Password!, lockoutOnFailure: true)).Succeeded) throw Unfit();
        var principal = await checks.CreateUserPrincipalAsync(person);
        // Whoever has a second step passes it; staff must have one.
        var then = person.TwoFactorEnabled ? Following.SecondStep : rule.Demanded && Homes.IsStaff(principal) ? Following.Enrolment : Following.Nothing;
        return new(person.Id, principal, Homes.Of(principal), person.Language, then);
    }
}

/// <summary>Where each role begins its day.</summary>
static class Homes
{
    public static string Of(ClaimsPrincipal person) =>
        person.IsInRole(Roles.Farmer) ? "/farm"
        : person.IsInRole(Roles.ServicePoint) ? "/point"
        : person.IsInRole(Roles.Coordinator) ? "/dispatch"
        : person.IsInRole(Roles.Office) ? "/office"
        : "/account";

    public const string Staff = $"{Roles.ServicePoint},{Roles.Coordinator},{Roles.Office}";

    /// <summary>Who acts for others, or for the shop.</summary>
    public static bool IsStaff(ClaimsPrincipal person) => person.IsInRole(Roles.ServicePoint) || person.IsInRole(Roles.Coordinator) || person.IsInRole(Roles.Office);
}
