using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Catalog.Uploads;

/// <summary>A piece of a photo, and how many bytes of the whole are here after it. A piece that does not go on where the last ended is left aside: the answer says where to go on.</summary>
/// <param name="At">How many bytes the sender thinks are here already.</param>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record KeepPiece(string Hash, int At, byte[] Piece) : ICommand<int>;

internal sealed class KeepPieceHandler(StoreDb db, Caller caller, TimeProvider clock) : IRequestHandler<KeepPiece, int>
{
    /// <summary>Bytes of a picture that a browser has drawn (<see cref="Pictures.Picture.Drawn"/>).</summary>
    public const int WholeAtMost = 400_000;
    /// <summary>Of one person on their way at once: ten photos.</summary>
    const int AtOnce = 30;

    public async Task<int> Handle(KeepPiece asked, CancellationToken ct)
    {
        if (asked.Hash.Length != 64 || !asked.Hash.All(char.IsAsciiHexDigitLower)) throw new Refusal("not-found", RefusalKind.NotFound);
        var (person, now) = (caller.Person, clock.GetUtcNow().UtcDateTime);
        var own = db.Uploads.Where(u => u.PersonId == person);
        await db.InsertMissing([new Upload { PersonId = person, Hash = asked.Hash, Bytes = [], At = now }], ct);
        if (await own.CountAsync(ct) > AtOnce) await own.Where(u => u.Hash != asked.Hash).OrderBy(u => u.At).Take(1).ExecuteDeleteAsync(ct);

        var here = await own.Where(u => u.Hash == asked.Hash).Select(u => u.Bytes).SingleAsync(ct);
        if (asked.At != here.Length) return here.Length;
        if (here.Length + asked.Piece.Length > WholeAtMost) throw new Refusal("photo-too-big", field: "photo");
        byte[] bytes = [.. here, .. asked.Piece];
        // Of two that send the same piece at once one is first; the other learns where to go on.
        return await own.Where(u => u.Hash == asked.Hash && u.Bytes == here).ExecuteUpdateAsync(u => u.SetProperty(x => x.Bytes, bytes).SetProperty(x => x.At, now), ct) == 1
            ? bytes.Length : await own.Where(u => u.Hash == asked.Hash).Select(u => u.Bytes.Length).SingleAsync(ct);
    }
}

/// <summary>How much of a photo has arrived from whoever asks.</summary>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record CountArrived(string Hash) : IQuery<int>;

internal sealed class CountArrivedHandler(StoreDb db, Caller caller) : IRequestHandler<CountArrived, int>
{
    public async Task<int> Handle(CountArrived asked, CancellationToken ct)
    {
        var person = caller.Person;
        return await db.Uploads.Where(u => u.PersonId == person && u.Hash == asked.Hash).Select(u => (int?)u.Bytes.Length).SingleOrDefaultAsync(ct) ?? 0;
    }
}

/// <summary>A photo that arrived in pieces, by the names of its three widths. A width of which something is missing, or was garbled on its way, is not there.</summary>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record PhotoArrived(IReadOnlyList<string> Hashes) : IQuery<PhotoSent>;

internal sealed class PhotoArrivedHandler(StoreDb db, Caller caller) : IRequestHandler<PhotoArrived, PhotoSent>
{
    public async Task<PhotoSent> Handle(PhotoArrived asked, CancellationToken ct)
    {
        var (person, hashes) = (caller.Person, asked.Hashes.Take(PhotoSent.Widths.Count).ToList());
        var whole = (await db.Uploads.AsNoTracking().Where(u => u.PersonId == person && hashes.Contains(u.Hash)).Select(u => new { u.Hash, u.Bytes }).ToListAsync(ct))
            .Where(u => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(u.Bytes)) == u.Hash).ToDictionary(u => u.Hash, u => u.Bytes, StringComparer.Ordinal);
        return new(Width(0), Width(1), Width(2), null);

        byte[]? Width(int at) => at < hashes.Count ? whole.GetValueOrDefault(hashes[at]) : null;
    }
}

internal sealed class ForgetUploads(IServiceScopeFactory scopes, TimeProvider clock) : ISettles
{
    static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public async Task<int> WorkOnce(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new DropUploads(clock.GetUtcNow().UtcDateTime - Kept), ct);
    }
}

internal sealed record DropUploads(DateTime Before) : ICommand<int>;

internal sealed class DropUploadsHandler(StoreDb db) : IRequestHandler<DropUploads, int>
{
    public Task<int> Handle(DropUploads asked, CancellationToken ct) => db.Uploads.Where(u => u.At < asked.Before).ExecuteDeleteAsync(ct);
}
