using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts.Catalog;
using Storefront.Platform.Data;

namespace Storefront.Accounts.Mandates;

/// <summary>Producers as their listings last named them.</summary>
sealed class KeepProducers(StoreDb db) : INotificationHandler<ListingPublished>
{
    public async Task Handle(ListingPublished told, CancellationToken ct)
    {
        // Listings of one producer arrive side by side: whoever is second updates what the first wrote.
        await db.InsertMissing<KnownProducer>([new() { Id = told.ProducerId, Name = told.Producer }], ct);
        await db.KnownProducers.Where(p => p.Id == told.ProducerId).ExecuteUpdateAsync(set => set.SetProperty(p => p.Name, told.Producer), ct);
    }
}
