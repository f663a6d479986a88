using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Storefront.Accounts.SigningIn;
using Storefront.Contracts;

namespace Storefront.Accounts.SecondStep;

/// <summary>After the password: the code of the authenticator app, or one of the recovery codes. Wrong ones count like wrong passwords, so this is no command.</summary>
sealed record PassSecondStep(Guid Person, string? Typed, string? Recovery) : IRequest<SignedIn>;

sealed class PassSecondStepRules : AbstractValidator<PassSecondStep>
{
    public PassSecondStepRules() => RuleFor(s => s.Typed).NotEmpty().WithMessage("second-missing").OverridePropertyName("code").When(s => string.IsNullOrWhiteSpace(s.Recovery));
}

sealed class PassSecondStepHandler(UserManager<Person> people, SignInManager<Person> checks) : IRequestHandler<PassSecondStep, SignedIn>
{
    public async Task<SignedIn> Handle(PassSecondStep asked, CancellationToken ct)
    {
        var person = await people.FindByIdAsync(asked.Person.ToString());
        var field = string.IsNullOrWhiteSpace(asked.Recovery) ? "code" : "recovery";
        if (person is null || await people.IsLockedOutAsync(person)) throw new Refusal("second-unfit", RefusalKind.Invalid, field);
        var fits = field == "code" ? await people.Takes(person, asked.Typed) : (await people.RedeemTwoFactorRecoveryCodeAsync(person, asked.Recovery!.Trim().ToUpperInvariant())).Succeeded;
        if (!fits)
        {
            await people.AccessFailedAsync(person);
            throw new Refusal("second-unfit", RefusalKind.Invalid, field);
        }
        await people.ResetAccessFailedCountAsync(person);
        var principal = await checks.CreateUserPrincipalAsync(person);
        return new(person.Id, principal, Homes.Of(principal), person.Language);
    }
}
