using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts.SigningIn;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Accounts;

/// <summary>The first office account of a new shop, made at the console since nobody can sign in yet to make it.</summary>
public static class FirstOffice
{
    public const int Made = 0, NameUnfit = 1, NameTaken = 2, PasswordUnfit = 3, PasswordsDiffer = 4;

    /// <param name="twice">A person types and may mistype; a script does not.</param>
    /// <returns>The exit code: 0 when the account was made (docs/guides/operations.md lists the others).</returns>
    public static async Task<int> Create(IServiceProvider services, string name, TextReader input, TextWriter output, bool twice)
    {
        await using var scope = services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        if (await people.FindByNameAsync(name) is not null) return await Taken();

        await output.WriteAsync($"Password for {name} (at least {PasswordRules.Shortest} characters): ");
        var password = await input.ReadLineAsync() ?? "";
        await output.WriteLineAsync();
        if (twice)
        {
            await output.WriteAsync("Once more: ");
            var again = await input.ReadLineAsync();
            await output.WriteLineAsync();
            if (again != password) return await End(PasswordsDiffer, "The two differ; nothing was changed. Please run the command again.");
        }

        var person = new Person { Id = Guid.CreateVersion7(), UserName = name, DisplayName = name };
        // Saved together with the person: an account without its role could do nothing and would still take the name.
        scope.ServiceProvider.GetRequiredService<StoreDb>().Add(new IdentityUserClaim<Guid> { UserId = person.Id, ClaimType = ClaimTypes.Role, ClaimValue = Roles.Office });
        var made = await people.CreateAsync(person, password);
        if (made.Succeeded) return await End(Made, $"The office account {name} is made. Start the shop and sign in at /zh/sign-in or /en/sign-in: you land on the office page.");
        return made.Errors.First().Code switch
        {
            nameof(IdentityErrorDescriber.DuplicateUserName) => await Taken(),
            nameof(IdentityErrorDescriber.InvalidUserName) => await End(NameUnfit,
                $"\"{name}\" cannot be a user name: letters without accents, digits and - . _ @ + only. Nothing was changed."),
            _ => await End(PasswordUnfit, $"The password is shorter than {PasswordRules.Shortest} characters or among the first that anyone would try; nothing was changed."),
        };

        Task<int> Taken() => End(NameTaken, $"There is an account called {name} already; nothing was changed.");

        async Task<int> End(int code, string sentence)
        {
            await output.WriteLineAsync(sentence);
            return code;
        }
    }
}
