using Microsoft.AspNetCore.Identity;

namespace Storefront.Accounts.SecondStep;

/// <summary>Whether staff must have a second step: in Production always, in a demonstration where the setting Accounts:SecondStep asks for it. Whoever has one is always asked.</summary>
sealed record SecondStepRule(bool Demanded);

/// <summary>What follows a right password.</summary>
public enum Following { Nothing, SecondStep, Enrolment }

static class Authenticator
{
    public const string Provider = "Authenticator";
    const string Shop = "Storefront", LastUsed = "LastUsedCode";
    public const int RecoveryCodes = 10;

    extension(UserManager<Person> people)
    {
        /// <summary>The person's key; a first one is made where there is none.</summary>
        public async Task<string> KeyOf(Person person)
        {
            if (await people.GetAuthenticatorKeyAsync(person) is { Length: > 0 } key) return key;
            await people.ResetAuthenticatorKeyAsync(person);
            return (await people.GetAuthenticatorKeyAsync(person))!;
        }

        /// <summary>Whether the app shows this code now. One code opens once: who read it over a shoulder comes too late (RFC 6238, 5.2).</summary>
        public async Task<bool> Takes(Person person, string? typed)
        {
            var code = Codes.ProveNumberRules.Digits(typed);
            if (code.Length != 6 || await people.GetAuthenticationTokenAsync(person, Shop, LastUsed) == code) return false;
            if (!await people.VerifyTwoFactorTokenAsync(person, Provider, code)) return false;
            await people.SetAuthenticationTokenAsync(person, Shop, LastUsed, code);
            return true;
        }
    }
}
