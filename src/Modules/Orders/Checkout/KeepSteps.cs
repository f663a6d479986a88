using System.Text.Json;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Shipping;
using Storefront.Orders.Baskets;
using Storefront.Platform.Data;

namespace Storefront.Orders.Checkout;

/// <summary>The steps of checkout, in the order they are walked.</summary>
internal enum Step { Basket, Address, Delivery, Payment, Check }

/// <param name="Sends">Without anything to send the address is a contact, and there is no delivery.</param>
internal sealed record StepsShown(Step Now, bool Sends);

// Each step keeps its answer with the basket by one statement; only the address reads what it must refuse.

/// <summary>Keeps what was typed. With <paramref name="Unchecked"/> however incomplete: only the country was changed, and the labels follow.</summary>
[OneStatement]
internal sealed record KeepAddress(Guid BasketId, TypedAddress Typed, bool Unchecked = false) : ICommand<Unit>;

internal sealed class KeepAddressRules : AbstractValidator<KeepAddress>
{
    // The failures keep the fields' own names, which are the tokens.
    public KeepAddressRules() => RuleFor(k => k).Custom((asked, found) =>
    {
        foreach (var failure in asked.Unchecked ? TypedAddressBounds.FailuresOf(asked.Typed) : TypedAddressRules.FailuresOf(asked.Typed)) found.AddFailure(failure);
    });
}

[OneStatement]
internal sealed record KeepDelivery(Guid BasketId, string? When) : ICommand<Unit>;

internal sealed class KeepDeliveryRules : AbstractValidator<KeepDelivery>
{
    public KeepDeliveryRules() => RuleFor(k => k.When).Must(Delivering.IsChoice).WithMessage("delivery-missing").OverridePropertyName("delivery");
}

[OneStatement]
internal sealed record KeepPayment(Guid BasketId, string? Way) : ICommand<Unit>
{
    /// <summary>The provider's page, where the buyer chooses the means.</summary>
    public const string Online = "online";
}

internal sealed class KeepPaymentRules : AbstractValidator<KeepPayment>
{
    public KeepPaymentRules() => RuleFor(k => k.Way).Equal(KeepPayment.Online).WithMessage("payment-missing").OverridePropertyName("payment");
}

internal sealed class KeepStepsHandler(StoreDb db, IMediator shop, Delivering delivering, TimeProvider clock)
    : IRequestHandler<KeepAddress, Unit>, IRequestHandler<KeepDelivery, Unit>, IRequestHandler<KeepPayment, Unit>
{
    DateTime Now => clock.GetUtcNow().UtcDateTime;

    // Written as SQL, since they are three of a visit's four writes: EF builds and looks up the expression of an update anew each time.
    public async Task<Unit> Handle(KeepAddress asked, CancellationToken ct)
    {
        if (!asked.Unchecked) await MayGo(asked, ct);
        return Kept(await db.Database.ExecuteSqlAsync($"update orders_baskets set typed = {JsonSerializer.Serialize(asked.Typed, Json.Compact)}, updated_at = {Now} where id = {asked.BasketId}", ct));
    }

    /// <summary>Said where the address is typed: not after everything else was filled in.</summary>
    async Task MayGo(KeepAddress asked, CancellationToken ct)
    {
        if (await db.ReadBasket(asked.BasketId, ct) is not { Lines.Count: > 0 } kept) return;
        var offers = (await shop.Send(new DescribeVariants([.. kept.Lines.Select(l => l.VariantId)]), ct)).ToDictionary(o => o.VariantId);
        var boxes = kept.Lines.Where(l => offers.ContainsKey(l.VariantId)).Select(l => (offers[l.VariantId], l.Units)).ToList();
        if (!boxes.Exists(b => b.Item1.IsSent)) return;
        var deliverable = await delivering.Look(await shop.Send(new FindArea(asked.Typed.ToAddress()), ct), boxes, ct);
        deliverable.RefuseWhatMayNotGo(asked.Typed.InChina ? "address-level1" : "country");
    }

    public async Task<Unit> Handle(KeepDelivery asked, CancellationToken ct) =>
        Kept(await db.Database.ExecuteSqlAsync($"update orders_baskets set delivery = {asked.When}, updated_at = {Now} where id = {asked.BasketId}", ct));

    public async Task<Unit> Handle(KeepPayment asked, CancellationToken ct) =>
        Kept(await db.Database.ExecuteSqlAsync($"update orders_baskets set payment = {asked.Way}, updated_at = {Now} where id = {asked.BasketId}", ct));

    static Unit Kept(int rows) => rows == 1 ? Unit.Value : throw new Refusal("empty-basket", RefusalKind.Conflict);
}
