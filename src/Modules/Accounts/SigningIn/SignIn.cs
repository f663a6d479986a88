using System.Security.Claims;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Storefront.Contracts;

namespace Storefront.Accounts.SigningIn;

/// <summary>
/// Who this is, by name and password. Neither a query nor a command: a wrong try is counted, and stays counted when the answer is a refusal,
/// where a command's transaction would roll it back.
/// </summary>
sealed record SignIn(string? Username, string? Password) : IRequest<SignedIn>;

/// <param name="Home">The page of the person's role, without its language: "/farm".</param>
sealed record SignedIn(ClaimsPrincipal Principal, string Home);

sealed class SignInRules : AbstractValidator<SignIn>
{
    public SignInRules()
    {
        RuleFor(s => s.Username).NotEmpty().WithMessage("username-missing").OverridePropertyName("username");
        RuleFor(s => s.Password).NotEmpty().WithMessage("password-missing").OverridePropertyName("password");
    }
}

sealed class SignInHandler(UserManager<Person> people, SignInManager<Person> checks) : IRequestHandler<SignIn, SignedIn>
{
    // One answer for an unknown name, a wrong password and a resting account: it tells nobody which names exist.
    static Refusal Unfit() => new Refusal("sign-in-unfit", field: "password");

    public async Task<SignedIn> Handle(SignIn asked, CancellationToken ct)
    {
        var person = await people.FindByNameAsync(asked.Username!.Trim());
        if (person is null || await people.IsLockedOutAsync(person))
        {
            // As much work as where a password is compared, so that the clock tells nothing either.
            people.PasswordHasher.HashPassword(Nobody, asked.Password!);
            throw Unfit();
        }
        if (!(await checks.CheckPasswordSignInAsync(person, asked.Password!, lockoutOnFailure: true)).Succeeded) throw Unfit();
        var principal = await checks.CreateUserPrincipalAsync(person);
        return new(principal, Homes.Of(principal));
    }

    static readonly Person Nobody = new() { DisplayName = "" };
}

/// <summary>Where each role begins its day.</summary>
static class Homes
{
    public static string Of(ClaimsPrincipal person) =>
        person.IsInRole(Roles.Farmer) ? "/farm"
        : person.IsInRole(Roles.ServicePoint) ? "/point"
        : person.IsInRole(Roles.Coordinator) ? "/dispatch"
        : person.IsInRole(Roles.Office) ? "/office"
        : "";
}
