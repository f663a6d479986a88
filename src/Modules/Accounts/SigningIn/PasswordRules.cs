using Microsoft.AspNetCore.Identity;

namespace Storefront.Accounts.SigningIn;

/// <summary>Length and no well-known password; no rules about which characters, which only make people write them down.</summary>
static class PasswordRules
{
    public const int Shortest = 8;

    public static void Set(IdentityOptions options)
    {
        var password = options.Password;
        (password.RequiredLength, password.RequiredUniqueChars) = (Shortest, 1);
        password.RequireDigit = password.RequireLowercase = password.RequireUppercase = password.RequireNonAlphanumeric = false;
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10);
        options.Lockout.AllowedForNewUsers = true;
    }
}

/// <summary>Refuses what is tried first: the passwords seen most often in leaks, here and abroad, that are long enough to pass.</summary>
sealed class NotACommonPassword : IPasswordValidator<Person>
{
    static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        "12345678", "123456789", "1234567890", "0123456789", "987654321", "9876543210", "123123123", "12341234", "147258369", "123654789", "11223344", "112233445566",
        "password", "password1", "password123", "passw0rd", "p@ssw0rd", "p@ssword", "mypassword", "changeme", "welcome1", "welcome123", "letmein1", "letmein123",
        "qwertyui", "qwertyuiop", "qwerty12", "qwerty123", "qwer1234", "1q2w3e4r", "1q2w3e4r5t", "1qaz2wsx", "1qazxsw2", "qazwsxedc", "asdfghjk", "asdfghjkl",
        "asdf1234", "zxcvbnm1", "zxcvbnm123",
        "abcd1234", "abc12345", "abc123456", "abcdefgh", "a1234567", "a12345678", "a123456789", "aa123456", "aa12345678", "qq123456", "q1w2e3r4", "admin123",
        "admin1234", "administrator", "root1234", "test1234",
        "iloveyou", "sunshine", "princess", "football", "baseball", "superman", "trustno1", "whatever", "computer", "internet", "starwars", "dragon123", "monkey123",
        "woaini520", "woaini1314", "woaini521", "5201314520", "52013145", "13145201314", "wang1234", "zhang123", "woaiwojia", "nihao123", "buzhidao", "taobao123",
        "storefront", "appleroad", "pingguolu",
    };

    public Task<IdentityResult> ValidateAsync(UserManager<Person> manager, Person user, string? password)
    {
        var easy = password is null || Common.Contains(password) || password.Distinct().Count() == 1 || string.Equals(password, user.UserName, StringComparison.OrdinalIgnoreCase);
        return Task.FromResult(easy ? IdentityResult.Failed(new IdentityError { Code = nameof(NotACommonPassword) }) : IdentityResult.Success);
    }
}
