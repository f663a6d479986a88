using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform.Data;

namespace Storefront.Orders.Wishes;

/// <summary>Puts a pack on somebody's wish list; twice is once.</summary>
internal sealed record AddWish(Guid Person, Guid? Variant) : ICommand<Unit>;

internal sealed class AddWishRules : AbstractValidator<AddWish>
{
    public AddWishRules() => RuleFor(w => w.Variant).NotNull().WithMessage("variant-unknown").OverridePropertyName("");
}

internal sealed record RemoveWish(Guid Person, Guid? Variant) : ICommand<Unit>;

internal sealed class ChangeWishesHandler(StoreDb db, IMediator shop, TimeProvider clock) : IRequestHandler<AddWish, Unit>, IRequestHandler<RemoveWish, Unit>
{
    public async Task<Unit> Handle(AddWish asked, CancellationToken ct)
    {
        var variant = asked.Variant!.Value;
        // What is off sale may be wished for: its season comes again.
        if ((await shop.Send(new DescribeVariants([variant]), ct)).Count + (await shop.Send(new DescribeOffSale([variant]), ct)).Count == 0) throw new Refusal("variant-unknown");
        await db.TakeTurn($"orders/wishes/{asked.Person}", ct);
        if (await db.Wishes.CountAsync(w => w.PersonId == asked.Person && w.VariantId != variant, ct) >= Wish.MostForAPerson)
            throw new Refusal("wishes-full", RefusalKind.Conflict, null, Wish.MostForAPerson);
        await db.InsertMissing([new Wish { PersonId = asked.Person, VariantId = variant, At = clock.GetUtcNow().UtcDateTime }], ct);
        return Unit.Value;
    }

    public async Task<Unit> Handle(RemoveWish asked, CancellationToken ct)
    {
        await db.Wishes.Where(w => w.PersonId == asked.Person && w.VariantId == asked.Variant).ExecuteDeleteAsync(ct);
        return Unit.Value;
    }
}
