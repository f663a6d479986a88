using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog.Pictures;
using Storefront.Catalog.Stock;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Catalog.Listings;

/// <summary>Further photos of a listing, behind those it has. One that it has already is not added again, so that a second press adds nothing.</summary>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record AddPhotos(Guid ProducerId, string Slug, IReadOnlyList<PhotoSent> Photos) : ICommand<Unit>, IForProducer
{
    /// <summary>Of one listing.</summary>
    public const int AtMost = 6;
}

/// <summary>A photo comes before the others: it is the one on cards, in baskets and messages.</summary>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record PutPhotoFirst(Guid ProducerId, string Slug, string Stem) : ICommand<Unit>, IForProducer;

/// <summary>A photo is no longer shown. The last one stays: goods without a picture are sold to nobody.</summary>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record RemovePhoto(Guid ProducerId, string Slug, string Stem) : ICommand<Unit>, IForProducer;

internal sealed class ChangePhotosHandler(StoreDb db, VariantsKnown known, Caller caller, TimeProvider clock)
    : IRequestHandler<AddPhotos, Unit>, IRequestHandler<PutPhotoFirst, Unit>, IRequestHandler<RemovePhoto, Unit>
{
    public async Task<Unit> Handle(AddPhotos asked, CancellationToken ct)
    {
        var stems = await db.KeepPhotos(asked.Photos, ct);
        return await Change(asked.ProducerId, asked.Slug, (listing, photos) =>
        {
            List<Photo> all = [.. photos, .. stems.Where(s => photos.TrueForAll(p => p.Stem != s))
                .Select(s => new Photo { ListingId = listing.Id, Position = 0, Stem = s, Alt = listing.Name })];
            return all.Count <= AddPhotos.AtMost || all.Count == photos.Count ? all : throw new Refusal("photos-too-many", field: "photo", arguments: [AddPhotos.AtMost]);
        }, ct);
    }

    public Task<Unit> Handle(PutPhotoFirst asked, CancellationToken ct) => Change(asked.ProducerId, asked.Slug, (_, photos) => [.. photos.OrderByDescending(p => p.Stem == asked.Stem)], ct);

    public Task<Unit> Handle(RemovePhoto asked, CancellationToken ct) => Change(asked.ProducerId, asked.Slug, (_, photos) =>
        photos.FindAll(p => p.Stem != asked.Stem) is { Count: > 0 } others ? others : throw new Refusal("photo-last", RefusalKind.Conflict, "photo"), ct);

    async Task<Unit> Change(Guid producer, string slug, Func<Listing, List<Photo>, List<Photo>> wanted, CancellationToken ct)
    {
        var own = db.Listings.AsNoTracking().Where(l => l.Slug == slug && l.ProducerId == producer && l.State != ListingState.Ended);
        var id = await own.Select(l => (Guid?)l.Id).SingleOrDefaultAsync(ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        // Who approves the listing meanwhile, or changes its name, waits.
        await db.LockRows<Listing>([id], ct);
        var listing = await own.SingleOrDefaultAsync(ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var its = db.Photos.Where(p => p.ListingId == id);
        var before = await its.AsNoTracking().OrderBy(p => p.Position).ToListAsync(ct);
        var after = wanted(listing, before);
        if (after.Select(p => p.Stem).SequenceEqual(before.Select(p => p.Stem), StringComparer.Ordinal)) return Unit.Value;

        // A few rows, written anew: their places are their key, and there is always one at 0.
        await its.ExecuteDeleteAsync(ct);
        await db.InsertMany([.. after.Select((p, i) => new Photo { ListingId = id, Position = i, Stem = p.Stem, Alt = p.Alt })], ct);
        db.Add(new ListingChange { Id = Guid.CreateVersion7(), ListingId = id, Photos = true, At = clock.GetUtcNow().UtcDateTime, ActedBy = caller.Person, ActedFor = producer });
        var packs = await db.Variants.Where(v => v.ListingId == id).Select(v => v.Id).ToListAsync(ct);
        db.Afterwards(() => known.Forget(packs));
        return Unit.Value;
    }
}
