using System.Net.Http.Headers;
using System.Text;
using MediatR;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Storefront.Contracts;
using Storefront.Payments.Events;
using Storefront.Platform;
using Storefront.Platform.Data;

namespace Storefront.Payments.Sandbox;

/// <summary>
/// Posts queued events to this very shop, as a provider would: signed, over HTTP, again until it answers with success. A batch goes out at once
/// over kept connections and is marked in one statement, so that the busiest day costs little more than its webhooks.
/// </summary>
internal sealed class SandboxSender(IServiceScopeFactory scopes, IHttpClientFactory clients, SandboxSecret secret, OwnAddress shop, TimeProvider clock, ILogger<SandboxSender> log) : ISettles
{
    /// <summary>Name of the HTTP client.</summary>
    internal const string Line = "payments-sandbox";
    internal const int AtOnce = 32;

    public async Task<int> WorkOnce(CancellationToken ct)
    {
        if (shop.Find() is not { } address) return 0;      // not listening yet
        await using var scope = scopes.CreateAsyncScope();
        var now = clock.GetUtcNow().UtcDateTime;
        if (await scope.ServiceProvider.GetRequiredService<StoreDb>().SandboxEvents.Where(e => e.DueAt <= now).OrderBy(e => e.DueAt).Select(e => e.DueAt)
            .FirstOrDefaultAsync(ct) is null) return 0;

        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        var claimed = await mediator.Send(new ClaimEvents(), ct);
        if (claimed.Count == 0) return 0;
        var (client, key, webhook) = (clients.CreateClient(Line), await secret.Value(ct), new Uri(address, "/payments/sandbox/webhook"));
        var taken = await Task.WhenAll(claimed.Select(queued => Post(client, webhook, key, queued, ct)));
        await mediator.Send(new RecordPosts([.. claimed.Where((_, i) => taken[i]).Select(e => e.Id)], [.. claimed.Where((_, i) => !taken[i])]), ct);
        return claimed.Count;
    }

    async Task<bool> Post(HttpClient client, Uri webhook, string key, SandboxEvent queued, CancellationToken ct)
    {
        try
        {
            var body = Encoding.UTF8.GetBytes(queued.Body);
            using var request = new HttpRequestMessage(HttpMethod.Post,
                webhook) { Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } } };
            request.Headers.Add(SandboxProvider.SignatureHeader, WebhookSignature.Sign(key, body, clock.GetUtcNow()));
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (!answer.IsSuccessStatusCode) log.LogWarning("The shop answered {Status} to event {Event}", (int)answer.StatusCode, queued.Id);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            log.LogWarning(failure, "Event {Event} did not reach the shop", queued.Id);
            return false;
        }
    }
}

/// <summary>Where this shop listens, as it can reach itself: any-address becomes localhost.</summary>
internal sealed class OwnAddress(IServer server, IConfiguration settings)
{
    Uri? known;

    public Uri? Find()
    {
        if (known is not null) return known;
        if (settings["Payments:Sandbox:Shop"] is { Length: > 0 } given) return known = new Uri(given);
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        return known = addresses.OrderBy(a => a.StartsWith("https", StringComparison.OrdinalIgnoreCase)).Select(Reachable).FirstOrDefault();
    }

    internal static Uri Reachable(string listening)
    {
        var address = Microsoft.AspNetCore.Http.BindingAddress.Parse(listening);
        var host = address.Host is "+" or "*" or "0.0.0.0" or "[::]" or "::" ? "localhost" : address.Host;
        return new Uri($"{address.Scheme}://{host}:{address.Port}");
    }
}

[OneStatement]
internal sealed record ClaimEvents : ICommand<IReadOnlyList<SandboxEvent>>;

internal sealed class ClaimEventsHandler(StoreDb db, TimeProvider clock) : IRequestHandler<ClaimEvents, IReadOnlyList<SandboxEvent>>
{
    public Task<IReadOnlyList<SandboxEvent>> Handle(ClaimEvents asked, CancellationToken ct) =>
        db.ClaimDue<SandboxEvent>(clock.GetUtcNow().UtcDateTime, TimeSpan.FromMinutes(1), SandboxSender.AtOnce, ct);
}

/// <summary>Each mark is whole by itself: one that is lost is posted again.</summary>
[OneStatement]
internal sealed record RecordPosts(IReadOnlyList<string> Taken, IReadOnlyList<SandboxEvent> Failed) : ICommand<Unit>;

internal sealed class RecordPostsHandler(StoreDb db, TimeProvider clock) : IRequestHandler<RecordPosts, Unit>
{
    public async Task<Unit> Handle(RecordPosts asked, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (asked.Taken.Count > 0)
            await db.SandboxEvents.Where(e => asked.Taken.Contains(e.Id)).ExecuteUpdateAsync(e => e.SetProperty(x => x.SentAt, now).SetProperty(x => x.DueAt, (DateTime?)null), ct);
        foreach (var failed in asked.Failed)
        {
            var again = now + TimeSpan.FromSeconds(Math.Min(300, Math.Pow(2, failed.Attempts)));
            await db.SandboxEvents.Where(e => e.Id == failed.Id).ExecuteUpdateAsync(e => e.SetProperty(x => x.DueAt, again), ct);
        }
        return Unit.Value;
    }
}
