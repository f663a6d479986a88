using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog.Revisions;
using Storefront.Catalog.Search;
using Storefront.Catalog.Stock;
using Storefront.Contracts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Catalog.Listings;

/// <summary>A listing is sold no longer, or is not to be read any more. Refused while boxes of it are promised to somebody. Ended twice is ended once.</summary>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record EndListing(Guid ProducerId, string Slug) : ICommand<Unit>, IForProducer;

internal sealed class EndListingHandler(StoreDb db, IMediator shop, VariantsKnown known, Caller caller, TimeProvider clock) : IRequestHandler<EndListing, Unit>
{
    public async Task<Unit> Handle(EndListing asked, CancellationToken ct)
    {
        var listing = await db.Listings.Where(l => l.Slug == asked.Slug && l.ProducerId == asked.ProducerId).Select(l => (Guid?)l.Id).SingleOrDefaultAsync(ct)
            ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var packs = await db.Variants.Where(v => v.ListingId == listing).Select(v => v.Id).ToListAsync(ct);
        await db.LockRows<Variant>(packs, ct);
        if (await db.Listings.Where(l => l.Id == listing && l.State != ListingState.Ended)
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.State, ListingState.Ended), ct) == 0) return Unit.Value;

        await db.MustKeepPromises(listing, DateOnly.MinValue, null, ct);
        var (now, person) = (clock.GetUtcNow().UtcDateTime, caller.Person);
        await db.Withdraw(listing, now, person, ct);
        db.Add(new ListingChange { Id = Guid.CreateVersion7(), ListingId = listing, At = now, ActedBy = person, ActedFor = asked.ProducerId });
        await shop.Send(new IndexListing(listing), ct);
        db.Afterwards(() => known.Forget(packs));
        return Unit.Value;
    }
}
