using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Storefront.Notices.Sending;

/// <summary>
/// Text messages by an HTTP gateway: POST {"id","to","text"} with a bearer key. Gateways differ in names only, so whoever runs the shop puts a
/// few lines of adapter before his own; the id is sent as Idempotency-Key too.
/// </summary>
internal sealed class TextGateway(HttpClient http, TextSettings settings) : ISendText
{
    public async Task Send(TextMessage message, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.Url) { Content = JsonContent.Create(new { id = message.Id, to = message.To, text = message.Body }) };
        if (settings.Key is { Length: > 0 } key) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Headers.Add("Idempotency-Key", message.Id.ToString());
        await request.Content.LoadIntoBufferAsync(ct);      // with its length: small gateways do not take chunks
        using var answer = await http.SendAsync(request, ct);
        answer.EnsureSuccessStatusCode();
    }
}

internal sealed record TextSettings(Uri Url, string? Key);
