using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Accounts;

public abstract class FirstOfficeAccount(Shop shop) : RunsOn(shop)
{
    [Fact]
    public async Task It_is_made_once_and_signs_in_to_the_office()
    {
        (await Create("dolkar", "snow on the pass\n")).Code.ShouldBe(FirstOffice.Made);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["username"] = "Dolkar", ["password"] = "snow on the pass" });
        (await Shop.Visitor().Client.PostAsync("/zh/sign-in", form)).Headers.Location!.OriginalString.ShouldBe("/zh/office");

        (await Create("DOLKAR", "another password\n")).Code.ShouldBe(FirstOffice.NameTaken);
    }

    [Theory]
    [InlineData("pema", "1234567\n", false, FirstOffice.PasswordUnfit)]
    [InlineData("pema", "12345678\n", false, FirstOffice.PasswordUnfit)]
    [InlineData("pema", "aaaaaaaaaa\n", false, FirstOffice.PasswordUnfit)]
    [InlineData("pema-of-the-valley", "pema-of-the-valley\n", false, FirstOffice.PasswordUnfit)]
    [InlineData("pema", "", false, FirstOffice.PasswordUnfit)]
    [InlineData("pe ma", "snow on the pass\n", false, FirstOffice.NameUnfit)]
    [InlineData("pema", "snow on the pass\nsnow on the road\n", true, FirstOffice.PasswordsDiffer)]
    public async Task What_is_unfit_is_refused_and_nothing_is_made(string name, string typed, bool twice, int code)
    {
        var (ended, said) = await Create(name, typed, twice);
        ended.ShouldBe(code);
        said.ToUpperInvariant().ShouldContain("NOTHING WAS CHANGED");
        (await Shop.Db(db => db.People.CountAsync(p => p.UserName!.StartsWith("pe")))).ShouldBe(0);
    }

    [Fact]
    public async Task Typed_twice_alike_it_is_made() => (await Create("yeshe", "snow on the pass\nsnow on the pass\n", twice: true)).Code.ShouldBe(FirstOffice.Made);

    async Task<(int Code, string Said)> Create(string name, string typed, bool twice = false)
    {
        using var output = new StringWriter();
        var code = await FirstOffice.Create(Shop.Services, name, new StringReader(typed), output, twice);
        return (code, output.ToString());
    }
}

public sealed class FirstOfficeAccountOnSqlite(SqliteShop shop) : FirstOfficeAccount(shop), IClassFixture<SqliteShop>;
public sealed class FirstOfficeAccountOnPostgres(PostgresShop shop) : FirstOfficeAccount(shop), IClassFixture<PostgresShop>;
