using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Accounts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Orders.Packing;

/// <summary>What the signed-in person can pack: for one of the producers he may act for, the boxes of each variant and the parts they belong to.</summary>
/// <param name="For">Null for the first of them.</param>
/// <param name="Page">From 1; the orders that were paid first stand on the first.</param>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record ListToPack(Guid? For, int Page = 1) : IQuery<ToPack>
{
    internal const int AtOnce = 50;
}

/// <param name="Producer">Null when the person acts for nobody yet.</param>
/// <param name="Variants">Of all that waits, on whatever page.</param>
/// <param name="PackedToday">The latest of the <paramref name="Done"/> parts.</param>
internal sealed record ToPack(
    ProducerActedFor? Producer, IReadOnlyList<ProducerActedFor> Others, IReadOnlyList<VariantToPack> Variants, int Waiting, int Page,
    IReadOnlyList<PartToPack> Parts, int Done, IReadOnlyList<PartToPack> PackedToday)
{
    public int Pages => Math.Max(1, (Waiting + ListToPack.AtOnce - 1) / ListToPack.AtOnce);
}
internal sealed record VariantToPack(Text Listing, Text Variant, int Boxes, Mass Net);

/// <param name="Gift">Somebody gives it: a slip with the greeting, and without prices, goes into the box.</param>
/// <param name="PackedBy">The person who marked it packed: the farmer, or somebody of a service point for the farmer.</param>
/// <param name="Place">Province and city: enough to sort by, nothing that finds a door.</param>
internal sealed record PartToPack(Guid Id, string Number, string Place, bool Gift, DateTime PaidAt, DateTime? PackedAt, PersonNamed? PackedBy, IReadOnlyList<LineToPack> Lines);
internal sealed record LineToPack(Text Listing, Text Variant, int Units, Mass Sold, Mass Packed, Money Returned);

internal sealed class ListToPackHandler(StoreDb db, IMediator shop, Caller caller, TimeProvider clock) : IRequestHandler<ListToPack, ToPack>
{
    public async Task<ToPack> Handle(ListToPack asked, CancellationToken ct)
    {
        var producers = await shop.Send(new ProducersOf(caller.Person), ct);
        if (producers.Count == 0) return new(null, [], [], 0, 1, [], 0, []);
        var producer = asked.For is { } wanted ? producers.FirstOrDefault(p => p.ProducerId == wanted) ?? throw new Refusal("not-your-producer", RefusalKind.Forbidden) : producers[0];

        var midnight = ChinaTime.StartOf(ChinaTime.Day(clock.GetUtcNow().UtcDateTime));
        var parts = db.SellerOrders.AsNoTracking().Where(s => s.ProducerId == producer.ProducerId && s.CancelledAt == null);
        var waiting = parts.Where(s => s.Fulfilment == Fulfilment.Allocated);
        var packed = parts.Where(s => s.Fulfilment == Fulfilment.Packed && s.PackedAt >= midnight);

        var (count, done) = (await waiting.CountAsync(ct), await packed.CountAsync(ct));
        // Who packs the last order of the last page comes back to the page before it.
        var page = Math.Clamp(asked.Page, 1, Math.Max(1, (count + ListToPack.AtOnce - 1) / ListToPack.AtOnce));
        return new(producer, [.. producers.Where(p => p.ProducerId != producer.ProducerId)], await Variants(waiting, ct),
            count, page, await Seen(waiting.Join(db.Orders, s => s.OrderId, o => o.Id, (s, o) => new { s, o.PaidAt }).OrderBy(x => x.PaidAt).ThenBy(x => x.s.Id)
                .Select(x => x.s).Skip((page - 1) * ListToPack.AtOnce), p => p.OrderBy(x => x.PaidAt).ThenBy(x => x.Id), ct),
            done, await Seen(packed.OrderByDescending(s => s.PackedAt).ThenBy(s => s.Id), p => p.OrderByDescending(x => x.PackedAt).ThenBy(x => x.Id), ct));
    }

    async Task<IReadOnlyList<VariantToPack>> Variants(IQueryable<SellerOrder> waiting, CancellationToken ct)
    {
        var lines = waiting.Join(db.OrderLines, s => new { s.OrderId, SellerOrderId = s.Id }, l => new { l.OrderId, l.SellerOrderId }, (_, l) => l);
        var names = (await lines.Select(l => new { l.VariantId, l.Listing, l.Variant }).Distinct().ToListAsync(ct)).ToLookup(l => l.VariantId);
        var sums = await lines.GroupBy(l => l.VariantId).Select(g => new { g.Key, Boxes = g.Sum(l => l.Units), Grams = g.Sum(l => l.Net.Grams * l.Units) }).ToListAsync(ct);
        return [.. sums.OrderByDescending(v => v.Boxes).ThenBy(v => v.Key).Select(v => new VariantToPack(names[v.Key].First().Listing, names[v.Key].First().Variant, v.Boxes, new(v.Grams)))];
    }

    async Task<IReadOnlyList<PartToPack>> Seen(IQueryable<SellerOrder> parts, Func<IEnumerable<PartToPack>, IEnumerable<PartToPack>> inOrder, CancellationToken ct)
    {
        var rows = await parts.Take(ListToPack.AtOnce).Join(db.Orders, s => s.OrderId, o => o.Id,
            (s, o) => new { s.Id, s.OrderId, s.PackedAt, s.ActedBy, o.Number, o.Address, Gift = o.Gift != null, o.PaidAt }).ToListAsync(ct);
        var orders = rows.ConvertAll(r => r.OrderId);
        var lines = (await db.OrderLines.AsNoTracking().Where(l => orders.Contains(l.OrderId))
            .Select(l => new { l.SellerOrderId, l.Listing, l.Variant, l.Units, Net = l.Net.Grams, Packed = l.Packed.Grams, Returned = l.Returned.Fen })
            .ToListAsync(ct)).ToLookup(l => l.SellerOrderId);
        var names = await shop.Send(new NamePeople([.. rows.Select(r => r.ActedBy).OfType<Guid>().Distinct()]), ct);
        return [.. inOrder(rows.Select(r => new PartToPack(r.Id, r.Number, PlaceOf(r.Address!), r.Gift, r.PaidAt ?? default, r.PackedAt,
            r.ActedBy is { } by ? names.GetValueOrDefault(by) : null,
            [.. lines[r.Id].Select(l => new LineToPack(l.Listing, l.Variant, l.Units, new(l.Net * l.Units), new(l.Packed), new(l.Returned)))])))];
    }

    internal static string PlaceOf(Address address) => address.Province == address.City || address.Province.Length == 0 ? address.City : $"{address.Province} {address.City}";
}
