using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Accounts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Orders.Packing;

/// <summary>What the signed-in person can pack: for one of the producers he may act for, the boxes of each variant and the parts they belong to.</summary>
/// <param name="For">Null for the first of them.</param>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record ListToPack(Guid? For) : IQuery<ToPack>;

/// <param name="Producer">Null when the person acts for nobody yet.</param>
internal sealed record ToPack(ProducerActedFor? Producer, IReadOnlyList<ProducerActedFor> Others, IReadOnlyList<VariantToPack> Variants, IReadOnlyList<PartToPack> Parts, IReadOnlyList<PartToPack> PackedToday);
internal sealed record VariantToPack(Text Listing, Text Variant, int Boxes, Mass Net);

/// <param name="PackedBy">The person who marked it packed: the farmer, or somebody of a service point for the farmer.</param>
/// <param name="Place">Province and city: enough to sort by, nothing that finds a door.</param>
internal sealed record PartToPack(Guid Id, string Number, string Place, DateTime PaidAt, DateTime? PackedAt, string? PackedBy, IReadOnlyList<LineToPack> Lines);
internal sealed record LineToPack(Text Listing, Text Variant, int Units);

internal sealed class ListToPackHandler(StoreDb db, IMediator shop, Caller caller, TimeProvider clock) : IRequestHandler<ListToPack, ToPack>
{
    public async Task<ToPack> Handle(ListToPack asked, CancellationToken ct)
    {
        var producers = await shop.Send(new ProducersOf(caller.Person), ct);
        if (producers.Count == 0) return new(null, [], [], [], []);
        var producer = asked.For is { } wanted ? producers.FirstOrDefault(p => p.ProducerId == wanted) ?? throw new Refusal("not-your-producer", RefusalKind.Forbidden) : producers[0];

        var midnight = ChinaTime.StartOf(ChinaTime.Day(clock.GetUtcNow().UtcDateTime));
        var rows = await db.SellerOrders.AsNoTracking()
            .Where(s => s.ProducerId == producer.ProducerId && s.CancelledAt == null && (s.Fulfilment == Fulfilment.Allocated || (s.Fulfilment == Fulfilment.Packed && s.PackedAt >= midnight)))
            .Join(db.Orders, s => s.OrderId, o => o.Id, (s, o) => new { s, o.Number, o.Address, o.PaidAt })
            .Join(db.OrderLines, x => x.s.Id, l => l.SellerOrderId, (x, l) => new { x.s.Id, x.s.Fulfilment, x.s.PackedAt, x.s.ActedBy, x.Number, x.Address, x.PaidAt, l.VariantId, l.Listing, l.Variant, l.Units, Net = l.Net.Grams })
            .ToListAsync(ct);

        var names = await shop.Send(new NamePeople([.. rows.Select(r => r.ActedBy).OfType<Guid>().Distinct()]), ct);
        var waiting = rows.Where(r => r.Fulfilment == Fulfilment.Allocated).ToList();
        var parts = rows.GroupBy(r => r.Id).Select(g => (g.First().Fulfilment, Part: new PartToPack(g.Key, g.First().Number, PlaceOf(g.First().Address), g.First().PaidAt ?? default, g.First().PackedAt, g.First().ActedBy is { } by ? names.GetValueOrDefault(by) : null,
            [.. g.Select(l => new LineToPack(l.Listing, l.Variant, l.Units))]))).ToList();
        return new(producer, [.. producers.Where(p => p.ProducerId != producer.ProducerId)],
            [.. waiting.GroupBy(r => r.VariantId).Select(g => new VariantToPack(g.First().Listing, g.First().Variant, g.Sum(l => l.Units), new(g.Sum(l => l.Net * l.Units)))).OrderByDescending(v => v.Boxes)],
            [.. parts.Where(p => p.Fulfilment == Fulfilment.Allocated).Select(p => p.Part).OrderBy(p => p.PaidAt)],
            [.. parts.Where(p => p.Fulfilment == Fulfilment.Packed).Select(p => p.Part).OrderByDescending(p => p.PackedAt)]);
    }

    static string PlaceOf(Address address) => address.Province == address.City || address.Province.Length == 0 ? address.City : $"{address.Province} {address.City}";
}
