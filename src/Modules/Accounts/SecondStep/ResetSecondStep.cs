using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Storefront.Accounts.SecondStep;

/// <summary>For who lost both the app and the recovery codes: an operator, who has seen the person, takes the second step away at the console. The next sign-in makes a new one.</summary>
public static class ResetSecondStep
{
    public const int Reset = 0, Unknown = 1;

    public static async Task<int> Run(IServiceProvider services, string name, TextWriter output)
    {
        await using var scope = services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        if (await people.FindByNameAsync(name) is not { } person)
        {
            await output.WriteLineAsync($"There is no account called {name}.");
            return Unknown;
        }
        await people.SetTwoFactorEnabledAsync(person, false);
        // Another key, so that the lost app is worth nothing; the stamp that changes with it ends the sign-ins there are.
        await people.ResetAuthenticatorKeyAsync(person);
        await output.WriteLineAsync($"The next sign-in of {name} makes a new second step.");
        return Reset;
    }
}
