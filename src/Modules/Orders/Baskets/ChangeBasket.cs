using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform.Data;

namespace Storefront.Orders.Baskets;

/// <summary>Sets how many boxes of a variant lie in the basket. Answers how many boxes it holds now.</summary>
internal sealed record ChangeBasket(Guid BasketId, Guid? Variant, int? Units) : ICommand<int>;

internal sealed class ChangeBasketRules : AbstractValidator<ChangeBasket>
{
    public ChangeBasketRules()
    {
        RuleFor(a => a.Variant).NotNull().WithMessage("variant-unknown").OverridePropertyName("");
        // Beside the field of its own row: each row of the basket's page has one.
        RuleFor(a => a.Units).Custom((units, found) =>
        {
            if (units is not (>= 1 and <= Basket.MostUnits)) found.AddFailure($"units-{found.InstanceToValidate.Variant}", units is null ? "units-not-a-number" : "units-range");
        });
    }
}

internal sealed class ChangeBasketHandler(StoreDb db, IMediator shop, TimeProvider clock) : IRequestHandler<ChangeBasket, int>
{
    public async Task<int> Handle(ChangeBasket asked, CancellationToken ct)
    {
        var (variant, units) = (asked.Variant!.Value, asked.Units!.Value);
        var offer = (await shop.Send(new DescribeVariants([variant]), ct)).SingleOrDefault() ?? throw new Refusal("variant-unknown");
        if (units > offer.Available) throw new Refusal("units-left", RefusalKind.Conflict, $"units-{variant}", offer.Listing, offer.Variant, offer.Available);

        // The basket's row before its lines, as the lane locks them.
        await db.Touch(asked.BasketId, clock.GetUtcNow().UtcDateTime, ct);
        if (await db.BasketLines.Where(l => l.BasketId == asked.BasketId && l.VariantId == variant).ExecuteUpdateAsync(l => l.SetProperty(x => x.Units, units), ct) == 0)
            throw new Refusal("not-in-basket", RefusalKind.Conflict);
        return await db.CountBoxes(asked.BasketId, ct);
    }
}

/// <summary>Takes a variant out of the basket; what is not there is out already. Answers how many boxes are left.</summary>
internal sealed record RemoveFromBasket(Guid BasketId, Guid? Variant) : ICommand<int>;

internal sealed class RemoveFromBasketHandler(StoreDb db, TimeProvider clock) : IRequestHandler<RemoveFromBasket, int>
{
    public async Task<int> Handle(RemoveFromBasket asked, CancellationToken ct)
    {
        await db.Touch(asked.BasketId, clock.GetUtcNow().UtcDateTime, ct);
        await db.BasketLines.Where(l => l.BasketId == asked.BasketId && l.VariantId == asked.Variant).ExecuteDeleteAsync(ct);
        return await db.CountBoxes(asked.BasketId, ct);
    }
}

internal static class BasketBoxes
{
    extension(StoreDb db)
    {
        internal Task<int> CountBoxes(Guid basket, CancellationToken ct) => db.BasketLines.Where(l => l.BasketId == basket).SumAsync(l => l.Units, ct);
        internal Task<int> Touch(Guid basket, DateTime now, CancellationToken ct) => db.Baskets.Where(b => b.Id == basket).ExecuteUpdateAsync(b => b.SetProperty(x => x.UpdatedAt, now), ct);
    }
}
