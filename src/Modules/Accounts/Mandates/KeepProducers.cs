using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts.Access;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform.Data;

namespace Storefront.Accounts.Mandates;

/// <summary>Producers as the office took them in and as their listings last named them; whoever applied to sell farms from then on.</summary>
sealed class KeepProducers(StoreDb db, IMediator shop) : INotificationHandler<ListingPublished>, INotificationHandler<ProducerAdded>
{
    public Task Handle(ListingPublished told, CancellationToken ct) => Keep(told.ProducerId, told.Producer, ct);

    public async Task Handle(ProducerAdded told, CancellationToken ct)
    {
        await Keep(told.ProducerId, told.Name, ct);
        if (told.Farmer is not { } farmer) return;
        // Staff who apply, or who farm for somebody else, stay what they are: the office names others on its page.
        try { await shop.Send(new AddFarmer(farmer.Name, farmer.Phone, told.ProducerId), ct); }
        catch (Refusal refused) when (refused.Code == "people-number-taken") { }
    }

    async Task Keep(Guid producer, Text name, CancellationToken ct)
    {
        // Listings of one producer arrive side by side: whoever is second updates what the first wrote.
        await db.InsertMissing<KnownProducer>([new() { Id = producer, Name = name }], ct);
        await db.KnownProducers.Where(p => p.Id == producer).ExecuteUpdateAsync(set => set.SetProperty(p => p.Name, name), ct);
    }
}
