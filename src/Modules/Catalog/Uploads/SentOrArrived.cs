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
        if (!request.HasFormContentType || request.Form["photo-320"] is not { Count: > 0 } named) return sent;
        var all = sent.ToList();
        for (var i = 0; i < named.Count && all.Count <= AddPhotos.AtMost; i++)      // one too many is refused
            all.Add(await shop.Send(new PhotoArrived([.. PhotoSent.Widths.Select(w => request.Form[$"photo-{w}"].ElementAtOrDefault(i) ?? "")]), ct));
        return all;
    }

    /// <summary>The one of a form that takes one, or none. One that was chosen anew takes the place of one that was kept.</summary>
    public static async Task<PhotoSent> PhotoOf(this IMediator shop, HttpRequest request, CancellationToken ct) =>
        (await shop.PhotosOf(request, ct)) is [.., var last] ? last : new(null, null, null, null);
}
