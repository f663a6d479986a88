using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Orders.Checkout;
using Storefront.Platform.Data;

namespace Storefront.Orders.Baskets;

/// <summary>A basket as it lies in the database, with what was typed at checkout so far.</summary>
/// <param name="Revision">Another one after each change of its lines or of what was typed.</param>
internal sealed record BasketKept(Guid Id, Guid CheckoutId, long Revision, TypedAddress? Typed, string? Delivery, string? Payment, IReadOnlyList<LineKept> Lines)
{
    public int Boxes => Lines.Sum(l => l.Units);

    /// <summary>The first step of checkout that has no answer yet; steps are walked in order.</summary>
    /// <param name="sends">Something in it is sent: else nobody needs to know where to.</param>
    public Step FirstMissing(bool sends) =>
        Lines.Count == 0 ? Step.Basket
        : Typed is null || (sends && Typed.ContactOnly) || !TypedAddressRules.Hold(Typed) ? Step.Address
        : sends && Delivery is null ? Step.Delivery
        : Payment is null ? Step.Payment
        : Step.Check;
}

/// <param name="Seen">See <see cref="BasketLine.SeenFen"/>.</param>
internal readonly record struct LineKept(Guid VariantId, int Units, Money? Seen);

internal static class BasketReading
{
    sealed record Row(Guid CheckoutId, DateTime UpdatedAt, TypedAddress? Typed, string? Delivery, string? Payment, Guid? VariantId, int? Units, long? Seen);

    static readonly Compiled<Guid, Row> Rows = new((db, id) => db.Set<Basket>().AsNoTracking().Where(b => b.Id == id)
        .SelectMany(b => db.Set<BasketLine>().Where(l => l.BasketId == b.Id).DefaultIfEmpty(),
            (b, l) => new Row(b.CheckoutId, b.UpdatedAt, b.Typed, b.Delivery, b.Payment, (Guid?)l!.VariantId, (int?)l.Units, l.SeenFen)));

    extension(StoreDb db)
    {
        /// <summary>Basket and lines in one query; null when there is none. A basket without lines is a basket.</summary>
        internal async Task<BasketKept?> ReadBasket(Guid id, CancellationToken ct)
        {
            var rows = await Rows.Of(db, id, ct);
            return rows is not [var first, ..] ? null
                : new(id, first.CheckoutId, first.UpdatedAt.Ticks, first.Typed, first.Delivery, first.Payment,
                    [.. rows.Where(r => r.VariantId is not null).OrderBy(r => r.VariantId)
                        .Select(r => new LineKept(r.VariantId!.Value, r.Units!.Value, r.Seen is { } fen ? new Money(fen) : null))]);
        }
    }
}
