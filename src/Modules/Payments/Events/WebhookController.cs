using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Storefront.Platform.Web;

namespace Storefront.Payments.Events;

/// <summary>Where a provider tells what happened. The proof is checked on the raw bytes, before anything is opened or read.</summary>
[Area("Payments")]
[Route("payments/{provider}/webhook")]
public sealed class WebhookController(IServiceProvider services, IStringLocalizer<Words> words) : ShopController
{
    const int LargestBody = 256 * 1024;

    [HttpPost]
    public async Task<IActionResult> Take(string provider, CancellationToken ct)
    {
        if (services.GetService(typeof(IPaymentProvider)) is not IPaymentProvider known || known.Name != provider) return NotFound();
        if (await ReadBody(ct) is not { } body) return Problem(statusCode: StatusCodes.Status413PayloadTooLarge);
        var received = await known.ReadEvent(body, Request.Headers, ct);
        if (received is null)
            return Problem(statusCode: StatusCodes.Status400BadRequest, title: words["refusal.webhook-signature"], type: "urn:storefront:refusal:webhook-signature");

        var taken = await services.GetRequiredService<EventLane>().Enter(new(provider, received));
        return Ok(new { taken = taken.ToString() });
    }

    /// <summary>Null when it is larger than any event: who has proved nothing yet is not read to the end.</summary>
    async Task<ReadOnlyMemory<byte>?> ReadBody(CancellationToken ct)
    {
        using var body = new MemoryStream();
        var part = new byte[4096];
        while (await Request.Body.ReadAsync(part, ct) is > 0 and var read)
        {
            if (body.Length + read > LargestBody) return null;
            body.Write(part, 0, read);
        }
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
