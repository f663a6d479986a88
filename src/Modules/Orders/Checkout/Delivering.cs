using MediatR;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Shipping;
using Storefront.Orders.Baskets;

namespace Storefront.Orders.Checkout;

/// <summary>
/// To the door or to a pick-up point of the area, and for each the two choices of when: as soon as it is picked, or a week later. Several producers' boxes
/// come one by one; the window spans them.
/// </summary>
internal sealed class Delivering(IMediator shop, TimeProvider clock)
{
    /// <summary>The city that windows are shown for before anybody says where.</summary>
    public const string UsualArea = "chengdu";
    public const string Soon = "soon";
    public const string Week = "week";
    const int DaysInAWeek = 7;
    public static IReadOnlyList<string> All { get; } = [Soon, Week];
    const char At = '@';

    /// <summary>soon, week, soon@chengdu-wuhou, ...: whether the point is one of the area shows when the choices are made.</summary>
    public static bool IsChoice(string? key) => key?.Split(At) is [var when, .. var point] && All.Contains(when, StringComparer.Ordinal) && point is [] or [{ Length: > 0 and <= 40 }];

    public static string KeyOf(string when, PickUp? point) => point is null ? when : $"{when}{At}{point.PointId}";

    /// <param name="area">Null where nothing is sent.</param>
    /// <param name="all">Of them only what is sent needs a way and a window.</param>
    public async Task<Deliverable> Look(string? area, IReadOnlyList<(VariantOnOffer Offer, int Units)> all, CancellationToken ct)
    {
        var boxes = all.Where(b => b.Offer.IsSent).ToList();
        if (boxes.Count == 0 || area is null) return Deliverable.OfVouchers([.. all.Select(b => b.Offer.Voucher!.Value)]);
        var price = await shop.Send(new QuoteDelivery(area, new(boxes.Sum(b => b.Offer.Gross.Grams * b.Units))), ct);
        var ready = PromiseWindow.ReadyFor(clock.GetUtcNow().UtcDateTime);
        var windows = await Windows(toPoint: false);

        var notSent = await NotSent(0);
        // What spoils by then is not offered a week later.
        var keepsAWeek = notSent.Count > 0 || (await NotSent(DaysInAWeek)).Count == 0;
        var choices = new List<DeliveryChoice>();
        Offer(windows, null);
        var points = await shop.Send(new ListPickUpPoints(area), ct);
        if (points.Count > 0)
        {
            var there = await Windows(toPoint: true);
            foreach (var point in points) Offer(there, new(point.PointId, point.Name, point.Where, point.Hours));
        }
        return new(choices, notSent);

        void Offer(Dictionary<string, ArrivalWindow> when, PickUp? point)
        {
            var whole = new ArrivalWindow(when.Values.Min(w => w.From), when.Values.Max(w => w.To));
            choices.Add(new(Soon, whole, price, point));
            if (keepsAWeek) choices.Add(new(Week, new(whole.From.AddDays(DaysInAWeek), whole.To.AddDays(DaysInAWeek)), price, point));
        }

        async Task<Dictionary<string, ArrivalWindow>> Windows(bool toPoint)
        {
            var found = new Dictionary<string, ArrivalWindow>(StringComparer.Ordinal);
            foreach (var origin in boxes.Select(b => b.Offer.Origin).Distinct(StringComparer.Ordinal))
                found[origin] = (await shop.Send(new PromiseWindow(origin, area, ready, toPoint), ct)).Window;
            return found;
        }

        async Task<IReadOnlyList<NotSent>> NotSent(int later)
        {
            var found = await shop.Send(new FindUnsendable(area, [.. boxes.Select(b =>
                new GoodsToSend(b.Offer.VariantId, b.Offer.GoodsClass, ready.AddDays(later), windows[b.Offer.Origin].To.AddDays(later), b.Offer.KeepsUntil))]), ct);
            return [.. found.Select(f => new NotSent(boxes.First(b => b.Offer.VariantId == f.VariantId).Offer, f.Why))];
        }
    }
}

/// <param name="NotSent">What may not go to the area at all; nothing can be ordered while it is among the boxes.</param>
internal sealed record Deliverable(IReadOnlyList<DeliveryChoice> Choices, IReadOnlyList<NotSent> NotSent)
{
    /// <summary>Vouchers cost nothing to deliver; their window is the days on which they can be redeemed.</summary>
    public static Deliverable OfVouchers(IReadOnlyList<VoucherTerms> vouchers) => new([new(Delivering.Soon, new(vouchers.Min(v => v.From), vouchers.Max(v => v.Until)), Money.Zero)], []);

    public void RefuseWhatMayNotGo(string? field = null)
    {
        if (NotSent.Count > 0) throw new ManyRefusals([.. NotSent.Select(n =>
            new Refusal("goods-not-sent", field is null ? RefusalKind.Conflict : RefusalKind.Invalid, field, n.Offer.Listing, n.Why))]);
    }
}

/// <param name="Why">A sentence for the buyer.</param>
internal sealed record NotSent(VariantOnOffer Offer, Text Why);
