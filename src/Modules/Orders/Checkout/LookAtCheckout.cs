using MediatR;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Shipping;
using Storefront.Orders.Baskets;
using Storefront.Platform.Data;

namespace Storefront.Orders.Checkout;

/// <summary>What a step of checkout shows: one query, and for the delivery step the windows and the fee.</summary>
internal sealed record LookAtCheckout(Guid? BasketId, Step Step) : IQuery<CheckoutSeen>;

/// <param name="Sends">Something in the basket is sent: else only the contact is asked for, and nothing about delivery.</param>
/// <param name="Go">The step to walk first, when this one comes too early.</param>
internal sealed record CheckoutSeen(Step Step, Step? Go, TypedAddress Typed, string? Delivery, string? Payment, IReadOnlyList<DeliveryChoice> Choices, bool Sends = true);

internal sealed class LookAtCheckoutHandler(StoreDb db, IMediator shop, Delivering delivering) : IRequestHandler<LookAtCheckout, CheckoutSeen>
{
    public async Task<CheckoutSeen> Handle(LookAtCheckout asked, CancellationToken ct)
    {
        var kept = asked.BasketId is { } id ? await db.ReadBasket(id, ct) : null;
        var offers = kept is null ? [] : (await shop.Send(new DescribeVariants([.. kept.Lines.Select(l => l.VariantId)]), ct)).ToDictionary(o => o.VariantId);
        // Of a basket that is all gone nothing is known.
        var sends = offers.Count == 0 || offers.Values.Any(o => o.IsSent);
        var missing = kept?.FirstMissing(sends) ?? Step.Basket;
        var typed = kept?.Typed ?? new(Countries.China);
        if (missing < asked.Step) return new(asked.Step, missing, typed, null, null, [], sends);
        if (asked.Step == Step.Delivery && !sends) return new(asked.Step, Step.Payment, typed, null, null, [], sends);

        IReadOnlyList<DeliveryChoice> choices = [];
        if (asked.Step == Step.Delivery)
        {
            if (offers.Count == 0) return new(asked.Step, Step.Basket, typed, null, null, []);
            var deliverable = await delivering.Look(await shop.Send(new FindArea(typed.ToAddress()), ct),
                [.. kept!.Lines.Where(l => offers.ContainsKey(l.VariantId)).Select(l => (offers[l.VariantId], l.Units))], ct);
            if (deliverable.NotSent.Count > 0) return new(asked.Step, Step.Basket, typed, null, null, []);
            choices = deliverable.Choices;
        }
        return new(asked.Step, null, typed, kept?.Delivery, kept?.Payment, choices, sends);
    }
}
