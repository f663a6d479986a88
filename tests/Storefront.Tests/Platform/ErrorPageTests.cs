using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Payments;
using Storefront.Payments.Events;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Platform;

/// <summary>People get a page with words, machines a problem document, whatever refused them.</summary>
public sealed class ErrorPageTests(SqliteShop shop) : IClassFixture<SqliteShop>
{
    static HttpClient ClientOf(WebApplicationFactory<Program> node) => node.CreateClient(new() { AllowAutoRedirect = false });
    WebApplicationFactory<Program> Strict() => shop.Another(new TestClock(), ("Guards:ReadsPerTenSeconds", "1"), ("Guards:WritesPerTenSeconds", "1"));

    [Theory]
    [InlineData("POST", "/payments/stripe/webhook", 404)]
    [InlineData("PUT", "/payments/stripe/webhook", 405)]
    [InlineData("GET", "/payments/sandbox/webhook", 404)]
    [InlineData("GET", "/api/nothing", 404)]
    public async Task A_machine_gets_a_problem_document(string method, string path, int status)
    {
        using var request = new HttpRequestMessage(new(method), path);
        using var answer = await shop.Client().SendAsync(request);
        ((int)answer.StatusCode).ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task A_machine_gets_one_also_when_the_shop_fails()
    {
        await using var node = shop.Another(new TestClock(), ("Logging:LogLevel:Default", "None"))
            .WithWebHostBuilder(web => web.ConfigureTestServices(s => s.AddSingleton<IPaymentProvider, Fails>()));
        using var answer = await ClientOf(node).PostAsync("/payments/sandbox/webhook", new StringContent("{}"));
        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("nobody is to read this");
    }

    sealed class Fails : IPaymentProvider
    {
        public bool Abroad => true;
        public string Name => "sandbox";
        public string PayPath(Guid attemptId, string language) => "/";
        public Task SendRefund(RefundToSend refund, CancellationToken ct) => Task.CompletedTask;
        public ValueTask<ProviderEvent?> ReadEvent(ReadOnlyMemory<byte> body, IHeaderDictionary headers, CancellationToken ct) =>
            throw new InvalidOperationException("nobody is to read this");
    }

    [Fact]
    public async Task Who_asks_too_much_reads_so_in_the_language_of_the_page()
    {
        await using var node = Strict();
        var visitor = new Visitor(ClientOf(node));
        (await visitor.Open("/zh/help")).Status.ShouldBe(HttpStatusCode.OK);
        foreach (var (language, says) in new[] { ("zh", "来自您这里的请求太多。请过十秒再试"), ("en", "Too many requests came from where you are. Try again in ten seconds") })
        {
            var page = await visitor.Open($"/{language}/help");
            page.Status.ShouldBe(HttpStatusCode.TooManyRequests);
            page.Text.ShouldContain(says);
            page.Answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(10));
        }
    }

    [Theory]
    [InlineData("/zh/p/webhook")]
    [InlineData("/zh/payments/sandbox/webhook")]
    [InlineData("/payments/a/b/webhook")]
    public async Task A_page_that_only_ends_like_a_webhook_is_limited_as_any_other(string path)
    {
        await using var node = Strict();
        var client = ClientOf(node);
        await client.GetAsync(path);
        (await client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_provider_is_not_limited()
    {
        await using var node = Strict();
        var client = ClientOf(node);
        for (var i = 0; i < 3; i++) (await client.PostAsync("/payments/sandbox/webhook", new StringContent("{}"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    /// <summary>By its own word; nobody reads it.</summary>
    static ByteArrayContent TooLarge() => new([]) { Headers = { ContentType = new("application/x-www-form-urlencoded"), ContentLength = Storefront.Web.Guards.SentAtMost + 1 } };

    static readonly (string Language, string Kept, string Next)[] TooMuch =
        [("zh", "没有保存，也没有任何改动", "再发一次"), ("en", "Nothing of it was kept, and nothing was changed", "send it again"),
            ("fr", "Rien n’en a été gardé et rien n’a été modifié", "envoyez à nouveau")];

    [Fact]
    public async Task A_form_too_large_for_any_page_is_refused_with_what_was_kept_and_what_to_do()
    {
        foreach (var (language, kept, next) in TooMuch)
            foreach (var form in new[] { "basket/add", "account/number", "sign-in" })
            {
                using var body = TooLarge();
                var page = await shop.Visitor().Post($"/{language}/{form}", body);
                page.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge, form);
                page.Text.ShouldContain(kept);
                page.Text.ShouldContain(next);
            }
    }

    [Fact]
    public async Task A_field_longer_than_any_form_holds_is_refused_so_too()
    {
        foreach (var (language, kept, _) in TooMuch)
        {
            var page = await shop.Visitor().Post($"/{language}/basket/add", ("variant", new('a', 12_000_001)));
            page.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
            page.Text.ShouldContain(kept);
        }
    }

    [Theory, InlineData("/api/nothing"), InlineData("/payments/sandbox/webhook")]
    public async Task A_machine_that_sends_too_much_gets_a_problem_document(string path)
    {
        using var body = TooLarge();
        using var answer = await shop.Client().PostAsync(path, body);
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadAsStringAsync()).ShouldContain("\"status\":413");
    }

    [Fact]
    public async Task A_form_that_takes_photos_says_for_itself_what_is_too_large()
    {
        using var body = TooLarge();
        (await shop.Client().PostAsync("/o/AAAAAAAAAAAAAAAAAAAAAA/claim", body)).StatusCode.ShouldBe(HttpStatusCode.NotFound, "it was looked at, and there is no such order");
    }

    [Theory]
    [InlineData("zh", "请求来自别的网站。没有任何改动")]
    [InlineData("en", "the request came from another site. Nothing was changed")]
    public async Task A_form_on_another_site_is_refused_with_words(string language, string says)
    {
        var client = shop.Client();
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        var page = await new Visitor(client).Post($"/{language}/basket/add");
        page.Status.ShouldBe(HttpStatusCode.Forbidden);
        page.Text.ShouldContain(says);
    }
}
