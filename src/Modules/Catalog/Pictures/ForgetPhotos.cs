using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Pictures;

/// <summary>Drops photos of refused forms that nobody sent again.</summary>
internal sealed record ForgetPhotos(DateTime UnusedSince) : ICommand<int>;

internal sealed class ForgetPhotosHandler(StoreDb db) : IRequestHandler<ForgetPhotos, int>
{
    const int AtOnce = 50;

    public async Task<int> Handle(ForgetPhotos asked, CancellationToken ct)
    {
        var hashes = await db.UnusedSince(asked.UnusedSince).Select(m => m.Hash).Distinct().OrderBy(h => h).Take(AtOnce).ToListAsync(ct);
        var forgotten = 0;
        foreach (var hash in hashes)
        {
            await db.TakeTurnOfPhoto(hash, ct);
            // Looked at again: somebody may have sent it just now.
            forgotten += await db.UnusedSince(asked.UnusedSince).Where(m => m.Hash == hash).ExecuteDeleteAsync(ct);
        }
        return forgotten;
    }
}

internal sealed class ForgetUnusedPhotos(IServiceScopeFactory scopes, TimeProvider clock) : ISettles
{
    /// <summary>Twice as long as the form may name it: none is taken from under a form that is being sent.</summary>
    internal static readonly TimeSpan KeptFor = 2 * KeepPhotoForNextTry.For;

    public async Task<int> WorkOnce(CancellationToken ct)
    {
        var since = clock.GetUtcNow().UtcDateTime - KeptFor;
        await using var scope = scopes.CreateAsyncScope();
        // Looking costs no place in the write gate.
        if (!await scope.ServiceProvider.GetRequiredService<StoreDb>().UnusedSince(since).AnyAsync(ct)) return 0;
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ForgetPhotos(since), ct);
    }
}

internal static class UnusedPhotos
{
    extension(StoreDb db)
    {
        internal IQueryable<MediaFile> UnusedSince(DateTime before) => db.Media.Where(m => m.UnusedSince < before);
    }
}
