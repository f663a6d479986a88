using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform.Data;

namespace Storefront.Accounts.Mandates;

/// <summary>Producers as the office took them in and as their listings last named them.</summary>
sealed class KeepProducers(StoreDb db) : INotificationHandler<ListingPublished>, INotificationHandler<ProducerAdded>
{
    public Task Handle(ListingPublished told, CancellationToken ct) => Keep(told.ProducerId, told.Producer, ct);

    public Task Handle(ProducerAdded told, CancellationToken ct) => Keep(told.ProducerId, told.Name, ct);

    async Task Keep(Guid producer, Text name, CancellationToken ct)
    {
        // Listings of one producer arrive side by side: whoever is second updates what the first wrote.
        await db.InsertMissing<KnownProducer>([new() { Id = producer, Name = name }], ct);
        await db.KnownProducers.Where(p => p.Id == producer).ExecuteUpdateAsync(set => set.SetProperty(p => p.Name, name), ct);
    }
}
