using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform.Data;

namespace Storefront.Orders.Baskets;

/// <summary>Puts boxes into the basket, on top of those that lie there. Answers how many boxes it holds now.</summary>
/// <param name="Variant">Null when what was sent is not an id; likewise the units.</param>
/// <param name="Seen">What one cost on the page it was put in from.</param>
[OneStatement]
internal sealed record AddToBasket(Guid BasketId, Guid? Variant, int? Units, Money? Seen = null) : ICommand<int>;

internal sealed class AddToBasketRules : AbstractValidator<AddToBasket>
{
    public AddToBasketRules()
    {
        RuleFor(a => a.Variant).NotNull().WithMessage("variant-unknown").OverridePropertyName("");
        RuleFor(a => a.Units).Cascade(CascadeMode.Stop).NotNull().WithMessage("units-not-a-number").InclusiveBetween(1, Basket.MostUnits).WithMessage("units-range").OverridePropertyName("");
    }
}

internal sealed class AddToBasketHandler(StoreDb db, IMediator shop, TimeProvider clock) : IRequestHandler<AddToBasket, int>
{
    static readonly Compiled<Guid, VariantUnits> Lines = new((db, basket) =>
        db.Set<BasketLine>().AsNoTracking().Where(l => l.BasketId == basket).Select(l => new VariantUnits(l.VariantId, l.Units)));

    public async Task<int> Handle(AddToBasket asked, CancellationToken ct)
    {
        var (variant, units) = (asked.Variant!.Value, asked.Units!.Value);
        var offer = (await shop.Send(new DescribeVariants([variant]), ct)).SingleOrDefault() ?? throw await WhyNot(variant, ct);
        var lines = await Lines.Of(db, asked.BasketId, ct);

        var together = units + lines.Where(l => l.VariantId == variant).Sum(l => l.Units);
        if (together > Basket.MostUnits) throw new Refusal("units-range");
        if (together > offer.Available) throw Checkout.SoldOut.Short(offer.Listing, offer.Variant, offer.Available);

        var now = clock.GetUtcNow().UtcDateTime;
        // Two tabs may add at once: the row adds up in the database, whoever came first.
        await db.Database.ExecuteSqlAsync($"""
            insert into orders_baskets (id, checkout_id, updated_at) values ({asked.BasketId}, {Guid.NewGuid()}, {now})
                on conflict (id) do update set updated_at = excluded.updated_at;
            insert into orders_basket_lines (basket_id, variant_id, units, seen_fen) values ({asked.BasketId}, {variant}, {units}, {asked.Seen?.Fen})
                on conflict (basket_id, variant_id) do update set units = orders_basket_lines.units + excluded.units, seen_fen = excluded.seen_fen
            """, ct);
        return lines.Sum(l => l.Units) + units;
    }

    async Task<Refusal> WhyNot(Guid variant, CancellationToken ct) => (await shop.Send(new DescribeOffSale([variant]), ct)).SingleOrDefault() switch
    {
        { OpensOn: { } day, Listing: var listing } => new("not-yet-in-season", RefusalKind.Conflict, null, listing, day),
        { ClosedOn: { } day, Listing: var listing } => new("season-ended", RefusalKind.Conflict, null, listing, day),
        _ => new Refusal("variant-unknown"),
    };
}
