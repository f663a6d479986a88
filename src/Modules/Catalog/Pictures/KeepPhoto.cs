using System.Security.Cryptography;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform.Data;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Pictures;

internal sealed class KeepPhotoHandler(StoreDb db) : IRequestHandler<KeepPhoto, string>
{
    public Task<string> Handle(KeepPhoto asked, CancellationToken ct) => db.KeepPhoto(asked.Photo, ct, asked.AtLeast);
}

internal sealed class KeepPhotoForNextTryHandler(StoreDb db, TimeProvider clock) : IRequestHandler<KeepPhotoForNextTry, string>
{
    public Task<string> Handle(KeepPhotoForNextTry asked, CancellationToken ct) => db.KeepPhoto(asked.Photo, ct, asked.AtLeast, unusedSince: clock.GetUtcNow().UtcDateTime);
}

internal static class KeepingPhotos
{
    /// <summary>Pixels that a photo of goods is wide at least: fewer than the narrowest that is shown would be blurred on every page.</summary>
    public const int GoodsAtLeast = KeptPhotos.AtLeast;

    /// <summary>Each of several of goods, in their order; one that was sent twice is one.</summary>
    /// <exception cref="Refusal">There is none, or one of them is no photo or too small.</exception>
    public static async Task<IReadOnlyList<string>> KeepPhotos(this StoreDb db, IReadOnlyList<PhotoSent> sent, CancellationToken ct)
    {
        var stems = new List<string>();
        foreach (var photo in sent) stems.Add(await db.KeepPhoto(photo, ct, GoodsAtLeast));
        return stems.Count > 0 ? [.. stems.Distinct(StringComparer.Ordinal)] : throw new Refusal("photo-missing", field: "photo");
    }

    /// <summary>Checks and keeps a photo; answers with the stem of its address. The same photo sent again is kept once.</summary>
    /// <param name="unusedSince">Null when whoever asks uses it.</param>
    public static async Task<string> KeepPhoto(this StoreDb db, PhotoSent sent, CancellationToken ct, int atLeast = 1, DateTime? unusedSince = null)
    {
        if (sent.Kept is { } kept)
        {
            await db.MarkPhoto(kept[Media.Length..], unusedSince, ct);
            return kept;
        }
        List<(int Width, Picture Picture)> pictures = (sent.Small, sent.Middle, sent.Large, sent.Original) switch
        {
            ({ } small, { } middle, { } large, _) => [.. PhotoSent.Widths.Zip([small, middle, large], (width, file) => (width, Picture.Drawn(file)))],
            (_, _, _, { } original) => [(PhotoSent.Widths[^1], Picture.Original(original))],
            _ => throw new Refusal("photo-missing", field: "photo"),
        };
        // Whoever reads it sees one of them, shoppers another: they are one picture.
        if (pictures.Exists(p => p.Picture.Width > p.Width && pictures.Count > 1) || !pictures.TrueForAll(p => p.Picture.Alike(pictures[^1].Picture)))
            throw new Refusal("photo-not-a-picture", field: "photo");
        if (pictures[^1].Picture.Width < atLeast) throw new Refusal("photo-too-small", field: "photo", arguments: [atLeast]);
        using var hashing = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, picture) in pictures) hashing.AppendData(picture.Bytes);
        var hash = Convert.ToHexStringLower(hashing.GetHashAndReset().AsSpan(0, 16));

        await db.MarkPhoto(hash, unusedSince, ct);
        if (!await db.Media.AnyAsync(m => m.Hash == hash, ct))
            await db.InsertMissing([.. pictures.Select(p => new MediaFile { Hash = hash, Width = p.Width, Type = p.Picture.Type, Bytes = p.Picture.Bytes, UnusedSince = unusedSince })], ct);
        return Media + hash;
    }

    const string Media = "/media/";

    /// <summary>What was used once stays used. In turn with who forgets photos, who shrinks this one, and who keeps the same.</summary>
    static async Task MarkPhoto(this StoreDb db, string hash, DateTime? unusedSince, CancellationToken ct)
    {
        await db.TakeTurnOfPhoto(hash, ct);
        await db.Media.Where(m => m.Hash == hash && m.UnusedSince != null).ExecuteUpdateAsync(m => m.SetProperty(x => x.UnusedSince, unusedSince), ct);
    }

    public static Task TakeTurnOfPhoto(this StoreDb db, string hash, CancellationToken ct) => db.TakeTurn($"catalog/photo/{hash}", ct);
}
