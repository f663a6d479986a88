using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog.Cards;
using Storefront.Contracts;
using Storefront.Contracts.Shipping;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Producers;

internal sealed record ShowProducers(string? To) : IQuery<ProducersPage>;

internal sealed record ProducersPage(Destination To, IReadOnlyList<ProducerAndPlace> Producers);
internal sealed record ProducerAndPlace(Producer Producer, PlaceKnown? Place);

internal sealed class ShowProducersHandler(StoreDb db, IMediator shop) : IRequestHandler<ShowProducers, ProducersPage>
{
    public async Task<ProducersPage> Handle(ShowProducers asked, CancellationToken ct)
    {
        var producers = await db.Producers.AsNoTracking().OrderBy(p => p.Fictional).ThenBy(p => p.Slug).ToListAsync(ct);
        var places = await shop.Send(new DescribePlaces([.. producers.Select(p => p.Place).Distinct(StringComparer.Ordinal)]), ct);
        return new(await shop.Towards(asked.To, ct), [.. producers.Select(p => new ProducerAndPlace(p, places.GetValueOrDefault(p.Place)))]);
    }
}
