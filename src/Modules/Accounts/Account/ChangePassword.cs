using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Storefront.Contracts;
using Storefront.Platform.Pipeline;

namespace Storefront.Accounts.Account;

/// <summary>
/// Sets, changes or (with nothing new) removes the password. Whoever has one types it first; like a sign-in no command, since a wrong try stays counted. Sign-ins
/// elsewhere end.
/// </summary>
sealed record ChangePassword(string? Current, string? New, bool Remove = false) : IRequest<Unit>;

sealed class ChangePasswordRules : AbstractValidator<ChangePassword>
{
    public ChangePasswordRules() => RuleFor(p => p.New).NotEmpty().WithMessage("password-new-missing").OverridePropertyName("new").When(p => !p.Remove);
}

sealed class ChangePasswordHandler(UserManager<Person> people, SignInManager<Person> checks, IMediator mediator, Caller caller) : IRequestHandler<ChangePassword, Unit>
{
    public async Task<Unit> Handle(ChangePassword asked, CancellationToken ct)
    {
        var person = (await people.FindByIdAsync(caller.Person.ToString()))!;
        if (person.PasswordHash is not null && !(await checks.CheckPasswordSignInAsync(person, asked.Current ?? "", lockoutOnFailure: true)).Succeeded)
            throw new Refusal("password-current", field: "current");
        if (asked.Remove)
        {
            if (!(await mediator.Send(new LookAtAccount(person.Id), ct)).MayBeWithoutPassword) throw new Refusal("password-needed", field: "current");
            await people.RemovePasswordAsync(person);
            return Unit.Value;
        }
        var changed = person.PasswordHash is null ? await people.AddPasswordAsync(person, asked.New!) : await people.ChangePasswordAsync(person, asked.Current!, asked.New!);
        return changed.Succeeded ? Unit.Value : throw new Refusal("password-easy", RefusalKind.Invalid, "new", SigningIn.PasswordRules.Shortest);
    }
}
