using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Orders;
using Storefront.Contracts.Payments;
using Storefront.Orders.Life;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Orders.Packing;

/// <summary>A producer's part is packed and waits for a run. Records who did it, and for whom; boxes that weigh less than was sold are partly paid back by itself.</summary>
/// <param name="Weights">Of the lines that were put on the scale; the others weigh what was sold.</param>
/// <param name="Agreed">What goes back to the buyer as the person has seen it: money never leaves a farmer who was not told.</param>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record MarkPacked(Guid ProducerId, Guid SellerOrderId, IReadOnlyList<LineWeight> Weights, Money Agreed) : ICommand<Unit>, IForProducer;

internal sealed class MarkPackedHandler(StoreDb db, IMediator shop, OrdersSettings settings, Caller caller, TimeProvider clock) : IRequestHandler<MarkPacked, Unit>
{
    public async Task<Unit> Handle(MarkPacked asked, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var person = caller.Person;
        // Of two phones one finds it waiting: only that one's weights count.
        var packed = await db.SellerOrders
            .Where(s => s.Id == asked.SellerOrderId && s.ProducerId == asked.ProducerId && s.Fulfilment == Fulfilment.Allocated && s.CancelledAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Fulfilment, Fulfilment.Packed).SetProperty(x => x.PackedAt, now).SetProperty(x => x.ActedBy, person)
                .SetProperty(x => x.ActedFor, asked.ProducerId), ct);
        var part = await db.SellerOrders.AsNoTracking().Where(s => s.Id == asked.SellerOrderId && s.ProducerId == asked.ProducerId)
            .Select(s => new { s.OrderId, s.CancelledAt, s.Fulfilment, s.PackedAt }).SingleOrDefaultAsync(ct)
            ?? throw new Refusal("not-found", RefusalKind.NotFound);
        if (packed == 0 && part.CancelledAt is not null) throw new Refusal("pack-cancelled", RefusalKind.Conflict);
        if (packed == 0 && part.Fulfilment == Fulfilment.None) throw new Refusal("pack-unpaid", RefusalKind.Conflict);

        var lines = await db.Weighed(part.OrderId, asked.SellerOrderId, asked.Weights, settings.WeightTolerance, ct);
        // Pressed twice, or heard of no answer: what was said is done.
        if (packed == 0)
            return part.PackedAt is not null && lines.TrueForAll(l => l.Packed == asked.Weights.Of(l.Id, l.Sold)) ? Unit.Value : throw new Refusal("already-packed", RefusalKind.Conflict);

        var back = lines.Sum(l => l.Returned);
        if (back != asked.Agreed) throw new Refusal("pack-look-again", RefusalKind.Conflict);
        foreach (var line in lines)
            await db.OrderLines.Where(l => l.Id == line.Id).ExecuteUpdateAsync(l =>
                l.SetProperty(x => x.Packed.Grams, line.Packed.Grams).SetProperty(x => x.Returned.Fen, line.Returned.Fen), ct);

        db.Tell(new SellerOrderPacked(part.OrderId, asked.SellerOrderId, asked.ProducerId, now, person, asked.ProducerId));
        var otherwise = lines.Where(l => l.Packed != l.Sold).Select(l => new LineWeighed(l.Id, l.Listing, l.Sold, l.Packed, l.Returned)).ToList();
        if (otherwise.Count > 0) db.Tell(new BoxesWeighed(part.OrderId, asked.SellerOrderId, otherwise));
        // A part is packed once and then no longer cancelled, so its id names the refund for ever.
        if (back > Money.Zero) await db.AskRefund(shop, asked.SellerOrderId, part.OrderId, back, [new ProducerShare(asked.ProducerId, back)], RefundReasons.Underweight, now, ct);
        return Unit.Value;
    }
}
