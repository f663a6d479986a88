using Microsoft.AspNetCore.Http;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;

namespace Storefront.Platform.Web;

/// <summary>The photo of a form: photo-320, photo-640 and photo-1280 where the page's script (photo.js) drew them, else the camera's file under "photo".</summary>
public static class SentPhoto
{
    /// <summary>Bytes of a whole form: the largest that a phone writes, so that a photo over 8 MB is told so on its own page.</summary>
    public const int FormAtMost = 64_000_000;

    public static async Task<PhotoSent> Of(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasFormContentType) return new(null, null, null, null);
        var files = request.Form.Files;
        var sent = new PhotoSent(await Bytes(files["photo-320"], ct), await Bytes(files["photo-640"], ct), await Bytes(files["photo-1280"], ct), await Bytes(files["photo"], ct));
        return sent.IsNone ? sent with { Kept = KeptPhotos.StemsIn(request).FirstOrDefault() } : sent;
    }

    /// <summary>All photos of a field that takes several, in their order.</summary>
    public static async Task<IReadOnlyList<PhotoSent>> AllOf(HttpRequest request, int atMost, CancellationToken ct)
    {
        if (!request.HasFormContentType) return [];
        var files = request.Form.Files;
        var (small, middle, large) = (files.GetFiles("photo-320"), files.GetFiles("photo-640"), files.GetFiles("photo-1280"));
        var original = files.GetFiles("photo").Where(f => f.Length > 0).ToList();
        if (small.Count > atMost || original.Count > atMost) throw new Refusal("photos-too-many", field: "photo", arguments: [atMost]);
        var photos = KeptPhotos.StemsIn(request).Take(atMost).Select(stem => new PhotoSent(null, null, null, null, stem)).ToList();
        for (var i = 0; i < small.Count && i < middle.Count && i < large.Count; i++) photos.Add(new(await Bytes(small[i], ct), await Bytes(middle[i], ct), await Bytes(large[i], ct), null));
        foreach (var file in original) photos.Add(new(null, null, null, await Bytes(file, ct)));
        return photos.Count <= atMost ? photos : throw new Refusal("photos-too-many", field: "photo", arguments: [atMost]);
    }

    static async Task<byte[]?> Bytes(IFormFile? file, CancellationToken ct)
    {
        if (file is null or { Length: 0 }) return null;
        if (file.Length > PhotoSent.AtMost) throw new Refusal("photo-too-big", field: "photo");      // before it takes that much memory
        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }
}
