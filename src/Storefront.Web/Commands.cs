using Storefront.Accounts;
using Storefront.Migrations;
using Storefront.Platform.Data;

namespace Storefront.Web;

/// <summary>What an operator runs beside the shop: <c>migrate</c> and <c>create-office NAME</c> (docs/guides/operations.md).</summary>
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
                Environment.ExitCode = await FirstOffice.Create(app.Services, name, Console.In, Console.Out);
                return true;
            default:
                return false;
        }
    }
}
