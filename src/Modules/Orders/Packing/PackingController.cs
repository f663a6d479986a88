using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Storefront.Contracts;
using Storefront.Orders.Baskets;
using Storefront.Platform.Web;

namespace Storefront.Orders.Packing;

[Area("Orders"), Route("{lang:lang}/farm"), Authorize(Roles = $"{Roles.Farmer},{Roles.ServicePoint}"), AutoValidateAntiforgeryToken, ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class PackingController(IMediator shop) : ShopController
{
    [HttpGet("")]
    public async Task<IActionResult> Index([FromQuery(Name = "for")] string? producer, string? page, CancellationToken ct) => ChooseProducerFirst(producer) ?? await Show(Typing.Id(producer), page, ct);

    // A refused form stands at the POST's address: a language link or a restored tab GETs it.
    [HttpGet("packed")]
    public IActionResult Packed() => SeeOther($"/{Lang}/farm");

    [HttpPost("packed")]
    public Task<IActionResult> Packed([FromForm(Name = "for")] string? producer, string? part, [FromForm] string? page, CancellationToken ct) => Answer(async () =>
    {
        var actedFor = Typing.Id(producer) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        await shop.Send(new MarkPacked(actedFor, Typing.Id(part) ?? throw new Refusal("not-found", RefusalKind.NotFound)), ct);
        return SeeOther($"/{Lang}/farm?for={actedFor}{(Typing.Number(page) is > 1 and var number ? $"&page={number}" : "")}");
    }, () => Show(Typing.Id(producer), page, ct));

    async Task<IActionResult> Show(Guid? producer, string? page, CancellationToken ct) => View("Index", await shop.Send(new ListToPack(producer, Typing.Number(page) ?? 1), ct));
}
