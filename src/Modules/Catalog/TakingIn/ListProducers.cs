using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Shipping;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Catalog.TakingIn;

/// <summary>All producers with how many of their goods are live, and where a new one's goods can leave from.</summary>
/// <param name="Application">The one that is about to be answered by taking it in.</param>
[Allow(Roles.Office)]
internal sealed record ListProducers(Guid? Application = null) : IQuery<ProducersTakenIn>;

/// <param name="Waiting">Oldest first, and no more than somebody reads in one sitting.</param>
internal sealed record ProducersTakenIn(IReadOnlyList<ProducerTakenIn> Producers, IReadOnlyList<PlaceKnown> Origins, IReadOnlyList<Application> Waiting, Application? Answered);

/// <param name="Place">Null where the road network no longer knows it.</param>
internal sealed record ProducerTakenIn(Guid Id, string Slug, Text Name, bool Fictional, PlaceKnown? Place, int Live);

internal sealed class ListProducersHandler(StoreDb db, IMediator shop) : IRequestHandler<ListProducers, ProducersTakenIn>
{
    const int WaitingShown = 50;

    public async Task<ProducersTakenIn> Handle(ListProducers asked, CancellationToken ct)
    {
        var listings = db.Listings;
        var producers = await db.Producers.AsNoTracking().OrderBy(p => p.Slug)
            .Select(p => new { p.Id, p.Slug, p.Name, p.Fictional, p.Place, Live = listings.Count(l => l.ProducerId == p.Id && l.State == ListingState.Live) })
            .ToListAsync(ct);
        var places = await shop.Send(new DescribePlaces([.. producers.Select(p => p.Place).Distinct(StringComparer.Ordinal)]), ct);
        var waiting = await db.Applications.AsNoTracking().Where(a => a.State == ApplicationState.Submitted).OrderBy(a => a.AppliedAt).Take(WaitingShown).ToListAsync(ct);
        return new(producers.ConvertAll(p => new ProducerTakenIn(p.Id, p.Slug, p.Name, p.Fictional, places.GetValueOrDefault(p.Place), p.Live)),
            await shop.Send(new ListOrigins(), ct), waiting, waiting.Find(a => a.Id == asked.Application));
    }
}
