using MediatR;
using Microsoft.AspNetCore.Mvc;
using Storefront.Platform.Web;

namespace Storefront.Payments.Sandbox;

/// <summary>The pay page. Whoever has the attempt's link may pay it, as on any provider's page.</summary>
[Area("Payments")]
[Route("payments/sandbox/{attempt:guid}")]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SandboxController(IMediator shop) : ShopController
{
    [HttpGet]
    public async Task<IActionResult> Pay(Guid attempt, CancellationToken ct) => View("Pay", await shop.Send(new ShowPayPage(attempt), ct));

    [HttpPost]
    public Task<IActionResult> Pay(Guid attempt, string? choice, CancellationToken ct) => Answer(
        async () => SeeOther(InLanguage(await shop.Send(new Decide(attempt, choice ?? ""), ct))),
        () => Pay(attempt, ct));

    static string InLanguage(string path) => $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang={Lang}";
}
