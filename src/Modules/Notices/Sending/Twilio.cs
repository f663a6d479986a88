using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Configuration;
using Storefront.Platform.Web;

namespace Storefront.Notices.Sending;

/// <param name="From">A number in E.164, or the id of a messaging service (MG...).</param>
internal sealed record TextSettings(Uri Url, string Account, string Key, string From)
{
    /// <summary>Null when account, key or sender is missing.</summary>
    public static TextSettings? Of(IConfiguration settings) => settings.GetSection("Notices:Text") is var text
        && text["Account"] is { Length: > 0 } account && text["Key"] is { Length: > 0 } key && text["From"] is { Length: > 0 } from
        ? new(new(text["Url"] is { Length: > 0 } url ? url : "https://api.twilio.com"), account, key, from) : null;
}

/// <summary>
/// Text messages by Twilio's Messages resource (https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource): a form by POST with basic
/// authentication, answered 201. It knows no key against sending twice, so after a crash the same message may come a second time.
/// </summary>
internal sealed class Twilio(HttpClient http, TextSettings settings) : ISendText
{
    public async Task Send(TextMessage message, CancellationToken ct)
    {
        using var form = new FormUrlEncodedContent(
        [
            new("To", Phones.Dialled(message.To)), new(settings.From.StartsWith("MG", StringComparison.Ordinal) ? "MessagingServiceSid" : "From", settings.From), new("Body", message.Body),
        ]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.Url, $"/2010-04-01/Accounts/{Uri.EscapeDataString(settings.Account)}/Messages.json")) { Content = form };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.Account}:{settings.Key}")));
        using var answer = await http.SendAsync(request, ct);
        if (answer.IsSuccessStatusCode) return;
        // The gateway's own code says why (https://www.twilio.com/docs/api/errors); its sentence may repeat the number, which stays out of the log.
        var why = answer.Content.Headers.ContentType?.MediaType == "application/json" ? await answer.Content.ReadFromJsonAsync<Refused>(ct) : null;
        throw new HttpRequestException($"The text gateway answered {(int)answer.StatusCode}{(why?.Code is { } code ? $", error {code}" : "")}.", null, answer.StatusCode);
    }

    sealed record Refused([property: JsonPropertyName("code")] int? Code);
}
