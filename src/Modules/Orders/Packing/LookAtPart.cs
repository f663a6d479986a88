using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Accounts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Orders.Packing;

/// <summary>One part on the packer's table: what goes in, what it weighs, and what that gives back to the buyer.</summary>
/// <param name="Weights">What the scale says so far; nothing of it is kept.</param>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record LookAtPart(Guid ProducerId, Guid SellerOrderId, IReadOnlyList<LineWeight> Weights) : IQuery<PartOpen>, IForProducer;

/// <param name="Acting">The producer who is acted for; null for the own one.</param>
/// <param name="Goods">What the buyer pays for the part.</param>
internal sealed record PartOpen(Guid Id, Guid ProducerId, Text? Acting, string Number, string Place, bool Gift, Fulfilment Fulfilment, bool Cancelled, DateTime? PackedAt,
    Money Goods, IReadOnlyList<LinePacked> Lines)
{
    public bool Waits => !Cancelled && Fulfilment == Fulfilment.Allocated;
    public bool IsPacked => !Cancelled && Fulfilment == Fulfilment.Packed;
    public Money Back => Lines.Sum(l => l.Returned);
    /// <summary>What of it the producer bears: the ledger's own rule.</summary>
    public Money BackOfProducer => PriceSplit.Of(Goods).Producer - PriceSplit.Of(Goods - Back).Producer;
}

internal sealed class LookAtPartHandler(StoreDb db, IMediator shop, OrdersSettings settings, Caller caller) : IRequestHandler<LookAtPart, PartOpen>
{
    public async Task<PartOpen> Handle(LookAtPart asked, CancellationToken ct)
    {
        var part = await db.SellerOrders.AsNoTracking().Where(s => s.Id == asked.SellerOrderId && s.ProducerId == asked.ProducerId && !s.Vouchers)
            .Join(db.Orders, s => s.OrderId, o => o.Id, (s, o) =>
                new { s.OrderId, s.Fulfilment, s.CancelledAt, s.PackedAt, Goods = s.Goods.Fen, o.Number, o.Address, Gift = o.Gift != null }).SingleOrDefaultAsync(ct)
            ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var acting = (await shop.Send(new ProducersOf(caller.Person), ct)).FirstOrDefault(p => p.ProducerId == asked.ProducerId && !p.Own)?.Name;
        return new(asked.SellerOrderId, asked.ProducerId, acting, part.Number, ListToPackHandler.PlaceOf(part.Address!), part.Gift, part.Fulfilment,
            part.CancelledAt is not null, part.PackedAt, new(part.Goods),
            await db.Weighed(part.OrderId, asked.SellerOrderId, asked.Weights, settings.WeightTolerance, ct));
    }
}
