using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Storefront.Contracts;
using Storefront.Platform.Web;

namespace Storefront.Promotions.Campaigns;

[Area("Promotions"), Route("{lang:lang}/office/campaigns/new"), Authorize(Roles = Roles.Office), AutoValidateAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class CampaignsController(IMediator shop) : ShopController
{
    [HttpGet]
    public Task<IActionResult> New(CancellationToken ct) => Form(ct);

    [HttpPost]
    public Task<IActionResult> New(CampaignTyped typed, CancellationToken ct) => Answer(async () =>
    {
        await shop.Send(typed.Asked(), ct);
        return SeeOther($"/{Lang}/office?scheduled=1");
    }, () => Form(ct));

    async Task<IActionResult> Form(CancellationToken ct) => View(nameof(New), await shop.Send(new ListPacks(), ct));
}

/// <summary>The form as it was typed: text all of it, so that whatever was typed comes back and the rules say what is wrong.</summary>
public sealed record CampaignTyped(
    string? Name, string? Promise, string? Slug, string? WarmsUp, string? Starts, string? Ends, string? Listings, string? Percent, string? Prices, string? Savings,
    string? Limit, string? Quotas)
{
    internal ScheduleCampaign Asked() => new(Name, Promise, Slug?.Trim(), Time(WarmsUp), Time(Starts), Time(Ends), Listings, Percent, Prices, Savings, Limit, Quotas);

    static DateTime? Time(string? typed) => DateTime.TryParseExact(typed, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm"],
        CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
