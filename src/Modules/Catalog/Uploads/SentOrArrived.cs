using MediatR;
using Microsoft.AspNetCore.Http;
using Storefront.Catalog.Listings;
using Storefront.Contracts.Catalog;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Uploads;

internal static class SentOrArrived
{
    /// <summary>The photos of a form: its files, or by the names of what its script sent before it, piece by piece.</summary>
    public static async Task<IReadOnlyList<PhotoSent>> PhotosOf(this IMediator shop, HttpRequest request, CancellationToken ct)
    {
        var sent = await SentPhoto.AllOf(request, AddPhotos.AtMost, ct);
        if (sent.Count > 0 || !request.HasFormContentType) return sent;
        var arrived = new List<PhotoSent>();
        for (var i = 0; i < request.Form["photo-320"].Count && i <= AddPhotos.AtMost; i++)      // one too many is refused
            arrived.Add(await shop.Send(new PhotoArrived([.. PhotoSent.Widths.Select(w => request.Form[$"photo-{w}"].ElementAtOrDefault(i) ?? "")]), ct));
        return arrived;
    }

    /// <summary>The one of a form that takes one, or none.</summary>
    public static async Task<PhotoSent> PhotoOf(this IMediator shop, HttpRequest request, CancellationToken ct) => (await shop.PhotosOf(request, ct)) is [var first, ..] ? first : new(null, null, null, null);
}
