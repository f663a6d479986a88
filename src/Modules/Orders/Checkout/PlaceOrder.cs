using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Shipping;
using Storefront.Orders.Addresses;
using Storefront.Orders.Baskets;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Orders.Checkout;

/// <summary>
/// Turns a basket into an order and answers its token. Everything that needs no order is done here, beside the lane; not an
/// <see cref="ICommand{T}"/>, since the transaction is the lane's own.
/// </summary>
/// <param name="CheckoutId">Stood in the form: the same checkout sent again answers the same order.</param>
/// <param name="Shown">Null when the form did not say all of it.</param>
/// <param name="Agreed">What was ticked.</param>
/// <param name="ForCaller">Staff place it for somebody on the phone, who pays by the link that is sent to him.</param>
internal sealed record PlaceOrder(Guid? BasketId, Guid? CheckoutId, Shown? Shown, IReadOnlyList<string> Agreed, string Language, bool ForCaller = false) : IRequest<string>;

/// <summary>What the buyer saw when he pressed, as it stood in the form; it is compared, never believed.</summary>
internal sealed record Shown(Money Total, ArrivalWindow Window, long Revision);

internal sealed class PlaceOrderRules : AbstractValidator<PlaceOrder>
{
    public PlaceOrderRules()
    {
        RuleFor(p => p.CheckoutId).NotNull().WithMessage("checkout-unknown").OverridePropertyName("");
        RuleFor(p => p.Shown).NotNull().WithMessage("checkout-unknown").OverridePropertyName("");
    }
}

internal sealed class PlaceOrderHandler(StoreDb db, IMediator shop, CheckoutLane lane, SoldOut soldOut, Delivering delivering, Agreeing agreeing, Caller caller,
    TimeProvider clock) : IRequestHandler<PlaceOrder, string>
{
    public async Task<string> Handle(PlaceOrder asked, CancellationToken ct)
    {
        try { return await Place(asked, ct); }
        // Whatever a second click is refused for: if the first one placed the order, the order is the answer.
        catch (Exception refused) when (refused is Refusal or ManyRefusals && asked.CheckoutId is not null)
        {
            if (await db.Orders.Where(o => o.CheckoutId == asked.CheckoutId).Select(o => o.Token).SingleOrDefaultAsync(ct) is { } token) return token;
            throw;
        }
    }

    async Task<string> Place(PlaceOrder asked, CancellationToken ct)
    {
        if (asked.ForCaller && !caller.TakesCalls()) throw new Refusal("not-allowed", RefusalKind.Forbidden);
        var kept = asked.BasketId is { } id ? await db.ReadBasket(id, ct) : null;
        if (kept is null or { Lines.Count: 0 }) throw new Refusal("empty-basket", RefusalKind.Conflict);
        if (kept.CheckoutId != asked.CheckoutId) throw new Refusal("basket-changed", RefusalKind.Conflict);
        var shown = asked.Shown!;
        if (kept.Revision != shown.Revision) throw new Refusal("basket-changed", RefusalKind.Conflict);
        foreach (var line in kept.Lines)
            if (soldOut.Refuses(new(line.VariantId, line.Units)) is { } refusal) throw refusal;

        var offers = (await shop.Send(new DescribeVariants([.. kept.Lines.Select(l => l.VariantId)]), ct)).ToDictionary(o => o.VariantId);
        if (offers.Count < kept.Lines.Count) throw new Refusal("gone", RefusalKind.Conflict);
        if (offers.Values.FirstOrDefault(o => o.Available == 0) is { } none) throw SoldOut.Short(none.Listing, none.Variant, 0);
        var sends = offers.Values.Any(o => o.IsSent);
        if (kept.FirstMissing(sends) != Step.Check) throw new Refusal("checkout-incomplete", RefusalKind.Conflict);

        foreach (var own in kept.Lines.Select(l => (Offer: offers[l.VariantId], l.Units)).GroupBy(l => l.Offer.ProducerId))
            if (Smallest.Lacks(own) is { Fen: > 0 } lacks) throw new Refusal("below-minimum", RefusalKind.Conflict, null, own.First().Offer.Producer, own.First().Offer.Minimum, lacks);

        var typed = kept.Typed!;
        var address = sends ? typed.ToAddress() : null;
        var area = address is null ? null : await shop.Send(new FindArea(address), ct);
        var deliverable = await delivering.Look(area, [.. kept.Lines.Select(l => (offers[l.VariantId], l.Units))], ct);
        deliverable.RefuseWhatMayNotGo();
        var choice = deliverable.Choices.FirstOrDefault(c => c.Key == kept.Delivery) ?? deliverable.Choices[0];
        // A leg that closed, or midnight: the date is part of what was agreed to.
        if (choice.Window != shown.Window) throw new Refusal("window-changed", RefusalKind.Conflict, null, choice.Window);
        var needed = await agreeing.Needed(offers.Values, shown.Total, ct);
        if (needed.Except(asked.Agreed, StringComparer.Ordinal).ToList() is { Count: > 0 } open)
            throw new ManyRefusals([.. open.Select(what => new Refusal(Agreeing.FieldOf(what), field: Agreeing.FieldOf(what)))]);
        var now = clock.GetUtcNow().UtcDateTime;
        var placed = await lane.Enter(new(Guid.CreateVersion7(), kept.Id, kept.CheckoutId, shown.Total, asked.Language, typed.ToContact(asked.Language),
            sends ? typed.ToGift() : null, choice.Point, address, typed.Buyer, area,
            choice.Price, choice.Window, [.. needed.Select(what => new Agreed(what, Agreeing.Version, asked.Language, now))],
            [.. kept.Lines.Select(l => new LineWanted(offers[l.VariantId], l.Units))], asked.ForCaller ? null : caller.PersonId,
            asked.ForCaller ? caller.PersonId : null));

        if (placed.ShortOf is { } shortOf) throw await Short(shortOf, kept, ct);
        if (placed.Token is null) throw placed.Refused!;
        if (sends && !typed.Gift && !asked.ForCaller && caller.PersonId is { } person) await shop.Send(new RememberAddress(person, typed.Receiver()), ct);
        return placed.Token;
    }

    /// <summary>Says what there is not enough of, and how many are left of it now.</summary>
    async Task<Refusal> Short(IReadOnlyList<Guid> variants, BasketKept kept, CancellationToken ct)
    {
        var now = await shop.Send(new DescribeVariants(variants), ct);
        foreach (var offer in now) soldOut.Saw(offer);
        var units = kept.Lines.ToDictionary(l => l.VariantId, l => l.Units);
        return now.Count == 0 ? new("gone", RefusalKind.Conflict)
            : now.FirstOrDefault(o => o.Available < units[o.VariantId]) is { } offered ? SoldOut.Short(offered.Listing, offered.Variant, offered.Available)
            : new("stock-moved", RefusalKind.Conflict);
    }
}

internal static class Calls
{
    /// <summary>Whoever answers the phone for the shop.</summary>
    internal static bool TakesCalls(this Caller caller) => caller.Is(Roles.ServicePoint) || caller.Is(Roles.Office);
}
