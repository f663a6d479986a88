using System.Buffers.Text;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Storefront.Accounts.SigningIn;
using Storefront.Contracts;

namespace Storefront.Accounts.Passkeys;

/// <summary>What a browser needs to make a passkey for this person, as WebAuthn's JSON; what it answers is checked against a cookie that this leaves.</summary>
sealed record AskForPasskey(Guid Person) : IRequest<string>;

/// <summary>Keeps the passkey that a browser made.</summary>
sealed record AddPasskey(Guid Person, string? Credential) : IRequest<Unit>;

sealed record RemovePasskey(Guid Person, string? Id) : IRequest<Unit>;

/// <summary>What a browser needs to sign somebody in, whoever it is.</summary>
sealed record AskWhoHasPasskey : IRequest<string>;

sealed record SignInByPasskey(string? Credential) : IRequest<SignedIn>;

// Identity saves by itself, and its challenge stands in a cookie: no commands.
sealed class PasskeysHandler(UserManager<Person> people, SignInManager<Person> checks) :
    IRequestHandler<AskForPasskey, string>, IRequestHandler<AddPasskey, Unit>, IRequestHandler<RemovePasskey, Unit>, IRequestHandler<AskWhoHasPasskey, string>, IRequestHandler<SignInByPasskey, SignedIn>
{
    const int MostForAPerson = 10;

    public async Task<string> Handle(AskForPasskey asked, CancellationToken ct)
    {
        var person = await Shopper(asked.Person);
        var name = person.PhoneNumber ?? person.UserName!;
        return await checks.MakePasskeyCreationOptionsAsync(new() { Id = person.Id.ToString(), Name = name, DisplayName = person.DisplayName is { Length: > 0 } given ? given : name });
    }

    public async Task<Unit> Handle(AddPasskey asked, CancellationToken ct)
    {
        var person = await Shopper(asked.Person);
        if ((await people.GetPasskeysAsync(person)).Count >= MostForAPerson) throw new Refusal("passkeys-full", RefusalKind.Conflict, null, MostForAPerson);
        var made = string.IsNullOrEmpty(asked.Credential) ? null : await Underway(() => checks.PerformPasskeyAttestationAsync(asked.Credential));
        if (made is not { Succeeded: true } || made.UserEntity.Id != person.Id.ToString()) throw new Refusal("passkey-unfit");
        await people.AddOrUpdatePasskeyAsync(person, made.Passkey);
        return Unit.Value;
    }

    public async Task<Unit> Handle(RemovePasskey asked, CancellationToken ct)
    {
        if (Base64Url.IsValid(asked.Id ?? "")) await people.RemovePasskeyAsync(await Shopper(asked.Person), Base64Url.DecodeFromChars(asked.Id));
        return Unit.Value;
    }

    public Task<string> Handle(AskWhoHasPasskey asked, CancellationToken ct) => checks.MakePasskeyRequestOptionsAsync(null);

    public async Task<SignedIn> Handle(SignInByPasskey asked, CancellationToken ct)
    {
        var shown = string.IsNullOrEmpty(asked.Credential) ? null : await Underway(() => checks.PerformPasskeyAssertionAsync(asked.Credential));
        if (shown is not { Succeeded: true } || await people.IsLockedOutAsync(shown.User)) throw new Refusal("passkey-unfit");
        // Its counter moves on, which tells a copy.
        await people.AddOrUpdatePasskeyAsync(shown.User, shown.Passkey);
        var principal = await checks.CreateUserPrincipalAsync(shown.User);
        if (Homes.IsStaff(principal)) throw new Refusal("passkey-unfit");
        return new(shown.User.Id, principal, Homes.Of(principal), shown.User.Language);
    }

    /// <summary>Null when the challenge's cookie is gone, or is one of another kind: Identity takes that for a mistake of ours.</summary>
    static async Task<T?> Underway<T>(Func<Task<T>> act) where T : class
    {
        try { return await act(); }
        catch (InvalidOperationException) { return null; }
    }

    /// <summary>Staff sign in with password and second step, never otherwise.</summary>
    async Task<Person> Shopper(Guid id)
    {
        var person = await people.FindByIdAsync(id.ToString());
        return person is not null && !Homes.IsStaff(await checks.CreateUserPrincipalAsync(person)) ? person : throw new Refusal("not-found", RefusalKind.NotFound);
    }
}
