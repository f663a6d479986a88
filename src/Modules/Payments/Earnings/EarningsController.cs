using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Storefront.Contracts;
using Storefront.Contracts.Accounts;
using Storefront.Platform.Pipeline;
using Storefront.Platform.Web;

namespace Storefront.Payments.Earnings;

[Area("Payments")]
[Route("{lang:lang}/farm/earnings")]
[Authorize(Roles = $"{Roles.Farmer},{Roles.ServicePoint},{Roles.Office}")]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class EarningsController(IMediator shop, Caller caller) : ShopController
{
    /// <param name="producer">Whom the signed-in person looks for; the own producer when nothing is said.</param>
    [HttpGet]
    public async Task<IActionResult> Index([FromQuery(Name = "for")] Guid? producer, int page, CancellationToken ct)
    {
        if (ChooseProducerFirst(producer?.ToString()) is { } choose) return choose;
        var producers = await shop.Send(new ProducersOf(caller.Person), ct);
        var chosen = producer ?? (producers is [var first, ..] ? first.ProducerId : null);
        var earned = chosen is { } id ? await shop.Send(new ShowEarnings(id, Math.Max(1, page)), ct) : null;
        return View(new EarningsPage(producers, chosen, Math.Max(1, page), earned));
    }
}

public sealed record EarningsPage(IReadOnlyList<ProducerActedFor> Producers, Guid? ProducerId, int Number, Earned? Earned)
{
    public ProducerActedFor? Producer => Producers.FirstOrDefault(p => p.ProducerId == ProducerId);
}
