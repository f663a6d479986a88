using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Platform;
using Storefront.Platform.Data;
using Storefront.Shipping;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Shipping;

public sealed class StreamTests
{
    const int AtOnce = 2;
    static readonly string Token = Codes.NewToken();

    [Fact]
    public async Task Nobody_listens_to_a_link_that_leads_nowhere() =>
        await With([], async shop => (await Listen(shop, "10.0.0.9", token: "nowhere")).Status.ShouldBe(StatusCodes.Status404NotFound));

    [Fact]
    public async Task One_address_holds_so_many_streams_open_and_no_more_until_one_is_closed() => await With([], async shop =>
    {
        var open = new List<Stream>();
        for (var i = 0; i < AtOnce; i++) open.Add((await Listen(shop, "10.0.0.9")).ShouldSatisfy(StatusCodes.Status200OK));
        var refused = await Listen(shop, "10.0.0.9", "203.0.113.7");      // what a stranger says of himself changes nothing
        (refused.Status, refused.RetryAfter).ShouldBe((StatusCodes.Status429TooManyRequests, "10"));
        (await Listen(shop, "10.0.0.10")).Status.ShouldBe(StatusCodes.Status200OK);

        await open[0].DisposeAsync();
        // The server hears of it a moment later.
        for (var begun = Stopwatch.GetTimestamp(); refused.Status != StatusCodes.Status200OK && Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(10);)
            refused = await Listen(shop, "10.0.0.9");
        refused.Status.ShouldBe(StatusCodes.Status200OK);
    });

    [Fact]
    public async Task Behind_a_proxy_that_was_named_each_shopper_has_streams_of_his_own() => await With([("Proxy:Trusted:0", "10.0.0.2")], async shop =>
    {
        for (var i = 0; i <= AtOnce; i++) (await Listen(shop, "10.0.0.2", $"203.0.113.{i}")).Status.ShouldBe(StatusCodes.Status200OK);
    });

    static async Task With((string, string)[] settings, Func<WebApplicationFactory<Program>, Task> act)
    {
        var file = Path.Combine(Path.GetTempPath(), $"streams-{Guid.NewGuid():N}.db");
        try
        {
            await using var shop = Shop.Start($"Data Source={file};Pooling=false", new TestClock(), [("Guards:StreamsPerAddress", $"{AtOnce}"), .. settings]);
            await using (var scope = shop.Services.CreateAsyncScope())
            {
                var db = scope.ServiceProvider.GetRequiredService<StoreDb>();
                db.Add(new Parcel
                {
                    Id = Guid.CreateVersion7(), OrderId = Guid.CreateVersion7(), SellerOrderId = Guid.CreateVersion7(), ProducerId = Guid.CreateVersion7(),
                    Producer = new("农户"), Origin = "zhongde", Area = "chengdu",
                    Number = "1", OrderNumber = "1", TrackingToken = Token, Boxes = 1, Gross = new(1000), What = new("苹果"), PromisedFrom = new(2026, 11, 16), PromisedTo = new(2026, 11, 17),
                    ExpectedFrom = new(2026, 11, 16), ExpectedTo = new(2026, 11, 17), State = ParcelState.AwaitingPacking, PaidAt = new(2026, 11, 11, 0, 0, 0, DateTimeKind.Utc),
                });
                await db.SaveChangesAsync();
            }
            await act(shop);
        }
        finally
        {
            foreach (var left in Directory.GetFiles(Path.GetTempPath(), $"{Path.GetFileName(file)}*")) File.Delete(left);
        }
    }

    static async Task<Answer> Listen(WebApplicationFactory<Program> shop, string sender, string? forwardedFor = null, string? token = null)
    {
        var answer = await shop.Server.SendAsync(context =>
        {
            context.Request.Method = HttpMethods.Get;
            context.Request.Path = $"/t/{token ?? Token}/events";
            context.Connection.RemoteIpAddress = IPAddress.Parse(sender);
            if (forwardedFor is not null) context.Request.Headers["X-Forwarded-For"] = forwardedFor;
        });
        return new(answer.Response.StatusCode, answer.Response.Headers.RetryAfter.ToString(), answer.Response.Body);
    }

    sealed record Answer(int Status, string RetryAfter, Stream Body)
    {
        public Stream ShouldSatisfy(int status)
        {
            Status.ShouldBe(status);
            return Body;
        }
    }
}
