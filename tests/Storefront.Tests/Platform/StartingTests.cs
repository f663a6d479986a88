using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Storefront.Platform;

namespace Storefront.Tests.Platform;

/// <summary>The shop's own process, as an operator starts it.</summary>
public sealed class StartingTests
{
    static async Task<(int Exit, string Said)> Start(params (string Key, string Value)[] settings)
    {
        var database = Path.Combine(Path.GetTempPath(), $"shop-{Guid.NewGuid():N}.db");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Storefront.Web.dll")]) { UseShellExecute = false,
            RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = AppContext.BaseDirectory };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["ConnectionStrings__Storefront"] = $"Data Source={database}";
        foreach (var (key, value) in settings) start.Environment[key] = value;
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try { await process.WaitForExitAsync(patience.Token); }
        finally { if (!process.HasExited) process.Kill(); }
        File.Exists(database).ShouldBeFalse();      // it looked before it touched anything
        return (process.ExitCode, (await said).Trim());
    }

    [Fact]
    public async Task Production_without_its_keys_says_what_is_missing_and_ends()
    {
        var (exit, said) = await Start();
        exit.ShouldBe(1);
        said.ShouldContain("Payments:Provider");
        said.ShouldContain("Notices:Smtp:Host");
        said.ShouldContain("Public:Contact");
        said.ShouldNotContain("   at ");
        said.Split('\n').ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Production_has_no_mailbox_and_no_start_page()
    {
        var database = Path.Combine(Path.GetTempPath(), $"shop-{Guid.NewGuid():N}.db");
        try
        {
            await using var production = new WebApplicationFactory<Program>().WithWebHostBuilder(web =>
            {
                web.UseEnvironment("Production");
                web.UseSetting("ConnectionStrings:Storefront", $"Data Source={database};Pooling=false");
                web.UseSetting("Public:Contact", "+86 836 555 0100");
                // As if its keys were set: what is missing is said by rows of this service.
                web.ConfigureTestServices(services => { services.RemoveAll<Missing>(); services.RemoveAll<IHostedService>(); });
            });
            using var client = production.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new("https://localhost") });
            foreach (var path in new[] { "/zh/mailbox", $"/en/mailbox/{Guid.NewGuid()}", "/zh/start" }) (await client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
            (await client.GetStringAsync("/en/help")).ShouldContain("<a href=\"tel:&#x2B;868365550100\">&#x2B;86 836 555 0100</a>");
        }
        finally
        {
            foreach (var left in Directory.GetFiles(Path.GetTempPath(), $"{Path.GetFileName(database)}*")) File.Delete(left);
        }
    }

    [Theory, InlineData(null), InlineData("Tenzin Dorje, Garzê")]
    public async Task Production_offers_Tibetan_once_a_reader_has_approved_it(string? reader)
    {
        var database = Path.Combine(Path.GetTempPath(), $"shop-{Guid.NewGuid():N}.db");
        try
        {
            await using var production = new WebApplicationFactory<Program>().WithWebHostBuilder(web =>
            {
                web.UseEnvironment("Production");
                web.UseSetting("ConnectionStrings:Storefront", $"Data Source={database};Pooling=false");
                web.UseSetting("Languages:TibetanApprovedBy", reader);
                web.ConfigureTestServices(services => { services.RemoveAll<Missing>(); services.RemoveAll<IHostedService>(); });
            });
            using var client = production.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new("https://localhost") });
            client.DefaultRequestHeaders.Add("Accept-Language", "bo");
            client.DefaultRequestHeaders.Add("Cookie", "lang=bo");
            var offered = reader is not null;
            var help = await client.GetStringAsync("/zh/help");
            help.Contains("hreflang=\"bo\"", StringComparison.Ordinal).ShouldBe(offered);
            help.Contains("བོད་ཡིག", StringComparison.Ordinal).ShouldBe(offered);
            (await client.GetStringAsync("/robots.txt")).Contains("/bo/", StringComparison.Ordinal).ShouldBe(offered);
            (await client.GetAsync("/")).Headers.Location!.ToString().ShouldBe(offered ? "/bo" : "/zh");

            using var asked = await client.GetAsync("/bo/help?to=lhasa");
            asked.StatusCode.ShouldBe(offered ? HttpStatusCode.OK : HttpStatusCode.Redirect);
            if (!offered) asked.Headers.Location!.ToString().ShouldBe("/zh/help?to=lhasa");
            (await client.PostAsync("/bo/sign-out", null)).StatusCode.ShouldBe(offered ? HttpStatusCode.SeeOther : HttpStatusCode.NotFound);
        }
        finally
        {
            foreach (var left in Directory.GetFiles(Path.GetTempPath(), $"{Path.GetFileName(database)}*")) File.Delete(left);
        }
    }

    [Fact]
    public async Task The_sandbox_cannot_be_asked_for_in_production()
    {
        var (exit, said) = await Start(("Payments__Provider", "sandbox"), ("Notices__Smtp__Host", "mail.example.org"), ("Notices__Smtp__From", "shop@example.org"));
        exit.ShouldBe(1);
        said.ShouldContain("sandbox");
        said.ShouldNotContain("Smtp");
    }
}
