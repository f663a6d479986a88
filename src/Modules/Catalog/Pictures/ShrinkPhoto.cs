using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Accounts;
using Storefront.Contracts.Catalog;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Catalog.Pictures;

/// <summary>
/// An original that came without a script, in the widths that a browser of the farm, the service point or the office has drawn of it meanwhile. It keeps its address. One that is
/// shrunk already stays as it is.
/// </summary>
[Allow(Roles.Farmer, Roles.ServicePoint, Roles.Office)]
internal sealed record ShrinkPhoto(string Hash, PhotoSent Photo) : ICommand<Unit>;

internal sealed class ShrinkPhotoHandler(StoreDb db, IMediator shop, Caller caller) : IRequestHandler<ShrinkPhoto, Unit>
{
    public async Task<Unit> Handle(ShrinkPhoto asked, CancellationToken ct)
    {
        await db.TakeTurnOfPhoto(asked.Hash, ct);
        var kept = await db.Media.AsNoTracking().Where(m => m.Hash == asked.Hash).ToListAsync(ct);
        if (kept.Count == 0) throw new Refusal("not-found", RefusalKind.NotFound);
        if (kept is not [{ Bytes: { Length: > Picture.ShownAtMost } bytes, UnusedSince: var unusedSince }]) return Unit.Value;

        if (!await MayDraw($"/media/{asked.Hash}", ct)) throw new Refusal("not-your-producer", RefusalKind.Forbidden);
        if (asked.Photo is not { Small: { } small, Middle: { } middle, Large: { } large }) throw new Refusal("photo-missing", field: "photo");
        var original = Picture.Original(bytes);
        List<MediaFile> drawn = [.. PhotoSent.Widths.Zip([small, middle, large], (width, file) => (Width: width, Picture: Picture.Drawn(file)))
            .Select(d => d.Picture.Alike(original) ? new MediaFile { Hash = asked.Hash, Width = d.Width, Type = d.Picture.Type, Bytes = d.Picture.Bytes,
                UnusedSince = unusedSince } : throw new Refusal("photo-not-a-picture", field: "photo"))];
        await db.Media.Where(m => m.Hash == asked.Hash).ExecuteDeleteAsync(ct);
        await db.InsertMany(drawn, ct);
        return Unit.Value;
    }

    /// <summary>Nobody draws a photo of another's goods: what comes back is shown in its place.</summary>
    async Task<bool> MayDraw(string stem, CancellationToken ct)
    {
        if (caller.IsShop || caller.Is(Roles.Office)) return true;
        var photos = db.Photos.Where(p => p.Stem == stem);
        var producers = await db.Listings.Where(l => photos.Any(p => p.ListingId == l.Id)).Select(l => l.ProducerId)
            .Union(db.Producers.Where(p => p.Picture == stem).Select(p => p.Id)).ToListAsync(ct);
        foreach (var producer in producers)
            if (!await shop.Send(new MayActFor(caller.Person, producer), ct)) return false;
        return producers.Count > 0;
    }
}

/// <summary>Whether a photo stands on pages of goods or of a producer, where each byte is paid for by shoppers.</summary>
internal sealed record IsOnShow(string Stem) : IQuery<bool>;

internal sealed class IsOnShowHandler(StoreDb db) : IRequestHandler<IsOnShow, bool>
{
    public async Task<bool> Handle(IsOnShow asked, CancellationToken ct) => await db.Photos.AnyAsync(p => p.Stem == asked.Stem, ct)
        || await db.Producers.AnyAsync(p => p.Picture == asked.Stem, ct);
}
