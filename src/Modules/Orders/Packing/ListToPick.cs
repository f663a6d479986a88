using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Accounts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Orders.Packing;

/// <summary>What to fetch in the morning: the boxes of each variant that waits to be packed, a list for each producer the signed-in person may act for.</summary>
/// <param name="For">Null for all of them.</param>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record ListToPick(Guid? For) : IQuery<ToPick>;

internal sealed record ToPick(DateOnly Day, IReadOnlyList<PickList> Lists);
internal sealed record PickList(ProducerActedFor Producer, int Orders, IReadOnlyList<VariantToPack> Variants);

internal sealed class ListToPickHandler(StoreDb db, IMediator shop, Caller caller, TimeProvider clock) : IRequestHandler<ListToPick, ToPick>
{
    public async Task<ToPick> Handle(ListToPick asked, CancellationToken ct)
    {
        var producers = await shop.Send(new ProducersOf(caller.Person), ct);
        if (asked.For is { } wanted) producers = [producers.FirstOrDefault(p => p.ProducerId == wanted) ?? throw new Refusal("not-your-producer", RefusalKind.Forbidden)];
        var ids = producers.Select(p => p.ProducerId).ToList();

        var waiting = db.SellerOrders.AsNoTracking().Where(s => ids.Contains(s.ProducerId) && s.Fulfilment == Fulfilment.Allocated && s.CancelledAt == null);
        var orders = await waiting.GroupBy(s => s.ProducerId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var lines = waiting.Join(db.OrderLines, s => new { s.OrderId, SellerOrderId = s.Id }, l => new { l.OrderId, l.SellerOrderId },
            (s, l) => new { s.ProducerId, l.VariantId, l.Listing, l.Variant, l.Units, Grams = l.Net.Grams * l.Units });
        var names = (await lines.Select(l => new { l.VariantId, l.Listing, l.Variant }).Distinct().ToListAsync(ct)).ToLookup(l => l.VariantId);
        var sums = await lines.GroupBy(l => new { l.ProducerId, l.VariantId })
            .Select(g => new { g.Key.ProducerId, g.Key.VariantId, Boxes = g.Sum(l => l.Units), Grams = g.Sum(l => l.Grams) }).ToListAsync(ct);
        var variants = sums.Select(v => (v.ProducerId, Variant: new VariantToPack(names[v.VariantId].First().Listing, names[v.VariantId].First().Variant, v.Boxes, new(v.Grams))))
            .OrderBy(v => v.Variant.Listing.Zh, StringComparer.Ordinal).ThenBy(v => v.Variant.Net.Grams / v.Variant.Boxes).ToLookup(v => v.ProducerId, v => v.Variant);

        return new(ChinaTime.Day(clock.GetUtcNow().UtcDateTime),
            [.. producers.Where(p => variants.Contains(p.ProducerId)).Select(p => new PickList(p, orders[p.ProducerId], [.. variants[p.ProducerId]]))]);
    }
}
