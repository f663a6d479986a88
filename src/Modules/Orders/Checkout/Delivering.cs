using MediatR;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Shipping;
using Storefront.Orders.Baskets;

namespace Storefront.Orders.Checkout;

/// <summary>The two choices of when: as soon as it is picked, or a week later. Several producers' boxes come one by one; the window spans them.</summary>
internal sealed class Delivering(IMediator shop, TimeProvider clock)
{
    /// <summary>The city that windows are shown for before anybody says where.</summary>
    public const string UsualArea = "chengdu";
    public const string Soon = "soon";
    public const string Week = "week";
    public static IReadOnlyList<string> All { get; } = [Soon, Week];

    public async Task<IReadOnlyList<DeliveryChoice>> Choices(string area, IReadOnlyList<(VariantOnOffer Offer, int Units)> boxes, CancellationToken ct)
    {
        var price = await shop.Send(new QuoteDelivery(area, new(boxes.Sum(b => b.Offer.Gross.Grams * b.Units))), ct);
        var ready = PromiseWindow.ReadyFor(clock.GetUtcNow().UtcDateTime);
        var windows = new List<ArrivalWindow>();
        foreach (var origin in boxes.Select(b => b.Offer.Origin).Distinct(StringComparer.Ordinal))
            windows.Add((await shop.Send(new PromiseWindow(origin, area, ready), ct)).Window);
        var whole = new ArrivalWindow(windows.Min(w => w.From), windows.Max(w => w.To));
        return [new(Soon, whole, price), new(Week, new(whole.From.AddDays(7), whole.To.AddDays(7)), price)];
    }
}
