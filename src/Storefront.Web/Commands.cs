using MediatR;
using Storefront.Accounts;
using Storefront.Accounts.SecondStep;
using Storefront.Contracts.Catalog;
using Storefront.Migrations;
using Storefront.Platform.Data;

namespace Storefront.Web;

/// <summary>What an operator runs beside the shop: <c>migrate</c>, <c>create-office NAME</c>, <c>reset-second-step NAME</c> and <c>index</c> (docs/guides/operations.md).</summary>
static class Commands
{
    /// <returns>True when a command ran and the shop should not start.</returns>
    public static async Task<bool> Run(WebApplication app, string[] args)
    {
        switch (args)
        {
            case ["migrate", ..]:
                await using (var scope = app.Services.CreateAsyncScope())
                    await scope.ServiceProvider.GetRequiredService<StoreDb>().BringUpToDate(CancellationToken.None);
                Console.WriteLine("The database is up to date.");
                return true;
            case ["create-office", var name, ..]:
                await using (var scope = app.Services.CreateAsyncScope())
                    await scope.ServiceProvider.GetRequiredService<StoreDb>().BringUpToDate(CancellationToken.None);
                var typed = !Console.IsInputRedirected;
                Environment.ExitCode = await FirstOffice.Create(app.Services, name, typed ? new UnseenInput() : Console.In, Console.Out, twice: typed);
                return true;
            case ["reset-second-step", var lost, ..]:
                Environment.ExitCode = await ResetSecondStep.Run(app.Services, lost, Console.Out);
                return true;
            case ["index", ..]:
                await using (var scope = app.Services.CreateAsyncScope())
                    Console.WriteLine($"{await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new BuildSearchIndex())} listings can be found.");
                return true;
            default:
                return false;
        }
    }

    /// <summary>What is typed at the keyboard, without showing it.</summary>
    sealed class UnseenInput : TextReader
    {
        public override Task<string?> ReadLineAsync()
        {
            var line = new System.Text.StringBuilder();
            while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
                if (key.Key != ConsoleKey.Backspace) line.Append(key.KeyChar);
                else if (line.Length > 0) line.Length--;
            return Task.FromResult<string?>(line.ToString());
        }
    }
}
