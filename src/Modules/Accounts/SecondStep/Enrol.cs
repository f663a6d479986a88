using MediatR;
using Microsoft.AspNetCore.Identity;
using Storefront.Accounts.SigningIn;
using Storefront.Contracts;
using Storefront.Platform.Web;

namespace Storefront.Accounts.SecondStep;

/// <summary>What the authenticator app of a person needs to know; a first key is kept with it. Null when the person has a second step already.</summary>
sealed record ShowKey(Guid Person, string Issuer) : IRequest<KeySeen?>;

/// <param name="Key">In groups of four, to be typed where no camera is.</param>
public sealed record KeySeen(string UserName, string Key, QrCode Code);

/// <summary>The app shows the right code, so from now on it is asked for.</summary>
sealed record Enrol(Guid Person, string? Typed) : IRequest<Enrolled>;

/// <param name="RecoveryCodes">Shown once.</param>
sealed record Enrolled(SignedIn SignedIn, IReadOnlyList<string> RecoveryCodes);

/// <summary>New recovery codes in place of those that are left, for whoever has the app at hand.</summary>
sealed record RenewCodes(Guid Person, string? Typed) : IRequest<IReadOnlyList<string>>;

// Identity saves by itself, and a wrong code stays counted: no commands.
sealed class EnrolHandler(UserManager<Person> people, SignInManager<Person> checks)
    : IRequestHandler<ShowKey, KeySeen?>, IRequestHandler<Enrol, Enrolled>, IRequestHandler<RenewCodes, IReadOnlyList<string>>
{
    public async Task<KeySeen?> Handle(ShowKey asked, CancellationToken ct)
    {
        var person = await Known(asked.Person);
        if (person.TwoFactorEnabled) return null;
        var key = await people.KeyOf(person);
        var (issuer, name) = (Uri.EscapeDataString(asked.Issuer), Uri.EscapeDataString(person.UserName!));
        return new(person.UserName!, string.Join(' ', key.Chunk(4).Select(c => new string(c))), QrCode.Of($"otpauth://totp/{issuer}:{name}?secret={key}&issuer={issuer}&digits=6"));
    }

    public async Task<Enrolled> Handle(Enrol asked, CancellationToken ct)
    {
        var person = await Known(asked.Person);
        // Whoever got the password first must not replace the app of whoever has one.
        if (person.TwoFactorEnabled) throw new Refusal("second-there", RefusalKind.Conflict, "code");
        await Check(person, asked.Typed);
        await people.SetTwoFactorEnabledAsync(person, true);
        var codes = await people.GenerateNewTwoFactorRecoveryCodesAsync(person, Authenticator.RecoveryCodes);
        var principal = await checks.CreateUserPrincipalAsync(person);
        return new(new(person.Id, principal, Homes.Of(principal), person.Language), [.. codes!]);
    }

    public async Task<IReadOnlyList<string>> Handle(RenewCodes asked, CancellationToken ct)
    {
        var person = await Known(asked.Person);
        if (!person.TwoFactorEnabled) throw new Refusal("not-found", RefusalKind.NotFound);
        await Check(person, asked.Typed);
        return [.. (await people.GenerateNewTwoFactorRecoveryCodesAsync(person, Authenticator.RecoveryCodes))!];
    }

    async Task<Person> Known(Guid id) => await people.FindByIdAsync(id.ToString()) ?? throw new Refusal("not-found", RefusalKind.NotFound);

    async Task Check(Person person, string? typed)
    {
        if (!await people.IsLockedOutAsync(person) && await people.Takes(person, typed))
        {
            await people.ResetAccessFailedCountAsync(person);
            return;
        }
        await people.AccessFailedAsync(person);
        throw new Refusal("second-unfit", field: "code");
    }
}
