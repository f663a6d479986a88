using System.Net;
using Microsoft.AspNetCore.Http;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Platform;

/// <summary>Limits count by the shopper's address: what a proxy says of it is believed of a proxy that was named, and of nobody else.</summary>
public sealed class ForwardedTests
{
    const int Limit = 5;

    [Fact]
    public async Task Nobody_is_believed_when_no_proxy_was_named() => (await Refused("10.0.0.2")).ShouldBe(1);

    [Fact]
    public async Task A_stranger_is_not_believed() => (await Refused("10.0.0.9", ("Proxy:Trusted:0", "10.0.0.2"))).ShouldBe(1);

    [Fact]
    public async Task A_proxy_that_was_named_is() => (await Refused("10.0.0.2", ("Proxy:Trusted:0", "10.0.0.2"))).ShouldBe(0);

    /// <returns>How many of one more reads than an address may make are refused, each said to be of another shopper.</returns>
    static async Task<int> Refused(string sender, params (string, string)[] settings)
    {
        var file = Path.Combine(Path.GetTempPath(), $"forwarded-{Guid.NewGuid():N}.db");
        try
        {
            await using var shop = Shop.Start($"Data Source={file}", new TestClock(), [("Guards:ReadsPerTenSeconds", $"{Limit}"), .. settings]);
            var refused = 0;
            for (var i = 0; i <= Limit; i++)
            {
                var answer = await shop.Server.SendAsync(context =>
                {
                    context.Request.Path = "/health/live";
                    context.Connection.RemoteIpAddress = IPAddress.Parse(sender);
                    context.Request.Headers["X-Forwarded-For"] = $"203.0.113.{i}";
                });
                if (answer.Response.StatusCode == StatusCodes.Status429TooManyRequests) refused++;
            }
            return refused;
        }
        finally { File.Delete(file); }
    }
}
