using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Reviews;

[Area("Catalog")]
public sealed class ReviewsController(IMediator shop) : ShopController
{
    [HttpGet("{lang:lang}/p/{slug}/reviews"), OutputCache(PolicyName = "public")]
    public async Task<IActionResult> Index(string slug, string? page, string? to, CancellationToken ct) =>
        await shop.Send(new ShowReviews(slug, int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1, to), ct) is { } reviews
            ? View(reviews) : SeeOther($"/{Lang}/p/{Uri.EscapeDataString(slug)}");      // which says whether it was ever sold
}
