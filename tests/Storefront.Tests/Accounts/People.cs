using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Storefront.Notices;
using Storefront.Platform.Web;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Accounts;

/// <summary>Somebody signs in with a number, reading the code where it was sent.</summary>
static partial class People
{
    static int shoppers;

    /// <summary>A mobile that nobody in this run has used before.</summary>
    public static string NewNumber() => $"137{Interlocked.Increment(ref shoppers):D8}";

    public static Dictionary<string, string> Fields(params (string Name, string Value)[] fields) => fields.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);

    public static async Task<Page> Ask(this Visitor visitor, string number, string query = "") =>
        await visitor.Submit(await visitor.Open($"/en/sign-in{query}"), "#by-number", Fields(("tel", number)));

    public static Task<Page> Enter(this Visitor visitor, Page page, string code) => visitor.Submit(page, "#by-code", Fields(("code", code)));

    extension(Shop shop)
    {
        internal async Task<Page> SignIn(Visitor visitor, string number, string query = "")
        {
            shop.Clock.Move(TimeSpan.FromSeconds(1));      // so that the latest message is the latest
            return await visitor.Enter(await visitor.Ask(number, query), await shop.CodeFor(Phones.Textable(number)!));
        }

        internal async Task<string> CodeFor(string number)
        {
            await shop.Settle();
            return Digits().Match((await shop.Messages(number))[^1].Body).Value;
        }

        internal Task<List<Notice>> Messages(string number) =>
            shop.Db(db => db.Notices.AsNoTracking().Where(n => n.Recipient == number && n.Topic == Topic.Code).OrderBy(n => n.Id).ToListAsync());
    }

    [GeneratedRegex(@"\d{6}", RegexOptions.None, 1000)]
    internal static partial Regex Digits();
}
