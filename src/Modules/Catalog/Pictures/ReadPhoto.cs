using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Pictures;

/// <summary>The kept file nearest to a width: the first that is as wide, else the widest.</summary>
internal sealed record ReadPhoto(string Hash, int Width) : IQuery<MediaFile?>;

internal sealed class ReadPhotoHandler(StoreDb db) : IRequestHandler<ReadPhoto, MediaFile?>
{
    public Task<MediaFile?> Handle(ReadPhoto asked, CancellationToken ct) => db.Media.AsNoTracking().Where(m => m.Hash == asked.Hash)
        .OrderBy(m => m.Width >= asked.Width ? 0 : 1).ThenBy(m => m.Width >= asked.Width ? m.Width : -m.Width).FirstOrDefaultAsync(ct);
}
